### 简体中文。键和变量与 en.ftl 完全一致。字符串传入前已转义，数字为原值。

### languages and lists
list-separator = 、
or-separator = 或
item-separator = ；
and = { $first }和{ $last }
quoted = “{ $text }”
unknown = 未知

### blocks: headlines
kind-segments = 观众分群
kind-influencers = 影响力账号
headline-segments-viewers = { $n } 位观众分成 { $k } 群：最大的是“{ $name }”，占 { $share }
headline-segments-creators = { $n } 位创作者分成 { $k } 群：最大的是“{ $name }”，占 { $share }
headline-continuum-viewers = 没有截然分开的群体：{ $n } 位观众只有程度之别，按 { $k } 档展示
headline-continuum-creators = 没有截然分开的群体：{ $n } 位创作者只有程度之别，按 { $k } 档展示
headline-nobody-viewers = 没有大到可以展示的群体：共 { $n } 位观众，多为新观众
headline-nobody-creators = 没有大到可以展示的群体：共 { $n } 位创作者，多为新面孔
headline-influencers = { $n } 个账号里，{ $handle } 居首，占全部关注度的 { $share }
headline-influencers-topic = 在“{ $topic }”话题的 { $n } 个账号里，{ $handle } 居首，占全部关注度的 { $share }
headline-influencers-ours = { $n } 个账号里，除自有账号外没有谁获得关注
headline-influencers-nobody = { $n } 个账号里没有公开账号：没有谁被列为创作者，也没有谁获得 20 个以上账号的关注

### blocks: findings
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
rank-line = *{ $place }. { $handle }* — 占全部关注度的 { $share }
rank-audience-followers = { $audience } 位粉丝
rank-audience-weighted = 加权受众 { $audience }
rank-sources = 关注来自 { $sources } 个账号
rank-engagement = 互动率 { $rate }（95% 区间 { $low } 至 { $high }，n = { $n } 次观看）
rank-engagement-alone = 互动率 { $rate }（n = { $n } 次观看；视频太少，无法给出区间）
rank-reaches = 受众最常互动的主题：{ $what }
rank-flagged = 注意：{ $flags }
finding-concentration = 前 { $k } 个账号合计占全部关注度的 { $share }。
finding-own = 自有账号 { $handle } 占全部关注度的 { $share }。
reach-item-topic = “{ $value }”（{ $share }）
reach-item-platform = { $value }（{ $share }）
reach-item-community = 圈层 { $value }（{ $share }）

### blocks: small print
sample-viewers = n = { $n } 位观众
sample-creators = n = { $n } 位创作者
sample-accounts = n = { $n } 个账号，{ $edges } 条关系
shown-period = { $period }
freshness = 数据截至 { $when }
imported = 导入于 { $when }
simulated-mark = *模拟数据*
leftover-newcomers = { $n } 位新观众记录太少，暂不归群
leftover-other = { $n } 位所在的群太小，不予展示
only-platform = 仅限 { $value }
only-account = 仅限 { $value } 的观众
understood-as = 理解为 `{ $text }`
picture-missing = 图表未能送达；没有图，数字也是完整的。
csv-failed = CSV 没能上传到 Slack：请与管理员确认应用可以上传文件，然后再按一次 CSV。
csv-attached = 全部数据见所附 CSV。
alt-segments = 各群大小的条形图，{ $period }：{ $items }。
alt-influencers = 关注度占比的条形图，{ $period }：{ $items }。
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
caption-segments-viewers = 观众分群，{ $period }
caption-segments-creators = 创作者分群，{ $period }
caption-influencers = 账号影响力排名，{ $period }
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
chart-segments-viewers = 观众分群
chart-segments-creators = 创作者分群
chart-bands-viewers = 观众分档
chart-bands-creators = 创作者分档
chart-influencers = 影响力
chart-sizes = 各群大小
chart-heat = 与其他人相比的突出之处
chart-scores = 占全部关注度的比例
chart-engagement = 每次观看的互动率，95% 区间
chart-audience = 受众
chart-axis-group = 群体
chart-axis-share-viewers = 占观众 %
chart-axis-share-creators = 占创作者 %
chart-axis-account = 账号
chart-axis-attention = 占关注度 %
undated = 无日期
chart-footer = { $sample } · { $period } · 数据截至 { $when }
chart-simulated = 模拟数据
chart-heat-note = 颜色表示在本图中的突出程度：蓝为偏高，橙为偏低；数字为该群自身的值。
chart-simulated-short = 模拟
chart-nothing = 没有大到可以展示的内容。
chart-continuum-note = 没有发现截然分开的群体：以下是连续分布上为方便而划的档。

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
note-simulated = 这是*模拟*数据：适合试用，不宜据此决策。
note-counted-back-from-newest = 最新一条记录在 { $newest }，天数从那时往回数，而不是从今天。
note-continuum = 这些数据里*没有截然分开的群体*：行为只有程度之别，这里的档只为方便而划。可用来排序，不要当作人群类型。
note-ranking-equals-audience = 这里没有账号关注其他上榜账号，因此这个排名*等同于加权受众规模*：有多少账号给予关注，每个账号的关注按新旧折减，并分摊到它关注的所有对象。
note-no-times = 关系没有时间信息：没有时间段，也没有按新旧折减。
note-no-change = 没有同样长的上一周期可供比较。
note-sampled = 轮廓系数在 { $n } 个样本上计算。
note-unknown = 注意：{ $code }

### flags of accounts
flag-unusual-ring = 关注来自封闭小圈子
flag-unusual-ring-long = 这个账号的关注大多来自一群彼此关注、几乎不关注外人的账号：请核查是否买粉。
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

### names of segments
name-pair = { $who }{ $noun }
name-triple = { $who }、{ $who2 }{ $noun }
name-all-rounders = 普通观众
name-light = 浅度观众
name-numbered = { $name }（{ $number }）
trait-versus = { $feature } { $value }（其他人 { $rest }）

### features: label, meaning; noun and clause for high and low values
feature-watch-seconds = 每次观看时长
    .means = 平均每次观看的秒数
    .high = 久看型观众
    .low = 快划型观众
    .who-high = 看得久的
    .who-low = 划得快的
feature-completion = 看完比例
    .means = 每个视频看完的部分占全长的比例
    .high = 看完党
    .low = 中途离开者
    .who-high = 爱看完的
    .who-low = 看一半就走的
feature-clicks = 点击率
    .means = 点击数除以曝光数
    .high = 爱点开的人
    .low = 路过的人
    .who-high = 爱点开的
    .who-low = 很少点开的
feature-likes = 点赞率
    .means = 点赞数除以观看数；观看少的向总体比率收缩
    .high = 点赞党
    .low = 不点赞的观众
    .who-high = 爱点赞的
    .who-low = 很少点赞的
    .creators-high = 高赞创作者
    .creators-low = 少赞创作者
    .creators-who-high = 获赞多的
    .creators-who-low = 获赞少的
feature-comments = 评论率
    .means = 评论数除以观看数，同样收缩
    .high = 评论党
    .low = 不评论的观众
    .who-high = 爱评论的
    .who-low = 很少评论的
    .creators-high = 多评创作者
    .creators-low = 少评创作者
    .creators-who-high = 评论多的
    .creators-who-low = 评论少的
feature-shares = 分享率
    .means = 分享数除以观看数，同样收缩
    .high = 分享达人
    .low = 不分享的观众
    .who-high = 爱分享的
    .who-low = 很少分享的
    .creators-high = 多被分享的创作者
    .creators-low = 少被分享的创作者
    .creators-who-high = 常被分享的
    .creators-who-low = 少被分享的
feature-saves = 收藏率
    .means = 收藏数除以观看数，同样收缩
    .high = 收藏党
    .low = 不收藏的观众
    .who-high = 爱收藏的
    .who-low = 很少收藏的
    .creators-high = 多被收藏的创作者
    .creators-low = 少被收藏的创作者
    .creators-who-high = 常被收藏的
    .creators-who-low = 少被收藏的
feature-follows = 关注率
    .means = 新增关注数除以观看数，同样收缩
    .high = 爱关注的人
    .low = 不关注的观众
    .who-high = 爱关注的
    .who-low = 很少关注的
feature-purchases = 购买率
    .means = 购买数除以观看数，同样收缩
    .high = 买家
    .low = 只看不买的观众
    .who-high = 爱下单的
    .who-low = 很少下单的
feature-hides = 屏蔽率
    .means = “不感兴趣”数除以观看数，同样收缩
    .high = 挑剔的观众
    .low = 随和的观众
    .who-high = 爱屏蔽的
    .who-low = 很少屏蔽的
feature-engagement = 互动率
    .means = 点赞、评论、分享、收藏之和除以观看数
    .high = 热情观众
    .low = 围观者
    .who-high = 爱互动的
    .who-low = 很少互动的
feature-active-days = 活跃天数
    .means = 观察期内至少有一次行为的天数占比
    .high = 常客
    .low = 偶尔来的观众
    .who-high = 常来的
    .who-low = 不常来的
feature-views-per-day = 日均观看
    .means = 观看数除以观察天数
    .high = 重度观众
    .low = 轻度观众
    .who-high = 看得多的
    .who-low = 看得少的
feature-recency = 距上次出现天数
    .means = 最近一次行为距周期结束的天数
    .high = 沉默观众
    .low = 近期观众
    .who-high = 许久没来的
    .who-low = 最近来过的
feature-night-share = 夜间占比
    .means = 22 点到次日 6 点的行为占比
    .high = 夜猫子
    .low = 白天观众
    .who-high = 夜里来的
    .who-low = 白天来的
feature-breadth = 兴趣广度
    .means = 观看分散在多少话题或创作者上
    .high = 什么都看的人
    .low = 专一型观众
    .who-high = 兴趣广的
    .who-low = 兴趣专一的
feature-posts-per-day = 日均发布
    .means = 发布视频数除以观察天数
    .high = 高产创作者
    .low = 低产创作者
    .who-high = 更新勤的
    .who-low = 更新少的
feature-views = 单条播放量
    .means = 单个视频播放量的中位数
    .high = 爆款创作者
    .low = 小众频道
    .who-high = 播放量高的
    .who-low = 播放量低的
feature-followers = 粉丝数
    .means = 文件里给出的粉丝数
    .high = 大号
    .low = 小号
    .who-high = 粉丝多的
    .who-low = 粉丝少的
feature-duration = 视频时长
    .means = 视频的平均时长
    .high = 长视频创作者
    .low = 短视频创作者
    .who-high = 视频较长的
    .who-low = 视频较短的

### units
unit-seconds = { $value } 秒
unit-days = { $value } 天
unit-per-day = 每天 { $value }
unit-points = { $value } 个百分点
unit-times = { $value } 倍

### options: what they do
option-last = 只看最近若干天、周或月
option-since = 从这一天起
option-until = 到这一天为止（含当天）
option-platform = 只看一个平台
option-account = 只看某个账号视频的观众
option-k = 分成几群（默认按拟合选择）
option-of = 给观众还是创作者分群
option-n = 列出多少个账号
option-topic = 按某个话题排名
option-half-life = 多少天后关注度减半
option-damping = 关注度向下传递的比例
option-show = 以图表、表格或 CSV 回答
option-private = 回答只有自己可见
expects-last = 数字加单位，例如 `30天`、`2周`、`3个月`
expects-since = 日期，例如 2026-09-01
expects-until = 日期，例如 2026-09-30
expects-platform = 平台，例如 抖音、快手、小红书
expects-account = 账号，例如 @brand
expects-k = 2 到 12 的整数
expects-of = 观众 或 创作者
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

### errors: title, what happened, what to do
error-title-not-understood = 没看懂这个问题
error-title-not-answerable = 现有数据回答不了这个问题
error-title-import-failed = 文件没有导入
error-title-store-failed = 数据库无法使用
error-title-too-many-jobs = 请稍等：之前的问题还在处理
error-title-job-timed-out = 用时过长
error-title = 我们这边出错了
error-unknown = 这是我们的问题，不是您的；没有任何改动。
    .do = 请再试一次；若再次出现，请让 ReelPulse 的管理员查看日志。
error-not-understood = 无法读懂这个问题。
    .do = `/reelpulse help` 列出可以问什么。
error-unknown-option = /{ $command } 不认识“{ $option }”。
    .do = 您是想说“{ $suggestion }”吗？
error-unknown-option-plain = /{ $command } 不认识“{ $option }”。
    .do = `/{ $command } help` 列出全部选项。
error-bad-value = { $option } 不能是“{ $value }”。
    .do = 应为：{ $expected }。
error-contradiction = “{ $first }”与“{ $second }”互相矛盾。
    .do = 请去掉其中一个。
error-empty-period = 从 { $start } 到 { $end } 的时间段长度为零。
    .do = 请让结束时间晚于开始时间。
error-not-answerable = 有数据，但不是这个问题所需要的。
    .do = `/reelpulse help` 列出可以问什么。
error-no-data = 还没有数据。
    .do = 从平台导出行为、视频或关注数据后导入：`reelpulse import FILE`。想先试用：`reelpulse demo`。
error-missing-grain = /{ $question } 需要{ $needed }；现有数据为：{ $present }。
    .do = 请导入含有{ $needed }的文件：`reelpulse import FILE`。
error-too-little-data = 至少要有 { $needed } 个{ $what }才能给出可靠的回答，现在只有 { $found } 个。
    .do = 请放宽时间段、去掉筛选条件，或导入更多数据。
named-topic = 话题
named-account = 账号
named-platform = 平台
error-not-in-data = 数据里没有{ $what }“{ $name }”。
    .do = 最接近的有：{ $known }。
error-not-in-data-plain = 数据里没有{ $what }“{ $name }”，也没有任何同类信息。
    .do = 请去掉这个条件，或导入含有它的文件。
error-key-damaged = 存放化名密钥的文件 { $path } 已损坏：{ $reason }。
    .do = 请从备份恢复：换了密钥，以后导入的每个人都会得到另一个名字。
error-nothing-in-period = 从 { $start } 到 { $end } 没有符合条件的数据。
    .do = 数据范围是 { $oldest } 至 { $newest }：请选其中的时间段，或去掉筛选条件。
error-import-failed = 文件内容没有存入。
    .do = 请检查文件后重新导入。
error-unreadable-path = 无法读取 { $path }：{ $reason }。
    .do = 请检查路径和权限。
error-nothing-recognised = { $path } 里没有一列能识别：{ $columns }。
    .do = 请自行指定：`--map MEANING=COLUMN`，例如 `--map source=follower --map target=creator`。
error-bad-mapping = `--map { $meaning }={ $column }` 无效：{ $reason }。
    .do = `reelpulse import --help` 列出可用的含义。
error-store-failed = 数据库无法使用；没有任何改动。
    .do = 请让 ReelPulse 的管理员运行 `reelpulse doctor`。
error-store-locked = 数据库正被其他进程占用，例如正在导入。
    .do = 请一分钟后再试。
error-store-read-only = 数据库不可写。
    .do = 请让 ReelPulse 的管理员检查文件夹权限。
error-store-corrupted = 数据库已损坏，或不是数据库文件。
    .do = 请让 ReelPulse 的管理员恢复备份；`reelpulse doctor` 有更多信息。
error-store-too-new = 数据库由更新版本的 ReelPulse 创建。
    .do = 请让 ReelPulse 的管理员升级。
error-disk-full = 数据库所在的磁盘已满。
    .do = 请腾出空间后再试；没有数据丢失。
none-of-these = 没有可用的
grain-events = 观众行为
grain-edges = 关注等关系
grain-videos = 视频
grain-snapshots = 视频统计
grain-accounts = 账号
grain-account-days = 账号每日数据
grain-audience = 受众构成
what-viewers = 观众
what-creators = 创作者
what-accounts = 账号
what-events = 行为记录
what-edges = 关系

### import: what the command line says about files
import-cut-off = 上次导入 { $path } 时中断了，没有留下任何数据。请重新导入。
import-file = { $path }：{ $kind }（{ $grains }）
import-not-recognised = 未识别
import-column-name = 列
import-column-meaning = 含义
import-column-unit = 单位
import-column-examples = 示例
import-people = 不显示：涉及个人
import-more = 另有 { $n } 列
import-left-out = {"  "}未采用      { $columns }
import-assumed = {"  "}推断        { $what }
import-waits = 另一个进程正在写入这个数据目录，等待中。
import-skipped = {"  "}略去的行    { $rows }
import-skipped-notice = 行说明
import-skipped-blank = 行空白
import-skipped-total = 行合计
import-skipped-refused = 行已退款或取消
imports-undone = 已撤销
import-rows = {"  "}行数        读取 { $read } = 入库 { $stored } + 重复 { $repeated } + 拒收 { $rejected }
import-views = {"  "}播放量      读取 { $read } = 入库 { $stored } + 重复 { $repeated }
import-rejected = {"  "}拒收        { $n } × { $reason }
import-rejects = {"  "}修正        用 reelpulse rejects { $number } --csv rejected.csv 导出被拒收的行及原因，改好后再导入该文件
import-dry-run = {"  "}试运行      没有写入任何数据
import-ask = 现在可以问：{ $questions }
import-unlock = 暂时不能问：/{ $question }；导入{ $files }文件后即可
import-or = 或
import-progress = { $path }：{ $rows } 行，每秒 { $rate } 行
import-progress-left = { $path }：{ $part }，{ $rows } 行，每秒 { $rate } 行，还需 { $left }
import-year-open = { $path } 的“{ $column }”列里，日期没有写年份。
import-year-ask = 最新的日期是哪一年
import-unit-count = 次数
import-unit-seconds = 秒
import-unit-share = 占比（以 1 为全部）
import-unit-time = 时间
import-unit-day = 日
import-unit-number = 数值
import-unit-amount = 金额
import-unit-name = 名称
import-unit-flag = 1 = 是
import-unit-text = 文本
imports-none = 还没有导入过数据。先运行：reelpulse import 文件
imports-import = 编号
imports-started = 时间
imports-path = 文件
imports-format = 类型
imports-read = 读取
imports-stored = 入库
imports-repeated = 重复
imports-rejected = 拒收
imports-undo = 撤销其中一次：reelpulse undo { $number }
undone = 已撤销第 { $number } 次导入（{ $path }）。
watch-begins = 正在监视 { $path }，按 Ctrl-C 结束。
watch-twice = { $path } 已经有人在监视，这里无事可做。
watch-stopped = 已停止，没有留下写到一半的数据。
watch-again = 同样的文件之前已作为第 { $number } 次导入入库。
topics-by-column = 列
topics-by-hashtag = 话题标签
topics-by-keyword = 关键词
topics-untagged = { $videos } 个视频中有 { $untagged } 个没有主题。
topics-edit = 关键词在 { $path }，修改后再运行 reelpulse topics。
error-changed-while-read = 读取 { $path } 时文件发生了变化，没有写入任何数据。
    .do = 等文件完整后再导入。
error-expands-too-far = { $path } 只有 { $size } 字节，解压后却超过 { $limit } 字节，没有哪种导出文件会这样；没有写入任何数据。
    .do = 请自行解压，看看里面是什么。
error-needs-password = { $path } 设有密码。
    .do = 请先解压，再导入里面的文件。
error-bad-topics = 主题列表 { $path } 无法读取：{ $reason }。
    .do = 写法是先写 `[food]`，下面写 `en = ["recipe"]` 和 `zh = ["菜谱"]`；删掉该文件后，`reelpulse topics` 会生成新的。
error-no-such-import = 没有编号为 { $number } 的导入。
    .do = 运行 `reelpulse imports` 查看编号。

### ask: forms that the command line and the parser expect
expects-zone = 时区，例如 Asia/Shanghai
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
not-a-question = 目前我能回答 `segments`、`influencers` 和 `kpis`；输入 `/reelpulse help` 查看说明。

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
dimension-format = 体裁
dimension-duration = 时长
dimension-hour = 时段
dimension-segment = 人群
about-platform = { $value }
about-account = { $value }
about-topic = “{ $value }”话题
about-format = { $value }体裁
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
headline-kpis-up = { $metric }上升 { $change }，至 { $value }：超出波动范围
headline-kpis-down = { $metric }下降 { $change }，至 { $value }：超出波动范围
headline-kpis-flat = { $metric }持平，为 { $value }：{ $change } 在正常波动之内
headline-kpis-quiet = { $n } 项比较中，没有超出正常波动的变化
headline-kpis-total-up = { $metric }上升：{ $change }
headline-kpis-total-down = { $metric }下降：{ $change }
headline-kpis-part-up = { $what }的{ $metric }上升，使总体变化 { $change }
headline-kpis-part-down = { $what }的{ $metric }下降，使总体变化 { $change }
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
reason-spread = 没有哪个话题、账号、体裁、时段或平台特别突出：变化分布在各处。
reason-mix = 主要因为它在整体中的占比变了（{ $mix }）；自身表现带来 { $rate }。
reason-did-up = 主要因为自身表现变好（{ $rate }）；占比变化带来 { $mix }。
reason-did-down = 主要因为自身表现变差（{ $rate }）；占比变化带来 { $mix }。
metric-line = *{ $metric }：{ $value }*（95% 区间 { $low } 至 { $high }；{ $sample }）
metric-line-alone = *{ $metric }：{ $value }*（{ $sample }；太少，无法给出区间）
metric-change-up = 上升 { $change }（95% 区间 { $low } 至 { $high }）。{ $least } 的变化五次里能看出四次。
metric-change-down = 下降 { $change }（95% 区间 { $low } 至 { $high }）。{ $least } 的变化五次里能看出四次。
metric-change-flat = { $change }（95% 区间 { $low } 至 { $high }）：在正常波动之内。{ $least } 的变化五次里能看出四次。
verdict-up = 上升
verdict-down = 下降
verdict-flat = 持平
source-events = 观众行为
source-account-days = 平台每日合计
source-snapshots = 视频统计
source-posts = 视频列表
sample-kpis-viewers = n = { $n } 位观众
sample-kpis-videos = n = { $n } 个视频
sample-kpis-days = n = { $n } 天
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
moved-alone = { $all } 项指标中有 { $n } 项超出自身的 95% 区间，偶然也会二十中有一：合起来看并无突出变化
suppressed = { $n } 个群体太小，不予展示
only-videos-of = 仅限 { $value } 的视频
alt-kpis = { $metric }的折线图，{ $period }：{ $items }。
series-now = 本期
series-previous = 上期
series-year = 去年同期
axis-percent = { $metric } %
axis-days = 每 { $n } 天（{ $zone }）
chart-interval = 95% 区间：{ $low } – { $high }
chart-change = { $change }（95% 区间：{ $low } 至 { $high }）· { $verdict }
button-definitions = 指标定义
definitions-title = 各项指标的含义
method-interval = *区间*均为 95%：每位观众只有一次机会时用 Wilson 区间，否则对产生该数的观众、视频或天数做自助法。
method-flat = *持平*指在正常波动之内；“能看出的最小变化”按 80% 功效、5% 水平计算。
method-findings = *发现*是在全部比较中突出的变化：误报控制在 10%（Benjamini–Hochberg），平静的一周最多二十次里误报一次；去掉最强的视频，方向也不变。
method-parts = *占比与表现*：是它变多变少了，还是它变好变差了；各部分相加恰好等于总变化。
details-looked-at = 在 { $n } 项指标、维度与取值的比较中，有 { $found } 项突出。

### kpis: notes
note-source-account-days = 来自平台自己的每日合计；平台的一天可能按另一个时区计算。
note-source-differences = 来自 { $n } 个视频前后两次统计之差，在其间均匀分摊。
note-source-publication = 来自 { $n } 个视频的累计统计，计入发布当日：不是期间发生的量，而是期间所发视频得到的量。
note-young-left-out = { $n } 个视频在发布一周内采集，仍在增长，未计入。
note-ages-differ = 采集时视频的发布时长不同：本期约 { $now } 天，上期约 { $before } 天；越早发布的积累越久，因此不给出变化。
note-few-videos = 期间只有 { $n } 个视频：太少，无法把变化与波动区分开。
note-no-comparison = 没有给出变化：对比期从 { $start } 开始，而数据始于 { $oldest }。
note-platform-agrees = 与平台自己的每日合计一致（{ $metric }：此处 { $ours }，平台 { $platform }）。
note-platform-disagrees = 与平台自己的每日合计不一致（{ $metric }：此处 { $ours }，平台 { $platform }）。
note-attribution = 订单归于其注明的视频，否则归于此前 { $days } 天内最后看过的视频。
note-unclaimed-purchases = { $n } 笔订单没有注明视频，且此前 { $days } 天内没有观看：不计入销售额。
note-refunds = 退款 { $amount } { $currency } 单列，未从销售额中扣除。
note-currency-missing = { $n } 笔订单没有币种：金额单列。请带上币种列重新导入，即可合计。
note-data-starts = 数据始于 { $oldest }，晚于所问时间段的开始。
note-days-missing = 两个时间段之一的文件里缺少 { $n } 天。
note-more-groups = 另有 { $n } 个较小的群体未列出。

### kpis: options, help, errors
option-metric = 只看一个指标
option-by = 并列比较：按平台、账号、话题、体裁、时长、时段或人群
option-vs = 与上期相比，或与去年同期相比
option-format = 只看一种体裁
expects-metric = 指标，例如 播放量、点击率、点赞、销售额
expects-by = 平台、账号、话题、体裁、时长、时段或人群
expects-vs = 上期 或 去年
expects-format = 视频、图文、文字 或 直播
help-kpis = *发生了什么，为什么？* 播放、点击率、观看比例、点赞、订单等，哪些变化超出波动、由什么造成。
working-kpis = 正在与上期比较各项指标……
error-future-period = 从 { $start } 开始的时间段还没有到：现在是 { $now }。
    .do = 请选择已经过去的日期。
error-missing-dimension = 这段时间的数据无法按{ $by }拆分。
    .do = 可以按这些拆分：{ $present }。
error-missing-metric = 这段时间的数据里没有{ $metric }。
    .do = 现有指标：{ $present }。

### digests: schedules and dates
list-separator-days = 、
weekday-0 = 周一
weekday-1 = 周二
weekday-2 = 周三
weekday-3 = 周四
weekday-4 = 周五
weekday-5 = 周六
weekday-6 = 周日
schedule-daily = 每天 { $time }
schedule-weekly = 每{ $days } { $time }
schedule-monthly = 每月 { $day } 日 { $time }
schedule-monthly-short = 每月 { $day } 日（或最后一天）{ $time }
schedule-cron = cron { $expression }
footer-schedule = { $schedule } { $zone }
footer-next = 下一次 { $when }
footer-until = 数据截至 { $when }
language-name = 中文

### digests: the message
digest-try = *可以试试：*{ $what }
try-influencer = 先联系 { $handle }：这里没有人得到更多可信的关注。
try-segment-topic = 为“{ $name }”多做{ $what }：他们观看的比例是其他人的 { $lift }。
try-segment-hour = 在{ $what }为“{ $name }”发布：他们在线的比例是其他人的 { $lift }。
try-segment-duration = 为“{ $name }”做{ $what }：他们观看这种时长的比例是其他人的 { $lift }。
try-kpis-better = 在{ $what }上多做一些：{ $metric }在那里表现更好（{ $effect }）。
try-kpis-worse = 看看{ $what }：{ $metric }在那里表现变差（{ $effect }）。与之前有效的做法有什么不同？
try-kpis-more = 保持{ $what }：它变多了，{ $metric }随之变化（{ $effect }）。
try-kpis-less = 恢复{ $what }：它变少了，{ $metric }随之变化（{ $effect }）。
try-kpis-nowhere = 输入 `/kpis metric={ $metric } by=topic`：变化是分散的，这样可以看到哪里最大。
digest-quiet-seen = { $metric }变化达到 { $least } 才能看出来。
digest-quiet-daily = *平静的一天。*没有超出偶然的变化（{ $period }，n = { $n }）。
digest-quiet-weekly = *平静的一周。*没有超出偶然的变化（{ $period }，n = { $n }）。
digest-quiet-monthly = *本月无明显变化。*没有超出偶然的变化（{ $period }，n = { $n }）。
digest-quiet-other = *一切平静。*没有超出偶然的变化（{ $period }，n = { $n }）。
digest-stale = *还没有 { $period } 的数据。*缺少这些天的导出：{ $grains }。最新记录是 { $newest }。
digest-stale-do = 请从平台导出并导入（`reelpulse import FILE`），然后用 `/digest now { $number }` 重新发送。
digest-unanswerable = *现在无法回答 `{ $request }`。*{ $what }
digest-is-test = 这是测试，不会因此安排任何发送。
digest-late = 迟到：原定于 { $when }。
digest-skipped = 无法发送期间，{ PLURAL($n) ->
   *[other] 有 { $n } 份较早的简报
  }没有补发。
digest-missed-before = 原定于 { $when } 的简报没有发出。

### digests: subscriptions
digest-saved = 简报 { $number }：`{ $request }` 发到 { $channel }，{ $schedule }。下一次：{ $when }。
digest-saved-do = `/digest list` 可以查看；`/digest pause { $number }`、`now { $number }`、`edit { $number }`、`delete { $number }` 可以更改。
digest-line = *{ $number }* { $channel } `{ $request }` · { $schedule } { $zone }
digest-next = 下一次 { $when }
digest-paused = 已暂停
digest-only-when-changed = 仅在有变化时
digest-last-sent = 上次发送 { $when }
digest-last-quiet = { $when } 查看过：没有变化，所以没有发送
digest-missed = { $when } 错过了
digest-last-error = 问题：{ $error }
digest-list-title = *这里的简报，以及你在别处的简报*
digest-list-more = …… 还有 { $n } 份
digest-none = 这里还没有简报。`/digest 每周一 9:00` 就能建立一份；只输入 `/digest` 会打开窗口。
digest-done-pause = 发到 { $channel } 的简报 { $number } 已暂停；`/digest resume { $number }` 恢复。
digest-done-resume = 发到 { $channel } 的简报 { $number } 已恢复。
digest-done-delete = 发到 { $channel } 的简报 { $number } 已删除。
digest-sent-now = 简报 { $number } 已发到 { $channel }。
digest-open = 简报在窗口里设置：请按按钮。也可以输入 `digest 每周一 9:00`。
digest-paused-notice = 简报 { $number }（`{ $request }` 发到 { $channel }）不得不暂停：{ $error }。
digest-paused-do = 解决之后请输入 `/digest resume { $number }`。没有发出的那一份如果不太旧，届时会补发。
digest-error-is-archived = 频道已归档
digest-error-not-in-channel = ReelPulse 不在频道里；请在那里输入 `/invite @ReelPulse`
digest-error-channel-not-found = ReelPulse 看不到频道；请在那里输入 `/invite @ReelPulse`
digest-error-restricted-action = 频道不允许应用发言
digest-error-missing-scope = 应用缺少权限；请 ReelPulse 的管理者重新安装（`reelpulse doctor`）
digest-error-invalid-auth = Slack 不接受机器人的令牌；请 ReelPulse 的管理者更新（`reelpulse doctor`）
digest-error-not-authed = 机器人没有令牌；请 ReelPulse 的管理者设置（`reelpulse doctor`）
digest-error-account-inactive = 机器人的账号被停用；请 ReelPulse 的管理者重新安装
digest-error-token-revoked = 机器人的令牌被撤销；请 ReelPulse 的管理者重新安装（`reelpulse doctor`）
digest-error-token-expired = 机器人的令牌已过期；请 ReelPulse 的管理者更新（`reelpulse doctor`）
digest-error-not-understood = 请求已无法读取；请编辑
digest-error-not-running = ReelPulse 当时没有运行
digest-error-JobTimedOut = 计算时间太长
digest-error-JobDied = 计算的进程被结束了
digest-error-TooManyJobs = 同时的提问太多
digest-error-StoreLocked = 数据库被锁住了
digest-error-internal = 我们的错误，请看日志
digest-error-other = 连不上 Slack，或被拒绝（{ $code }）

### digests: the modal
button-schedule = 定期发送
button-ask = 提问：{ $request }
button-digest-edit = 编辑简报
button-digest-new = 设置简报
button-digest-preview = 预览
button-digest-test = 发一份测试
modal-title = 简报
modal-save = 保存
modal-close = 取消
modal-back = 返回
modal-preview-title = 预览
modal-preview-chart = 图表只在频道里显示。
modal-channel = 频道
modal-days = 在这些日子
modal-time = 时间
modal-zone = 时区
modal-other = 或其他安排
    .hint = 优先于日子和时间：每月31日 9:00，或五段 cron，例如 0 9 * * 1
modal-request = 说什么
    .hint = 与斜杠后输入的一样：segments last 7 days、influencers top 5。留空：前一天、上一周或上个月的 kpis
modal-lang = 语言
modal-changed = 平静的时候
modal-changed-option = 仅在有变化时发送
modal-next = 下一次：*{ $when }*（{ $zone }）
modal-never = 这个时间永远不会到来。
modal-tested = 测试已发到 { $channel }。
expects-schedule = `每周一 9:00`、`mon,thu 9:00`、`每天 9:00`、`每月31日 9:00`，或五段 cron，例如 `0 9 ∗ ∗ 1`
expects-cron = 每小时最多一份，例如 `0 9 ∗ ∗ 1`
expects-digest = 简报的编号，`/digest list` 里可以看到
help-digest = *发生了什么，准时告诉你。*频道会自动得到回答：什么变了、为什么、可以试什么；按它的时区，只发一次。
help-digest-more = 安排后面可以跟提问；不跟就是最近发生的事。只输入 `/digest` 会打开窗口，有全部设置、预览和测试。只有建立者或管理员可以更改。
error-title-not-yours = 那是别人的简报
error-title-no-such-digest = 没有这份简报
error-title-not-in-channel = ReelPulse 不能在那里发言
error-title-channel-archived = 那个频道已归档
error-title-slack-unclear = Slack 没有明确回答
error-no-such-digest = 这里没有编号 { $number } 的简报。
    .do = `/digest list` 列出所有简报。
error-not-yours = 简报 { $number } 是别人建立的。
    .do = 请找建立者，或工作区的管理员。
error-not-in-channel = ReelPulse 不在那个频道里，所以什么都没有保存。
    .do = 请在那里输入 `/invite @ReelPulse`，然后再试。
error-channel-archived = 归档的频道里谁也不能发言。
    .do = 请选择别的频道，或取消归档。
error-slack-unclear = Slack 回答了“{ $code }”。
    .do = 请过一分钟再试。
