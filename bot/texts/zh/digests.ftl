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
digest-stale = *还没有 { $period } 的数据。*缺少这些天的：{ $exports }。最新记录是 { $newest }。
digest-stale-kinds = { $kinds }的导出
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
