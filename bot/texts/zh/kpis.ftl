### kpis: names and definitions of metrics
metric-views = 播放量
    .means = 视频被播放的次数
metric-impressions = 曝光量
    .means = 视频在信息流中出现的次数
metric-clicks = 点击量
    .means = 出现后被点开的次数
metric-ctr = 点击率
    .means = 点击量除以曝光量；没有点击记录时为播放量除以曝光量
metric-watch-through = 观看比例
    .means = 每次播放平均看了视频全长的多少，最多算全长
metric-completion = 完播率
    .means = 看到结尾的播放占比；其变化是在同一体裁和时长档之内的变化（上期播放按本期构成加权）
metric-retention = 活跃日人均分钟
    .means = 每位观众在每个有播放的日子里平均观看的分钟数
metric-likes = 点赞量
    .means = 点赞的次数
metric-comments = 评论量
    .means = 评论的条数
metric-shares = 分享量
    .means = 视频被分享的次数
metric-saves = 收藏量
    .means = 视频被收藏的次数
metric-follows = 新增关注
    .means = 由视频带来的新关注
metric-engagement = 互动率
    .means = 点赞、评论、分享、收藏之和除以播放量
metric-shares-comments = 分享与评论
    .means = 分享量加评论量
metric-purchases = 订单量
    .means = 订单数，每单只计一次；退款单列
metric-revenue = 销售额
    .means = 订单金额，按币种分列，退款单列；订单归于其注明的视频，否则归于买家在此前 7 天内最后看过的视频
metric-posts = 发布量
    .means = 发布的视频及其他作品数
metric-in = { $metric }（{ $unit }）
currency-unspecified = 币种不明
amount-in = { $value } { $unit }
unit-minutes = { $value } 分钟
from-to = { $low } 至 { $high }
with-adjusted = { $value }（同构成 { $adjusted }）

### kpis: dimensions
dimension-platform = 平台
dimension-account = 账号
dimension-topic = 话题
dimension-format = 形式
dimension-duration = 时长
dimension-hour = 时段
dimension-segment = 观众群
about-platform = { $value }
about-account = { $value }
about-topic = “{ $value }”话题
about-format = { $value }形式
about-duration = 时长 { $value } 的视频
about-hour = { $value } 起的一小时
about-segment = { $value }
format-video = 视频
format-image = 图文
format-text = 文字
format-live = 直播

### kpis: words
kind-kpis = 指标
headline-kpis-value = { $metric }：{ $value }
headline-kpis-up = { $metric }比{ $before }上升 { $change }，至 { $value }
headline-kpis-down = { $metric }比{ $before }下降 { $change }，至 { $value }
headline-kpis-flat = { $metric }基本持平，为 { $value }（比{ $before } { $change }）
finding-total-up = *{ $metric }上升 { $change }*（{ $relative }；95% 区间 { $low } 至 { $high }；{ $sample }）
finding-total-down = *{ $metric }下降 { $change }*（{ $relative }；95% 区间 { $low } 至 { $high }；{ $sample }）
finding-part-up = *{ $metric }，{ $what }：{ $change }*，计入总体（{ $relative }；95% 区间 { $low } 至 { $high }；{ $sample }）
finding-part-down = *{ $metric }，{ $what }：{ $change }*，计入总体（{ $relative }；95% 区间 { $low } 至 { $high }；{ $sample }）
reason-where = 其中{ $what }最明显：{ $effect }。
reason-per-view-up = 在播放量相同的情况下：每次播放更常如此。播放量本身带来 { $mix }。
reason-per-view-down = 在播放量相同的情况下：每次播放更少如此。播放量本身带来 { $mix }。
reason-more-viewers = 因为观众变多（{ $mix }），而不是人均变多（{ $rate }）。
reason-fewer-viewers = 因为观众变少（{ $mix }），而不是人均变少（{ $rate }）。
reason-more-videos = 因为视频变多（{ $mix }），而不是单条变多（{ $rate }）。
reason-fewer-videos = 因为视频变少（{ $mix }），而不是单条变少（{ $rate }）。
reason-more-days = 因为天数变多（{ $mix }），而不是每天变多（{ $rate }）。
reason-fewer-days = 因为天数变少（{ $mix }），而不是每天变少（{ $rate }）。
reason-spread = 没有哪个话题、账号、形式、时段或平台特别突出：变化分布在各处。
reason-mix = 主要因为它在整体中的占比变了（{ $mix }）；自身表现带来 { $rate }。
reason-did-up = 主要因为自身表现变好（{ $rate }）；占比变化带来 { $mix }。
reason-did-down = 主要因为自身表现变差（{ $rate }）；占比变化带来 { $mix }。
metric-line = *{ $metric }：{ $value }*（95% 区间 { $low } 至 { $high }；{ $sample }）
metric-line-alone = *{ $metric }：{ $value }*（{ $sample }）
metric-change-up = 上升 { $change }（95% 区间 { $low } 至 { $high }）。超过约 { $least }的变化才看得出来。
metric-change-down = 下降 { $change }（95% 区间 { $low } 至 { $high }）。超过约 { $least }的变化才看得出来。
metric-change-flat = 基本持平：{ $change }（95% 区间 { $low } 至 { $high }）。超过约 { $least }的变化才看得出来。
verdict-up = 上升
verdict-down = 下降
verdict-flat = 基本持平
source-events = 观众行为
source-account-days = 平台每日合计
source-snapshots = 视频统计
source-posts = 视频列表
sample-kpis-viewers = { $n } 位观众
sample-kpis-videos = { $n } 条视频
sample-kpis-days = { $n } 天
column-metric = 指标
column-value = 数值
column-interval = 95% 区间
column-change-interval = 变化的 95% 区间
column-verdict = 判断
column-per-1000 = 每千次播放
column-source = 来源
column-adjusted = 同构成时
column-n = n
column-cohort = 首次出现的周
column-week = 第 { $n } 周
cohort-immature = { $week }（时间尚短）
caption-kpis = 指标，{ $period }
caption-kpis-by = 按{ $dimension }，{ $period }
caption-cohorts = 首次出现后各周回来的观众占比
compared-previous = 与此前相同星期相比：{ $period }
compared-year = 与去年相同星期相比：{ $period }
looked-at = 共比较 { $n } 项
moved-alone = { $all } 项指标中有 { $n } 项的变化超出平时的波动，偶然也会二十中有一：合起来看并无突出变化。
suppressed = { $n } 个群体太小，不予展示
only-videos-of = 仅限 { $value } 的视频
alt-kpis = { $metric }的折线图，{ $period }：{ $items }。
series-now = 本期
series-previous = 上期
series-year = 去年同期
axis-percent = { $metric } %
axis-days = 每 { $n } 天（{ $zone }）
button-definitions = 指标定义
definitions-title = 各项指标的含义
method-interval = *区间*均为 95%：每位观众只有一次机会时用 Wilson 区间，否则对产生该数的观众、视频或天数做自助法。
method-flat = *基本持平*指可以排除一成或以上的变化；*数据太少*指还不能排除。
method-findings = *发现*是在全部比较中突出的变化：误报控制在 10%（Benjamini–Hochberg），平静的一周最多二十次里误报一次；去掉最强的视频，方向也不变。
method-parts = *占比与表现*：是它变多变少了，还是它变好变差了；各部分相加恰好等于总变化。
details-looked-at = 在 { $n } 项指标、维度与取值的比较中，有 { $found } 项突出。

### kpis: notes
note-source-account-days = 来自平台自己的每日合计；平台的一天可能按另一个时区计算。
note-source-differences = 来自 { $n } 条视频前后两次统计之差，在其间均匀分摊。
note-source-publication = 来自 { $n } 条视频的累计统计，计入发布当日：不是期间发生的量，而是期间所发视频得到的量。
note-young-left-out = { $n } 条视频统计时发布还不满一周，仍在增长，未计入。
note-ages-differ = 采集时视频的发布时长不同：本期约 { $now } 天，上期约 { $before } 天；越早发布的积累越久，因此不给出变化。
note-few-videos = 期间只有 { $n } 条视频：太少，无法判断是否有变化。
note-no-comparison = 没有给出变化：对比期从 { $start } 开始，而数据始于 { $oldest }。
note-platform-agrees = 与平台自己的每日合计一致（{ $metric }：此处 { $ours }，平台 { $platform }）。
note-platform-disagrees = 与平台自己的每日合计不一致（{ $metric }：此处 { $ours }，平台 { $platform }）。
note-attribution = 订单归于其注明的视频，否则归于此前 { $days } 天内最后看过的视频。
note-unclaimed-purchases = { $n } 笔订单没有注明视频，且此前 { $days } 天内没有观看：不计入销售额。
note-refunds = 退款 { $amount } { $currency } 单列，未从销售额中扣除。
note-currency-missing = { $n } 笔订单没有币种：金额单列。请带上币种列重新导入，即可合计。
note-data-starts = 数据始于 { $oldest }，晚于所问时间段的开始。
note-days-dropped = 对比期有 { $n } 天不计入变化：同一账号在本期没有对应的日子。
note-days-alone = 本期有 { $n } 天在对比期没有同一账号的对应日子：变化因此偏高。
note-more-groups = 另有 { $n } 个较小的群体未列出。

### kpis: options, help, errors
option-metric = 只看一个指标
option-by = 并列比较：按平台、账号、话题、体裁、时长、时段或人群
option-vs = 与上期相比、与去年同期相比，或与竞品账号相比
option-format = 只看一种形式
expects-metric = 指标，例如 播放量、点击率、点赞、销售额；多个指标用逗号分开
expects-by = 平台、账号、话题、体裁、时长、时段或人群
expects-vs = 上期、去年 或 竞品
expects-format = 视频、图文、文字 或 直播
help-kpis = *发生了什么，为什么？* 播放量、点击率、完播率、点赞、订单等，哪些有明显变化、由什么造成。`top` 和 `flop` 列出表现最好和最差的视频。
working-kpis = 正在与上期比较各项指标……
error-future-period = 从 { $start } 开始的时间段还没有到：现在是 { $now }。
    .do = 请选择已经过去的日期。
error-missing-dimension = 这段时间的数据无法按{ $by }拆分。
    .do = 可以按这些拆分：{ $present }。
error-missing-hours = 这些数据里没有小时：文件只给了日期，没有时刻。
    .do = 请导入带有发布或行为时刻的数据。现有数据可以按这些拆分：{ $present }。
error-missing-metric = 这段时间的数据里没有{ $metric }。
    .do = 现有指标：{ $present }。

### kpis: what a change of mix is called
parts-topic = 话题
parts-account = 账号
parts-format = 形式
parts-hour = 时段
parts-platform = 平台
share-more = 变多
share-less = 变少
reason-mix-against = 原因在于{ $dimension }的构成（{ $mix }）：{ $what }{ $share }了；而各{ $dimension }内部的变化方向相反（{ $rate }）。
reason-mix-over = 主要因为{ $dimension }的构成（{ $mix }）：{ $what }{ $share }了；各{ $dimension }内部带来 { $rate }。
reason-undivided = 这份数据没有可以拆分的信息：没有话题、形式或时段，账号也只有一个。
try-kpis-mix-up = 保持现在的构成：{ $what }{ $share }了，{ $metric }随之变化。
try-kpis-mix-down = 恢复原来的构成：{ $what }{ $share }了，{ $metric }随之变化。

### kpis: notes on sources and what cannot be compared
note-events-are-sample = 购买、收入和观看时间只来自 { $n } 位观众的样本；其余数字是平台统计的全部。
note-accounts-unmarked = 还没有标记哪些账号是你们的，所以以上是全部 { $n } 个账号的数据：用 `reelpulse accounts --ours 账号` 标记，或在 Slack 里本应用的“主页”标记。
note-too-little-of-ours = 你们自己的账号数据太少，所以以上是全部 { $n } 个账号的数据。
scope-ours = { $n ->
    [one] 你们的账号
   *[other] 你们的 { $n } 个账号
  }
scope-all = { $n ->
    [one] 1 个账号
   *[other] 全部 { $n } 个账号
  }
scope-rivals = { $n } 个竞品账号
note-source-covers = 来自{ $source }的数字只涉及 { $n } 个账号（{ $accounts }），其余数字涉及全部 { $all } 个账号。
note-no-comparison-captures = 未给出变化：视频的增量从首次统计（{ $oldest }）起才可知，而对比期从 { $start } 开始。
note-comparison-gaps = 未给出变化：{ $all } 天中有 { $n } 天，文件里缺少同一账号可对比的日子。
note-comparison-empty = 未给出变化：从 { $start } 开始的对比期内没有记录。
note-captured-later = 统计于 { $captured }，在时间段之后：此前没有统计。
alt-kpis-by = { $metric }柱状图，{ $period }：{ $items }。
option-account-kpis = 只看一个账号的视频和每日数据
option-topic-kpis = 只看一个话题的视频
length-below = 短于 { $seconds } 秒
length-above = 长于 { $seconds } 秒
length-between = { $low }–{ $high } 秒
length-about = 时长 { $seconds } 秒
option-length = 只看这样时长（秒）的视频
expects-length = 时长，如 `<20`、`15-30` 或 `>60`（秒），或 `1:30`

### kpis: the answer
headline-kpis-too-few = { $metric } { $value }，比{ $before } { $change }，但数据太少，无法判断（可能在 { $low } 至 { $high } 之间）
headline-kpis-too-few-open = { $metric } { $value }，比{ $before } { $change }，但数据太少，无法判断
headline-kpis-by-one = { $metric }全部来自{ $first }：{ $high }
headline-kpis-by-total = { $first }贡献了 { $share } 的{ $metric }（{ $high }），{ $last }最少（{ $least }）
headline-kpis-by-total-hour = { $metric }最多的时段是 { $first }（{ $share }），最少的是 { $last }（{ $least }）
headline-kpis-by-rate = { $metric }最高的是{ $first }（{ $high }），最低的是{ $last }（{ $low }）
headline-kpis-by-open = 各{ $by }的{ $metric }：数据太少，分不出高下，从{ $last }的 { $low } 到{ $first }的 { $high }
clause-kpis-value = { $metric } { $value }
clause-kpis-up = { $metric }上升 { $change }，至 { $value }
clause-kpis-down = { $metric }下降 { $change }，至 { $value }
clause-kpis-flat = { $metric }基本持平，为 { $value }
clause-kpis-too-few = { $metric } { $value }（{ $change }，数据太少，无法判断）
clause-kpis-best = { $metric }最高的是{ $what }（{ $value }）
clause-separator = ；
before-days = { $n ->
    [1] 前一天
    [7] 前一周
   *[other] 前 { $n } 天
  }
before-year = 去年同期
before-dates =  { $days } 
why-kpis-moved = 同时变化的：{ $items }。
why-kpis-part = { $what }的{ $metric } { $effect }
why-kpis-noticeable = 超过约 { $least }的变化才看得出来。
why-kpis-between = 其余：{ $items }。
why-kpis-changed = 明显变化的：{ $items }。
why-kpis-unchanged = 各项都没有明显变化。
try-kpis-longer = 比较更长的时间，例如 `/kpis last 90 days`。
try-kpis-top = 输入 `/kpis top metric={ $metric }`，看看是哪些视频带来的。
try-kpis-by-videos = 输入 `{ $request }`，看看背后是哪些视频。
try-kpis-by-drivers = 输入 `/drivers`，看看哪些做法起作用。
metric-change-too-few = { $change }，数据太少，无法判断（95% 区间 { $low } 至 { $high }）。超过约 { $least }的变化才看得出来。
verdict-too-few = 数据太少

### kpis: beside rivals
headline-rivals = { $account }：{ $metric } { $value }，高于 { $n } 个{ $like }竞品账号中的 { $share }
headline-rivals-few = { $account }：{ $metric } { $value }；竞品太少，无法判断好坏（{ $like }只有 { $n } 个）
headline-rivals-none = 没有可以与竞品比较的账号：请标记你们的账号，并导入其他账号的视频
rivals-line = { $account }：{ $metric } { $value }，高于 { $n } 个中的 { $share }（竞品一般为 { $typical }）
rivals-line-few = { $account }：{ $metric } { $value }，竞品太少（{ $n } 个）
rivals-per-video = 每条视频{ $metric }
rivals-sized = 同平台、规模相近的
rivals-unsized = 同平台（不限规模）的
next-rivals = 下一步：用 `/drivers of=rivals` 看看竞品靠什么见效。
next-rivals-few = 下一步：导入更多同平台账号的视频和粉丝数。
caption-rivals = 你们的账号与竞品账号
column-rivals-account = 账号
column-rivals-platform = 平台
column-rivals-metric = 指标
column-rivals-value = 数值
column-rivals-rivals = 竞品数
column-rivals-below = 高于
column-rivals-typical = 竞品一般值
