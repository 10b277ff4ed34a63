### 分群：回答
headline-segments-viewers = 最大的观众群是“{ $name }”，占 { $share }
headline-segments-creators = 最大的创作者群是“{ $name }”，占 { $share }
headline-segments-because = { $said }；{ $trait }
headline-continuum-viewers = 没有截然分开的群体：{ $n } 位观众只有程度之别，这里分成 { $k } 档
headline-continuum-creators = 没有截然分开的群体：{ $n } 位创作者只有程度之别，这里分成 { $k } 档
headline-nobody-viewers-new = 没有大到可以展示的群体：{ $n } 位观众多数太新，还无法归群
headline-nobody-viewers-small = 没有大到可以展示的群体：{ $n } 位观众所在的群都不足 20 位
headline-nobody-creators-new = 没有大到可以展示的群体：{ $n } 位创作者多数太新，还无法归群
headline-nobody-creators-small = 没有大到可以展示的群体：{ $n } 位创作者所在的群都不足 20 位
try-more-people = 换更长的时间，或不限平台和账号再问一次：`/segments`。
segment-why = { $name }，{ $share }：{ $trait }
segment-why-alone = { $name }：{ $share }
segment-why-rest = 其余：{ $items }
segment-change = （比上一期 { $difference }）
segment-change-short = （{ $difference }）
segment-buys-most = 买得最多的
segment-reacts-most = 互动最多的
trait-plain = { $feature } { $value }（其他人 { $rest }）
try-segment-topic = 为{ $who }“{ $name }”多做{ $what }：他们观看的比例是平均水平的 { $lift } 倍。输入 `{ $command }` 看创意。
try-segment-hour = 在{ $what }为{ $who }“{ $name }”发布：他们在线的比例是平均水平的 { $lift } 倍。
try-segment-duration = 为{ $who }“{ $name }”做{ $what }：他们观看这种时长的比例是平均水平的 { $lift } 倍。
try-segment-who = { $who }
try-no-segments = 不必按观众类型规划；输入 `/drivers` 看什么对所有人都有效。
try-creators = 输入 `/influencers` 看哪些创作者适合传播你们的视频。
sample-placed-viewers = { $n } 位观众中的 { $placed } 位分成 { $k } 群
sample-placed-creators = { $n } 位创作者中的 { $placed } 位分成 { $k } 群
sample-viewers = { $n } 位观众
sample-creators = { $n } 位创作者
leftover-newcomers = { $n } 位太新，还无法归群
leftover-other = { $n } 位所在的群太小，不予展示

### 分群：详情
segment-line-viewers = *{ $name }* — 占观众的 { $share }（n = { $n }）
segment-line-creators = *{ $name }* — 占创作者的 { $share }（n = { $n }）
segment-because = { $feature }：*{ $value }*，其他人为 { $rest }（相差 { $difference }，95% 区间 { $low } 至 { $high }）
segment-prefers = 偏爱{ $what }（是平均占比的 { $lift }，95% 区间 { $low } 至 { $high }，n = { $n } 次观看）
prefers-topic = “{ $value }”话题
prefers-creator = { $value } 的视频
prefers-hour = { $value } 起的一小时
prefers-duration = 时长 { $value } 的视频
change-line = 比上一周期变化 { $difference }（95% 区间 { $low } 至 { $high }）
change-steady = 与上一周期相比没有明显变化（95% 区间 { $low } 至 { $high }）
alt-segments = 各群大小的条形图，{ $period }：{ $items }。
caption-segments-viewers = 观众分群，{ $period }
caption-segments-creators = 创作者分群，{ $period }
