### predict 与 drivers。键与变量和英文文件一致。
kind-predict = 预测
kind-drivers = 影响因素

### predict: headlines
headline-predict = 预计：{ $when }{ $metric }约 { $median }{ $usual }；10 条这样的视频有 8 条在 { $low } 到 { $high } 之间
headline-predict-plan = { $plan }：{ $when }{ $metric }约 { $median }{ $usual }；10 条这样的视频有 8 条在 { $low } 到 { $high } 之间
headline-predict-rate = 预计：{ $when }{ $metric }约 { $median }{ $usual }；10 条这样的视频有 8 条在 { $low } 到 { $high } 之间
headline-predict-unseen = { $platform }没有预测：此前没有这个平台的视频
predict-usual = （平常 { $value }）
when-age = 7 天
when-events = 7 天
when-export = 最终
headline-predict-plans = { $plan } 最好：{ $when }{ $metric }约 { $median }；10 条这样的视频有 8 条在 { $low } 到 { $high } 之间
headline-predict-alike = 几个方案分不出高下：{ $when }{ $metric }约 { $median }；10 条这样的视频有 8 条在 { $low } 到 { $high } 之间
headline-predict-baseline = { $when }{ $metric }：没有模型比{ $baseline }更准
headline-predict-usual = { $when }{ $metric }预计约 { $value }：即{ $baseline }，没有模型更准
headline-predict-usual-all = { $when }{ $metric }预计约 { $value }：这些账号的一般水平，没有模型更准
headline-predict-usual-plans = 这些方案分不出高下：每个{ $when }{ $metric }预计都约 { $value }，与平时一样
predict-of-plan = { $plan }：{ $text }

### predict: findings
plan-line = *{ $plan }*：约 { $median }，80% 区间 { $low } 至 { $high }
why-predict-error = 对后来的视频，这样的预测通常{ $error }。
why-predict-error-alike = 对后来的视频，这样的预测通常{ $error }，只比看平常水平略好。
why-predict-for = 有利：{ $items }。
why-predict-against = 不利：{ $items }。
why-predict-reasons = 有利：{ $for }；不利：{ $against }。
why-predict-other = { $plan }：约 { $median }
why-predict-others = 其他方案：{ $items }。
why-predict-plans = 预计：{ $items }。
why-predict-indifferent = 方案里定下的几项对预测影响都不大。
why-predict-baseline = 对后来的视频，最好的模型通常{ $error }，并不比{ $baseline }可靠。
reason-item = { $feature }（{ $change }）
why-predict-usual-all = 没有指定账号，所以“平常”指这里所有账号的一般水平。
error-below = 偏差不到 { $share }
error-share = 偏差约 { $share }
error-half-as-much = 会少三分之一或多一半
error-double = 会少一半或多一倍
error-triple = 会只有三分之一或多到三倍
error-times = 会相差 { $n } 倍之多
try-predict-compare = 比较两个方案，例如 `{ $command }`。
try-predict-variant = 看看改一处会不会更好：`{ $command }`。
try-predict-choose = 选 { $plan }；之后用 `/predict score` 看预测得准不准。
try-predict-alike = 选更容易做的方案，或者改动大一些，例如 `{ $command }`。
try-predict-drivers = 改看什么会带来差别：`{ $command }`。

try-predict-platform-import = 导入{ $platform }的视频：`reelpulse import`。
try-score = 有了新的导出就导入：{ PLURAL($n) ->
   *[other] 还有 { $n } 个预测
  }在等结果。
try-score-none = 为某个账号计划一条视频，例如 `/predict account=@名称 hour=20`，之后才有结果可对照。
sample-predict = { PLURAL($n) ->
   *[other] { $n } 条视频
  }
young-line = { PLURAL($n) ->
   *[other] 最近有 { $n } 条视频
  }还在增长；最强的一条来自 { $handle }，{ $age } 天时有 { $current }，预计最终约 { $median }。
young-line-unseen = { PLURAL($n) ->
   *[other] 最近有 { $n } 条视频
  }还在增长；最强的一条来自 { $handle }，预计最终约 { $median }。
plan-open = 一条普通视频
plan-account = { $handle }
plan-seconds = { $value } 秒
plan-topic = { $value }
plan-hashtags = { PLURAL($n) ->
   *[other] { $n } 个话题标签
  }
plan-music = ♪ { $value }
record-line = 可信程度：在 { $folds } 段较晚的时间里，{ $model }平均相差 { $error } 倍，{ $baseline }相差 { $other } 倍。其 80% 区间有 { $coverage } 命中；区间上下端相差 { $width } 倍。
record-line-untried = 可信程度：在 { $folds } 段较晚的时间里，{ $model }平均相差 { $error } 倍，{ $baseline }相差 { $other } 倍。
record-baseline = 最好的模型（{ $model }）平均相差 { $error } 倍，{ $baseline }相差 { $other } 倍：好 { $margin }，误差 ±{ $spread }；要好 5% 且超过两个标准误才给出预测。
record-baseline-worse = 最好的模型（{ $model }）平均相差 { $error } 倍，{ $baseline }相差 { $other } 倍：并不更好。
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
baseline-account-median = 该账号的中位数
baseline-comparable = 最近同类视频的中位数
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
headline-drivers = 同一账号内，{ $videos }的{ $things }{ $metric }比{ $other }的多 { $size }
headline-drivers-fewer = 同一账号内，{ $videos }的{ $things }{ $metric }比{ $other }的少 { $size }
headline-drivers-higher = 同一账号内，{ $videos }的{ $things }{ $metric }比{ $other }的高 { $size }
headline-drivers-lower = 同一账号内，{ $videos }的{ $things }{ $metric }比{ $other }的低 { $size }
headline-drivers-too-few = 视频太少，看不出什么影响{ $metric }：苗头最明显的是{ $way }，但 { $low } 到 { $high } 都有可能
headline-drivers-flat = { PLURAL($n) ->
   *[other] 比较过的 { $n } 种做法，没有一种会让{ $metric }变化超过 { $relevant }
  }
things-videos = 视频
things-posts = 作品
things-videos-small = 视频
things-posts-small = 作品
headline-drivers-empty = 视频做法都一样，{ $metric }无从比较
headline-preferences = { $segment }{ $outcome }{ $videos }的视频，比其他观众多 { $size }（与{ $other }的视频相比）
headline-preferences-less = { $segment }{ $outcome }{ $videos }的视频，比其他观众少 { $size }（与{ $other }的视频相比）
headline-preferences-flat = { $segment }与其他观众{ $outcome }的视频没有差别
headline-preferences-too-few = 播放太少，看不出{ $segment }更多{ $outcome }什么：苗头最明显的是{ $way }，但 { $low } 到 { $high } 都有可能
outcome-completion = 看完
outcome-likes = 点赞
effect-line = *{ $way }*：{ $metric } { $effect }（95% 区间 { $low } 至 { $high }，n = { $n }）
effect-line-flat = { $way }：没有实际差别（{ $effect }，95% 区间 { $low } 至 { $high }，n = { $n }）
effect-line-too-few = { $way }：数据太少，看不出（{ $effect }，95% 区间 { $low } 至 { $high }，n = { $n }）
why-drivers-also = 同样明显：{ $items }。
why-drivers-flat = 没有实际差别（上下不到 { $relevant }）：{ $items }。
why-drivers-open = 数据太少，看不出：{ $items }。
why-preferences-flat = 与其他观众一样：{ $items }。
item-effect = { $way }（{ $effect }）
items-more = { $items }，另有 { $n } 项
clause-and = 。
best-here = { $best }。
try-drivers = 接下来十条视频选{ $way }，再用 `{ $command }` 对比：目前只是同时出现，还不能证明因果。
try-drivers-too-few = 接下来 20 条视频每次只改一样，例如{ $way }和{ $usual }，再问一次 `{ $command }`。
try-drivers-flat = 用 `{ $command }` 看看哪里差别更大。
try-drivers-empty = 导入带有时长、话题或发布时间的视频：`reelpulse import`。
try-preferences = 用 `{ $command }` 获取适合他们的创意。
preference-line = *{ $way }*：比其他人 { $effect }（95% 区间 { $low } 至 { $high }，n = { $n } 次播放）
best-hour-videos = 从视频看，最佳发布时段：{ $hours }
best-hour-followers = 粉丝最活跃的时段：{ $hours }
best-hour-open = 视频太少，看不出哪个时段发布最好
best-duration-videos = 从视频看，最佳时长：{ $low } 至 { $high } 秒
best-duration-open = 视频太少，看不出哪种时长最好
importance-line = 最能预示后来视频表现的：{ $items }。
importance-item = { $feature }（不看它，预测会多偏 { $loss }）
ranking-line = 预见较晚日子里谁会{ $outcome }：观众模型排对 { $auc } 的配对，热门度 { $popular }，人群内热门度 { $segment }（n = { $n } 次播放）。
ranking-outcome-completion = 看完
ranking-outcome-like = 点赞
way-against = { $way }相比{ $usual }
way-duration = { $low }–{ $high } 秒
way-duration-over = { $low } 秒以上
way-topic-rest = 其他话题
way-weekday-weekend = 周末
way-weekday-weekdays = 工作日
way-hashtags-0 = 不带话题标签
way-hashtags-1-3 = 带 1–3 个话题标签
way-hashtags-4-8 = 带 4–8 个话题标签
way-hashtags-9 = 带 9 个以上话题标签
way-question-question = 文案带提问
way-question-no-question = 文案不带提问
way-caption-length-long = 长文案
way-caption-length-short = 短文案
way-music-new = 新配乐
way-music-used-before = 旧配乐
way-pause-below-2-days = 间隔不到两天
way-pause-2-days-or-more = 间隔两天以上
hours-span = { $low }–{ $high } 点
hours-overnight = { $low } 点至次日 { $high } 点
clock-midnight = 0 点
clock-noon = 12 点
clock-am = 上午 { $hour } 点
clock-pm = 下午 { $hour } 点
videos-duration = { $way }
videos-hour = { $way }发布
videos-weekday = { $way }发布
videos-format = { $way }形式
videos-topic = 讲{ $way }
videos-topic-rest = 讲{ $way }
videos-hashtags = { $way }
videos-question = { $way }
videos-caption-length = { $way }
videos-music = 采用{ $way }
videos-pause = { $way }发布
driver-verdict-up = 更多
driver-verdict-down = 更少
driver-verdict-flat = 没有实际差别
driver-verdict-too-few = 数据太少，看不出
driver-duration = 时长
driver-hour = 时段
driver-weekday = 日子
driver-format = 形式
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
caption-drivers = 同一账号内与{ $metric }相关的做法
caption-preferences = { $segment }比其他观众更喜欢什么
column-way = 做法
column-effect = 影响
sample-drivers = { PLURAL($n) ->
   *[other] { $n } 条视频
  }，{ PLURAL($accounts) ->
   *[other] { $accounts } 个账号
  }
sample-preferences = { $n } 次播放，群内 { $size } 位观众

### charts and small print
alt-predict = 最近视频的{ $metric }与预测：{ $items }。
alt-drivers = 各种做法的影响及可能的范围：{ $items }。
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
note-predict-unseen-topic = 此前没有“{ $name }”话题的视频，所以范围更宽。
note-predict-unseen-music = 此前没有视频用过配乐“{ $name }”。
note-predict-unseen-platform = 此前没有“{ $name }”平台的视频。
note-predict-unseen-account = “{ $name }”在这个平台还没有发布过视频：按新账号预测。
note-predict-account-taken = 没有指定账号；只可能是“{ $name }”，所以按该账号预测，之后会与它下一条这样的视频对照。
note-predict-account-open = 没有指定账号，因此无法与已发布的视频对照：请指定账号（`account=@名称`），`/predict score` 就会告诉你预测得准不准。
note-drivers-association = 这些只是同一账号内同时出现的情况，不能证明因果。
note-preferences-association = 这些是同一观众内、与其他人对照的*关联*，不能证明因果。
note-drivers-one-account = 所有视频都来自同一个账号：区间按周聚类。
note-drivers-few-accounts = 只有 { $n } 个账号有多条视频：区间按周聚类。
note-drivers-no-effect = 看过的做法没有一种明显突出：有的数据太少看不出，有的没有实际差别。
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
option-segment = 某个观众群更喜欢什么，或面向它的创意
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
expects-segment = `/segments` 所称的观众群，如“夜猫子”

### help
help-predict = *会怎么样？* 计划中的视频预计多少、10 条这样的视频有 8 条落在哪个范围，可以并列几个方案，也看仍在增长的视频——或者坦白说无法预测。`/predict score` 显示过去有多准。
help-drivers = *什么让视频有效？* 时长、钟点、话题等，都在同一账号内比较，没有实际差别的也会说明；`segment="夜猫子"` 告诉你某个观众群更喜欢什么。
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
named-segment = 观众群
column-published = 发布时间（published）
column-captured-at = 统计时间（captured_at）

### the score card
score-nothing = 还没有预测到期
score-line = 到期的 { PLURAL($n) ->
   *[other] { $n } 个预测
  }中，{ $held } 个落在预计范围内（应有十分之八）
score-error = 预测通常{ $error }，只看平常水平则{ $other }。
score-error-alone = 预测通常{ $error }。
try-score-more = 继续用 `/predict` 比较方案：指定了账号的方案之后都会核对。
score-by = { $what }：{ $n } 个中 { $held } 个在范围内，通常{ $error }（只看平常水平则{ $other }）
score-told = { $handle }：预测{ $metric } { $low }–{ $high }，实际 { $outcome }。{ $verdict }
score-inside = 在范围之内。
score-above = 高于预期。
score-below = 低于预期。
