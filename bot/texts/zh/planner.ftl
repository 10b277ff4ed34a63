### 填写方案
planner-title = 计划一条视频
planner-send = 预测
planner-more = 更多字段
planner-open = 未定
planner-topic = 话题
planner-duration = 时长
planner-weekday = 发布日
planner-hour = 发布钟点
planner-format = 体裁
planner-platform = 平台
planner-account = 账号
planner-target = 预测什么（默认播放量）
planner-caption = 文案
planner-hashtags = 话题标签
planner-music = 配乐
planner-or = 与另一方案比较，例如 周六 11:00
planner-length = 25、45秒或 1:30
planner-length-usual = 25、45秒或 1:30；你们的视频通常 { $seconds } 秒
planner-weekday-values = 周六，或日期，例如 明天
planner-hour-values = 20:00、晚上8点、晚上
planner-caption-values = 文案="…"、话题标签=#a,#b、配乐="…"
planner-intro = 已定的写上，未定的可以留空。你们自己视频中的取值：
planner-example = 也可以直接输入：`{ $example }`
planner-window = 在 Slack 里，/predict plan 会打开一个带选项的窗口。
planner-line = • *{ $name }*：{ $values }
planner-close = 取消
