### digests: schedules and dates
list-separator-days = {", "}
weekday-0 = Mondays
weekday-1 = Tuesdays
weekday-2 = Wednesdays
weekday-3 = Thursdays
weekday-4 = Fridays
weekday-5 = Saturdays
weekday-6 = Sundays
schedule-daily = daily { $time }
schedule-weekly = weekly, { $days } { $time }
schedule-monthly = monthly, day { $day } { $time }
schedule-monthly-short = monthly, day { $day } (or the last) { $time }
schedule-cron = cron { $expression }
footer-schedule = { $schedule } { $zone }
footer-next = next { $when }
footer-until = data until { $when }
language-name = English

### digests: the message
try-kpis-better = do more with { $what }: { $metric } did better there.
try-kpis-worse = look at { $what }: { $metric } did worse there. What was different from what worked before?
try-kpis-more = keep up { $what }: there was more of it, and { $metric } followed.
try-kpis-less = bring back { $what }: there was less of it, and { $metric } went with it.
try-kpis-nowhere = `/kpis metric={ $metric } by=topic` shows where it is largest.
digest-quiet-daily = A quiet day: nothing changed clearly ({ $period }).
digest-quiet-weekly = A quiet week: nothing changed clearly ({ $period }).
digest-quiet-monthly = A quiet month: nothing changed clearly ({ $period }).
digest-quiet-other = Quiet: nothing changed clearly ({ $period }).
digest-stale = *No data for { $period } yet.* Missing for these days: { $exports }. The newest record is from { $newest }.
digest-stale-kinds = an export of { $kinds }
digest-stale-do = Export it from your platform and have it imported (`reelpulse import FILE`); then `/digest now { $number }` sends this digest again.
digest-unanswerable = *`{ $request }` cannot be answered now.* { $what }
digest-combined-title = { $n } answers in one message
digest-combined-thread = The whole answers, with their pictures, are in the thread.
digest-covers = About { $days }
digest-day = { $weekday }, { $day }
digest-is-test = This is a test; nothing is scheduled by it.
digest-late = Late: this was due { $when }.
digest-skipped = { PLURAL($n) ->
    [one] { $n } earlier digest was left out
   *[other] { $n } earlier digests were left out
  } while nothing could be sent.
digest-missed-before = The digest due { $when } was never sent.

### digests: subscriptions
digest-saved = Digest { $number }: `{ $request }` to { $channel }, { $schedule }. Next: { $when }.
digest-coincides = Note: { PLURAL($n) ->
    [one] digest { $numbers } comes
   *[other] digests { $numbers } come
  } to this channel at the same time.
button-digest-combine = Combine into one message
digest-saved-do = `/digest list` shows it; `/digest pause { $number }`, `now { $number }`, `edit { $number }` and `delete { $number }` change it.
digest-line = *{ $number }* { $channel } `{ $request }` · { $schedule } { $zone }
digest-next = next { $when }
digest-paused = paused
digest-only-when-changed = only when something changed
digest-last-sent = last sent { $when }
digest-last-quiet = looked { $when }: nothing changed, so nothing was sent
digest-missed = { $when } was missed
digest-last-error = trouble: { $error }
digest-list-title = *Digests here, and yours elsewhere*
digest-list-more = … and { $n } more
digest-none = No digests here yet. `/digest weekly mon 9:00` makes one; `/digest` alone opens a window.
digest-done-pause = Digest { $number } to { $channel } is paused; `/digest resume { $number }` goes on.
digest-done-resume = Digest { $number } to { $channel } goes on.
digest-done-delete = Digest { $number } to { $channel } is deleted.
digest-sent-now = Digest { $number } was sent to { $channel }.
digest-open = A digest is set up in a window: press the button. Or type `digest weekly mon 9:00`.
digest-paused-notice = Digest { $number } (`{ $request }` to { $channel }) had to be paused: { $error }.
digest-paused-do = When that is put right: `/digest resume { $number }`. What it kept back is sent then, if it is not too old.
digest-error-is-archived = the channel is archived
digest-error-not-in-channel = ReelPulse is not in the channel; type `/invite @ReelPulse` there
digest-error-channel-not-found = ReelPulse cannot see the channel; type `/invite @ReelPulse` there
digest-error-restricted-action = the channel does not let apps post
digest-error-missing-scope = the app lacks a permission; whoever runs ReelPulse has to install it again (`reelpulse doctor`)
digest-error-invalid-auth = Slack does not take the bot’s token; whoever runs ReelPulse has to renew it (`reelpulse doctor`)
digest-error-not-authed = the bot has no token; whoever runs ReelPulse has to set it (`reelpulse doctor`)
digest-error-account-inactive = the bot’s account was switched off; whoever runs ReelPulse has to install it again
digest-error-token-revoked = the bot’s token was revoked; whoever runs ReelPulse has to install it again (`reelpulse doctor`)
digest-error-token-expired = the bot’s token has expired; whoever runs ReelPulse has to renew it (`reelpulse doctor`)
digest-error-not-understood = its request cannot be read any more; edit it
digest-error-not-running = ReelPulse was not running
digest-error-JobTimedOut = working it out took too long
digest-error-JobDied = the process that worked it out was ended
digest-error-TooManyJobs = too much was asked at the same time
digest-error-StoreLocked = the database was locked
digest-error-internal = a fault of ours, see the log
digest-error-other = Slack could not be reached, or refused ({ $code })

### digests: the modal
button-schedule = Schedule this
button-ask = Ask: { $request }
button-digest-edit = Edit digest
button-digest-new = Set up a digest
button-digest-preview = Preview
button-digest-test = Post a test
modal-title = Digest
modal-save = Save
modal-close = Cancel
modal-back = Back
modal-preview-title = Preview
modal-preview-rest = Buttons and tables come with the message in the channel.
modal-channel = Channel
modal-days = On these days
modal-time = At
modal-zone = Time zone
modal-other = Or another schedule
    .hint = Wins over days and time: monthly 31 9:00, or five cron fields such as 0 9 * * 1
modal-request = What to tell
    .hint = As you would type it after a slash: segments last 7 days, influencers top 5. Empty: kpis of the day, week or month before
modal-lang = Language
modal-changed = Quiet times
modal-changed-option = Only when something changed
modal-next = Next: *{ $when }* ({ $zone })
modal-never = That never comes.
modal-tested = A test was posted to { $channel }.
expects-schedule = `weekly mon 9:00`, `mon,thu 9:00`, `daily 9:00`, `monthly 31 9:00` or five cron fields such as `0 9 ∗ ∗ 1`
expects-cron = at most one digest an hour, such as `0 9 ∗ ∗ 1`
expects-digest = the number of a digest, as `/digest list` shows it
help-digest = *What happened, on time.* A channel gets an answer by itself: what changed, why, what to try; once, in its time zone.
help-digest-more = A request may follow the schedule; without one it is what happened lately. `/digest` alone opens a window with everything, a preview and a test. Whoever made a digest, or an admin, may change it.
error-title-not-yours = That digest is someone else’s
error-title-no-such-digest = There is no such digest
error-title-not-in-channel = ReelPulse cannot post there
error-title-channel-archived = That channel is archived
error-title-slack-unclear = Slack did not answer clearly
error-no-such-digest = There is no digest { $number } here.
    .do = `/digest list` shows the ones there are.
error-not-yours = Digest { $number } was made by someone else.
    .do = Ask whoever made it, or an administrator of the workspace.
error-not-in-channel = ReelPulse is not in that channel, so nothing was saved.
    .do = Type `/invite @ReelPulse` there, then try again.
error-channel-archived = Nobody can post in an archived channel.
    .do = Choose another channel, or unarchive it.
error-slack-unclear = Slack answered “{ $code }”.
    .do = Try again in a minute.
