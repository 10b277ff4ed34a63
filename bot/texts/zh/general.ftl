### 简体中文。键和变量与英文文件完全一致。字符串传入前已转义，数字为原值。

### languages and lists
list-separator = 、
or-separator = 或
item-separator = ；
and = { $first }和{ $last }
quoted = “{ $text }”
unknown = 未知

### blocks: kinds
kind-segments = 观众分群
kind-influencers = 影响力账号

### blocks: small print
shown-period = { $period }
freshness = 数据截至 { $when }
imported = 导入于 { $when }
simulated-mark = *模拟数据*
only-platform = 仅限 { $value }
only-account = 仅限 { $value } 的观众
understood-as = 理解为 `{ $text }`
picture-missing = 图表未能送达；没有图，数字也是完整的。
csv-failed = CSV 没能上传到 Slack：请与管理员确认应用可以上传文件，然后再按一次 CSV。
csv-attached = 全部数据见所附 CSV。
alt-item = { $name } { $share }
ask-yourself = 自己试试 `/{ $command }`

### blocks: table heads
column-group = 群体
column-size = 人数
column-share = 占比
column-stands-out = 突出特征
column-prefers = 偏好
column-change = 变化
column-place = 名次
column-handle = 账号
column-score = 关注度占比
column-audience = 受众
column-engagement = 互动率
column-reaches = 覆盖
column-flags = 备注
row-newcomers = 新观众
row-other = 其他

### blocks: buttons
button-csv = CSV
button-more = 详情
button-private = 私下发我一份
button-share = 分享到频道
button-delete = 删除
menu-reproduce = 复现方法
confirm-title = 删除这条回答？
confirm-text = 这里的所有人都将看不到它，数据不受影响。
confirm-yes = 删除
confirm-no = 保留

### charts
undated = 无日期

### details
details-title = 这个回答的更多细节
details-quality = *分群有多牢靠*
details-quality-line = k = { $k } · 轮廓系数 { $silhouette } · 稳定性 { $stability }（重抽样重新拟合之间的调整兰德指数，1 为完全一致）
details-structure = 与同样形状但不分群的数据相比，确实存在群体。
details-no-structure = 与同样形状但不分群的数据相比，并没有更多的结构：界线只为方便而划。
details-candidates = 试过：{ $items }
details-candidate = k = { $k }：轮廓系数 { $silhouette }，稳定性 { $stability }
details-profile = 概况：{ $items }
details-profile-item = { $feature } { $value }
details-definitions = *各项特征的含义*
details-definition = { $feature }：{ $meaning }
details-method-influencers = *方法*：在 { $edges } 条关系上计算加权 PageRank；阻尼系数 { $damping }，半衰期 { $half_life } 天，容差 { $tolerance }，迭代 { $iterations } 次。关注度从关注、分享、评论、点赞的一方流向对方；连同自有账号，得分合计为 100%。
details-creator-edges = 双方都获得关注的账号之间的关系：{ $n } 条。
details-own = *自有账号*（单独列出）
details-flags = *账号备注*
details-ranks = *各账号详情*
details-seed = 数据版本 `{ $version }`

### notes
note-same-day = 合作前请核查 @{ $name }：它有 { $n } 个粉丝是同一天来的，而且没有其他任何行为，像是买来的。
note-simulated = 这是*模拟*数据：适合试用，不宜据此决策。
note-counted-back-from-newest = 最新一条记录在 { $newest }，天数从那时往回数，而不是从今天。
note-continuum = 这些数据里*没有截然分开的群体*：行为只有程度之别，这里的档只为方便而划。可用来排序，不要当作人群类型。
note-ranking-equals-audience = 这里没有账号关注其他上榜账号，因此这个排名*等同于加权受众规模*：有多少账号给予关注，每个账号的关注按新旧折减，并分摊到它关注的所有对象。
day-so-far = { $day }（未完）
note-hours-local = 一天中的小时按 { $zone } 计算。
note-hours-unknown = 只有日期、没有时刻的行，不参与任何关于小时和夜间的结论。
note-no-times = 关系没有时间信息：没有时间段，也没有按新旧折减。
note-no-change = 没有同样长的上一周期可供比较。
note-sampled = 轮廓系数在 { $n } 个样本上计算。
note-unknown = 注意：{ $code }

### flags of accounts
flag-unusual-ring = 关注来自封闭小圈子
flag-unusual-ring-long = 这个账号的关注大多来自一群彼此关注、几乎不关注外人的账号：请核查是否买粉。
flag-same-day = 疑似买粉
flag-same-day-long = 这个账号的很多粉丝是同一天来的，而且没有任何其他行为，像是买来的粉丝。
flag-stale = 关注多已陈旧
flag-stale-long = 这个账号获得的关注大多早于半衰期。
flag-few-sources = 来源很少
flag-few-sources-long = 得分只靠少数账号支撑：少一个就会改变。
flag-low-engagement = 互动偏低
flag-low-engagement-long = 每次观看的互动率明显低于榜上其他账号。
flag-off-topic = 不属于这个话题
flag-off-topic-long = 这个账号没有这个话题的视频：上榜是因为喜欢这个话题的人也关注它。
flag-topic-unknown = 话题不明
flag-topic-unknown-long = 这个账号的视频都没有已知话题。

### dimensions
platform-unknown = 未知平台

### options: what they do
option-period = 只看一个日历周期，按工作区的时区
option-last = 只看最近若干天、周或月
option-since = 从这一天起
option-until = 到这一天为止（含当天）
option-platform = 只看一个平台
option-account = 只看某个账号视频的观众
option-k = 分成几群（默认按拟合选择）
option-of = 看谁的视频：你们的账号（默认）、全部账号，还是竞品账号
option-of-segments = 给观众还是创作者分群
option-n = 列出多少个账号
option-topic = 按某个话题排名
option-half-life = 多少天后关注度减半
option-damping = 关注度向下传递的比例
option-show = 以图表、表格或 CSV 回答
option-private = 回答只有自己可见
expects-period = 一个周期，例如 `上周`、`本月`、`昨天`
expects-last = 数字加单位，例如 `30天`、`2周`、`3个月`
expects-since = 日期，例如 2026-09-01
expects-until = 日期，例如 2026-09-30
expects-platform = 平台，例如 抖音、快手、小红书
expects-account = 账号，例如 @brand
expects-k = 2 到 12 的整数
expects-of = 我们、全部 或 竞品；分群时为 观众 或 创作者
expects-n = 1 到 100 的整数
expects-topic = 话题，例如 美食
expects-half-life = 天数，大于 0 且小于 1,000,000
expects-damping = 0 到 0.99 之间的数，例如 0.85
expects-show = 图表、表格 或 csv
expects-private = 是 或 否

### help
help-title = ReelPulse 能回答什么
help-title-one = /{ $command } 怎么问
help-segments = *谁在看我们？* 按行为给观众分群，看每群有何不同、偏爱什么。
help-influencers = *该找谁传播？* 按账号真正得到的关注度排名。
help-options = *选项*（`:` 与 `=` 等价）
help-option = `{ $example }` — { $does }
help-examples = *试试*
help-more = `{ $command } help` 列出全部选项。
help-anywhere = 如果命令名在工作区里已被占用：`/{ $prefix }reelpulse segments …` 效果相同。
help-no-period = 不写时间，就是从头到最新一条记录的全部数据；`kpis` 则为最新记录之前的 28 个整天。

### working on it
working-segments = 正在给观众分群……
working-influencers = 正在计算谁最受关注……
working = 正在处理……

### ask: forms that the command line and the parser expect
expects-zone = 时区，例如 Asia/Shanghai
expects---zone = 时区，例如 Asia/Shanghai
expects-text = 配对的引号
expects---now = 时刻，例如 2026-11-24T09:00Z
expects---lang = en 或 zh
expects---json = 两者只能选一个：标准输出只放其中一种
expects---chart = 已有且可写的文件夹中的文件
expects---csv = 已有且可写的文件夹中的文件
expects---prefix = 最多 20 个小写字母、数字、- 或 _，例如 rp_
expects---http = Slack 能访问的地址，例如 https://bot.example.com

### core: jobs, delivery, buttons
error-too-many-jobs = 正在处理的问题太多（上限 { $limit } 个）。
    .do = 请等其中一个回答完再问。
error-job-timed-out = 超过 { $seconds } 秒没有结果，已停止。
    .do = 请缩短时间范围，或只问一个平台。
error-job-died = 处理这个问题的进程被系统终止了。数据没有丢失。
    .do = 请再问一次。
error-reference = 日志编号：`{ $reference }`
invite-me = 我不在这个频道里，所以只有你能看到这个回答。在这里输入 `/invite @ReelPulse`，我就能向所有人回答。
only-asker-deletes = 只有提问的人可以删除这个回答。
answer-forgotten = 这个回答已经不在了，请再问一次。
csv-here = 全部数据（CSV），共 { $n } 行。
sent-to-you = 已用私信发给你。
reproduce-this = 以下命令在数据版本 `{ $version }` 上得到完全相同的结果：

### words of all answers
sentence-separator = {""}
next-step = 下一步：{ $what }
platform-douyin = 抖音
platform-tiktok = TikTok
platform-kuaishou = 快手
platform-xiaohongshu = 小红书
platform-channels = 视频号
platform-instagram = Instagram
platform-youtube = YouTube
platform-facebook = Facebook
platform-twitter = X
platform-bilibili = 哔哩哔哩
