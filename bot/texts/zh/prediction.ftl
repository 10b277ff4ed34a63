### predict 与 drivers。键与变量和英文文件一致。
kind-predict = 预测
kind-drivers = 影响因素

### predict: headlines
headline-predict = { $metric }：预计约 { $median }，80% 的可能在 { $low } 至 { $high } 之间
headline-predict-plans = { $plan } 最好：{ $metric }约 { $median }，80% 区间 { $low } 至 { $high }
headline-predict-alike = 几个方案分不出高下：{ $plan } 的{ $metric }约 { $median }，80% 区间 { $low } 至 { $high }
headline-predict-baseline = { $metric }无法预测：没有模型胜过{ $baseline }

### predict: findings
plan-line = *{ $plan }*：约 { $median }，80% 区间 { $low } 至 { $high }
plan-open = 一条普通视频
plan-account = { $handle }
plan-seconds = { $value } 秒
plan-topic = 话题 { $value }
plan-hashtags = { PLURAL($n) ->
   *[other] { $n } 个话题标签
  }
plan-music = ♪ { $value }
record-line = 可信程度：在 { $folds } 段较晚的时间里，{ $model }平均相差 { $error } 倍，{ $baseline }相差 { $other } 倍。其 80% 区间有 { $coverage } 命中；区间上下端相差 { $width } 倍。
record-line-untried = 可信程度：在 { $folds } 段较晚的时间里，{ $model }平均相差 { $error } 倍，{ $baseline }相差 { $other } 倍。
record-baseline = 最好的模型（{ $model }）平均相差 { $error } 倍，{ $baseline }相差 { $other } 倍：好 { $margin }，误差 ±{ $spread }；要好 5% 且超过两个标准误才给出预测。
record-baseline-worse = 最好的模型（{ $model }）平均相差 { $error } 倍，{ $baseline }相差 { $other } 倍：并不更好。
young-line = { PLURAL($n) ->
   *[other] 最近有 *{ $n } 条视频*还在增长
  }；最强的一条来自 { $handle }，{ $age } 天时有 { $current }，预计最终 { $median }（80% 区间 { $low } 至 { $high }）。
young-line-unseen = { PLURAL($n) ->
   *[other] 最近有 *{ $n } 条视频*还在增长
  }；最强的一条来自 { $handle }，预计最终 { $median }（80% 区间 { $low } 至 { $high }）。
weekday-mon = 周一
weekday-tue = 周二
weekday-wed = 周三
weekday-thu = 周四
weekday-fri = 周五
weekday-sat = 周六
weekday-sun = 周日
hour-clock = { $hour }:00
model-linear = 线性回归
model-polynomial = 多项式回归
model-svr = 支持向量回归
model-elastic-net = 弹性网络
model-gradient-boosting = 梯度提升
baseline-overall-median = 此前所有视频的中位数
baseline-account-median = 该账号最近 30 条视频的中位数
baseline-comparable = 最近的同类视频
baseline-growth = 这个年龄之后的通常增长

### predict: tables
caption-plans = { $metric }预测，{ $level } 区间
caption-young = 仍在增长的视频：最终{ $metric }
caption-models = 各模型与基线在较晚视频上的表现
column-plan = 方案
column-median = 中位数
column-low = 下限
column-high = 上限
column-video = 视频
column-current = 目前
column-age-days = 天数
column-model = 模型
column-error = 平均相差倍数
column-spearman = 秩相关
column-r2 = R²（对数）
column-coverage = 区间命中
column-width = 区间跨度（倍）
chosen-mark = { $model } ✓

### drivers
headline-drivers = { $metric }：{ $way } 为 { $effect }（95% 区间 { $low } 至 { $high }），同一账号内比较
headline-drivers-none = { $metric }：看过的 { $n } 种做法都没有超出噪声的差别
headline-drivers-empty = { $metric }：视频做法都一样，无从比较
headline-preferences = { $segment }：{ $way } { $outcome }比其他人多 { $effect }
headline-preferences-less = { $segment }：{ $way } { $outcome }比其他人少 { $effect }
headline-preferences-none = { $segment } 与其他人{ $outcome }的内容没有差别
outcome-completion = 看完
outcome-likes = 点赞
effect-line = *{ $way }*：{ $metric } { $effect }（95% 区间 { $low } 至 { $high }，n = { $n }）
effect-line-none = { $way }：没有超出噪声的影响（{ $effect }，95% 区间 { $low } 至 { $high }，n = { $n }）
preference-line = *{ $way }*：比其他人 { $effect }（95% 区间 { $low } 至 { $high }，n = { $n } 次播放）
association = 这些是同一账号内的关联，不能证明因果。
best-hour-videos = 从视频看，最佳发布时段：{ $low }–{ $high }（n = { $n }）
best-hour-followers = 粉丝最活跃的时段：{ $low }–{ $high }
best-hour-open = 发布时段分不出高下（n = { $n }）
best-duration-videos = 最佳时长：{ $low } 至 { $high } 秒（n = { $n }）
best-duration-open = 时长分不出高下（n = { $n }）
importance-line = 较晚的视频证实的：{ $items }
importance-item = { $feature }（去掉它，预测差 { $loss }）
ranking-line = 预见较晚日子里谁会{ $outcome }：观众模型排对 { $auc } 的配对，热门度 { $popular }，人群内热门度 { $segment }（n = { $n } 次播放）。
ranking-outcome-completion = 看完
ranking-outcome-like = 点赞
way-against = { $way }，对比 { $usual }
driver-duration = 时长
driver-hour = 时段
driver-weekday = 日子
driver-format = 体裁
driver-topic = 话题
driver-hashtags = 话题标签数
driver-question = 文案带提问
driver-caption-length = 文案
driver-music = 配乐
driver-pause = 发布间隔
driver-caption = 文案
driver-account = 账号
driver-followers = 粉丝
driver-words = 用词
way-rest = 其他全部
way-question = 有提问
way-no-question = 没有
way-long = 较长
way-short = 较短
way-used-before = 用过的
way-new = 新的
way-weekend = 周末
way-weekdays = 工作日
way-below-2-days = 不到两天
way-2-days-or-more = 两天以上
way-named = { $feature } { $way }
caption-drivers = 同一账号内对{ $metric }的影响
caption-preferences = { $segment } 比其他人更喜欢什么
column-way = 做法
column-effect = 影响
verdict-none = 没有影响
sample-drivers = { PLURAL($n) ->
   *[other] n = { $n } 条视频
  }，{ PLURAL($accounts) ->
   *[other] { $accounts } 个账号
  }
sample-preferences = n = { $n } 次播放，人群内 { $size } 位观众

### charts and small print
chart-predict = 预测：{ $metric }
chart-drivers = 与{ $metric }相关的做法
chart-preferences = { $segment } 的偏好
chart-predict-past = 最近的视频
chart-predict-plans = 方案：中位数与 80% 区间
chart-predict-none = 不给预测：没有模型胜过基线
chart-effects-axis = { $metric }的变化，95% 区间
chart-preferences-axis = 与其他人的差别，95% 区间
alt-predict = 最近视频的{ $metric }与预测：{ $items }。
alt-drivers = 影响与 95% 区间：{ $items }。
alt-range = { $name } { $median }（{ $low } 至 { $high }）
way-age = 7 天{ $metric }
way-events = 头 7 天{ $metric }
way-export = 导出时的{ $metric }

### details
details-method-predict = *方法*：五种回归，在对数尺度上学习，各在五段较晚的时间里用当时已知的数据检验；结果、编码、尺度和用词都在每段之内学习。区间是共形区间，取最近 { $window } 个残差，按账号规模，并随时间调整。误差比最好的基线低 5% 以上且超过两个标准误的模型才会采用。
details-method-drivers = *方法*：每个账号只和自己比（固定效应），时间段一并考虑；区间按{ $cluster }聚类，并宽到足以同时涵盖所有各行；哪些行可以算数，是在另一部分{ $cluster }上选出的。
cluster-account = 账号
cluster-week = 周
cluster-viewer = 观众

### notes
note-predict-totals = 视频只统计过一次或统计时天数不一：目标是*导出时的总数*（平均为发布后 { $age } 天），只计发布满 7 天的视频。
note-predict-totals-undated = 数据没有说明统计时间：目标是*导出时的总数*。
note-predict-no-hours = 这里的发布时间没有钟点，所以钟点不影响预测。
note-predict-one-account = 所有视频都来自同一个账号：结果不适用于其他账号。
note-predict-few = 目前只有 { $n } 条视频有结果：每多一条都会更准。
note-predict-svr-recent = 支持向量回归只用最近的 { $n } 条视频学习。
note-predict-unseen-topic = 此前没有“{ $name }”话题的视频：区间已放宽。
note-predict-unseen-music = 此前没有视频用过配乐“{ $name }”。
note-predict-unseen-platform = 此前没有“{ $name }”平台的视频。
note-predict-unseen-account = “{ $name }”在这个平台还没有发布过视频：按新账号预测。
note-predict-account-taken = 没有指定账号；只可能是“{ $name }”，所以按该账号预测，之后会与它下一条这样的视频对照。
note-predict-account-open = 没有指定账号，因此无法与已发布的视频对照：请指定账号（`account=@名称`），`/predict score` 就会告诉你预测得准不准。
note-drivers-association = 这些是同一账号内的*关联*，不能证明因果。
note-preferences-association = 这些是同一观众内、与其他人对照的*关联*，不能证明因果。
note-drivers-one-account = 所有视频都来自同一个账号：区间按周聚类。
note-drivers-few-accounts = 只有 { $n } 个账号有多条视频：区间按周聚类。
note-drivers-no-effect = 看过的做法都没有超出噪声的差别。
note-drivers-nothing-varies = 视频之间没有可以比较的不同。

### options
option-target = 预测或解释哪个指标
option-duration = 计划视频的时长
option-hour = 发布的钟点（按你的时区）
option-weekday = 发布在星期几
option-date = 发布日期
option-caption = 计划视频的文案
option-hashtags = 话题标签
option-music = 配乐
option-or = 并列另一个方案
option-score = 过去的预测有多准
option-segment = 某个人群更喜欢什么，或面向它的创意
expects-target = 一个指标，如 views、completion、shares 或 engagement
expects-duration = 时长，如 25、25s 或 1:30，不超过一天
expects-hour = 0 到 23 的钟点，如 20 或 20:00
expects-weekday = 星期几，如 周二
expects-date = 将来的一天，如 2026-12-24 或 明天
expects-caption = 不超过 500 字的文案，加引号
expects-hashtags = 最多 30 个话题标签，如 `#美食,#面条`
expects-music = 配乐的名称
expects-or = 另一个方案，如 `weekday=sat hour=11`
expects-score = 是或否
expects-segment = `/segments` 所称的人群，如“夜猫子”

### help
help-predict = *会怎么样？* 为计划中的视频、并列的几个方案或仍在增长的视频给出中位数和 80% 区间——或者坦白说无法预测。`/predict score` 显示过去有多准。
help-drivers = *什么让视频有效？* 时长、钟点、话题等，都在同一账号内比较，没有影响的也会说明；`segment="夜猫子"` 告诉你某个人群更喜欢什么。
working-predict = 正在用此前的视频检验各个模型……
working-drivers = 正在把每个账号和它自己比较……

### errors
error-missing-columns = /{ $question } 需要知道视频何时发布，但没有一行写明。
    .do = 请导入含有{ $columns }的文件，例如视频导出。
error-constant-target = 全部 { $n } 条视频的{ $target }都一样（{ $value }）：没有可比之处。
    .do = 换一个目标，例如 `/predict views`。
error-past-plan = 方案的日期是 { $day }，而今天是 { $today }。
    .do = 请选择将来的日期；只输入 `/predict` 可看最近的视频最终会怎样。
what-outcomes = 条已有结果的视频（发布满 7 天）
named-segment = 人群
column-published = 发布时间（published）
column-captured-at = 统计时间（captured_at）

### the score card
score-title = 过去的预测有多准
score-nothing = 还没有预测等到结果：一旦导入结果就会对照。
score-waiting = { PLURAL($n) ->
   *[other] { $n } 个预测在等结果。
  }
score-line = 最近 { PLURAL($n) ->
   *[other] { $n } 个预测
  }中，{ $held } 个区间命中（{ $share }；承诺 80%，95% 区间 { $low } 至 { $high }）。
score-error = 预测的中位误差为 { $error } 倍，基线为 { $other } 倍。
score-by = { $what }：{ $n } 个中 { $held } 个命中，相差 { $error } 倍（基线 { $other }）
score-told = { $handle }：预测{ $metric } { $low }–{ $high }，实际 { $outcome }。{ $verdict }
score-inside = 在区间之内。
score-above = 高于预期。
score-below = 低于预期。
