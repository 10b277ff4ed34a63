### 影响力账号：回答
headline-influencers = { $handle } 居首：占全部关注度的 { $share }
headline-influencers-topic = “{ $topic }”话题上 { $handle } 居首：占全部关注度的 { $share }
headline-influencers-ahead = { $said }，是第二名的 { $times } 倍
headline-influencers-close = { $said }，略高于 { $next }
headline-influencers-ours = { $n } 个账号里，只有你们自己的账号获得关注
headline-influencers-nobody = 没有可推荐的账号：{ $n } 个账号里没有公开的创作者，也没有谁获得 20 个以上账号的关注
influencer-off-topic = 喜欢“{ $topic }”的人更关注 { $handle }（{ $share }），但它不发这个话题
influencer-for = 有 { $sources } 个账号关注它或与它互动
influencer-for-rate = { $said }；互动率 { $rate }
influencer-for-rate-others = { $said }；互动率 { $rate }（这里的其他账号 { $others }）
influencer-next = 其后是 { $items }
influencer-next-one = 其后是 { $item }
influencer-own = 你们的 { $handle } 占 { $share }：放进这个名单排第 { $place }
influencer-own-alone = 你们的 { $handle } 占全部关注度的 { $share }
influencer-own-below = 你们的 { $handle } 占 { $share }，低于这里列出的所有账号
influencer-item = { $handle }（{ $share }）
try-influencer = 先联系 { $handle }：没有警示信号的账号里，它获得的关注最多。
try-influencer-topic = 先联系 { $handle }：发“{ $topic }”且没有警示信号的账号里，它获得的关注最多。
try-influencer-check = 联系之前先看看 { $handle } 的粉丝：这里每个账号都有警示信号。
try-influencer-nobody = 导入创作者及其粉丝、分享或评论数据，才有人可比。
sample-accounts = { $n } 个账号，其间 { $edges } 条关系

### 影响力账号：警示信号
flag-unusual-ring-why = 留意 { $handle }：大部分关注来自只互相关注的一圈账号，请查是否买粉
flag-stale-why = 留意 { $handle }：大部分关注是很久以前的
flag-few-sources-why = 留意 { $handle }：一半以上的关注来自同一个账号
flag-low-engagement-why = 留意 { $handle }：观众的互动明显少于这里的其他账号
flag-off-topic-why = { $handle } 不发这个话题：喜欢这个话题的人也关注它，所以在列
flag-topic-unknown-why = 不清楚 { $handle } 发什么话题

### 影响力账号：详情
rank-line = *{ $place }. { $handle }* — 占全部关注度的 { $share }
rank-audience-followers = { $audience } 位粉丝
rank-audience-weighted = 加权受众 { $audience }
rank-sources = 关注来自 { $sources } 个账号
rank-engagement = 互动率 { $rate }（95% 区间 { $low } 至 { $high }，n = { $n } 次观看）
rank-engagement-alone = 互动率 { $rate }（n = { $n } 次观看；视频太少，无法给出区间）
rank-reaches = 受众互动最多的是：{ $what }
rank-flagged = 注意：{ $flags }
reach-item-topic = “{ $value }”（{ $share }）
reach-item-platform = { $value }（{ $share }）
reach-item-community = 圈层 { $value }（{ $share }）
alt-influencers = 关注度占比的条形图，{ $period }：{ $items }。
caption-influencers = 账号影响力排名，{ $period }
