### predict and drivers. Same keys, same variables as the Chinese file.
kind-predict = Prediction
kind-drivers = Drivers

### predict: headlines
headline-predict = { $metric }: about { $median } expected, between { $low } and { $high } with 80% confidence
headline-predict-plans = { $plan } looks best: about { $median } { $metric }, 80% interval { $low } to { $high }
headline-predict-alike = The plans cannot be told apart: about { $median } { $metric } for { $plan }, 80% interval { $low } to { $high }
headline-predict-baseline = No forecast for { $metric }: no model beats { $baseline }

### predict: findings
plan-line = *{ $plan }*: about { $median }, 80% interval { $low } to { $high }
plan-open = a typical video
plan-account = { $handle }
plan-seconds = { $value } s
plan-topic = topic { $value }
plan-hashtags = { PLURAL($n) ->
    [one] { $n } hashtag
   *[other] { $n } hashtags
  }
plan-music = ♪ { $value }
record-line = How far to trust it: { $model } was off by a factor of { $error } on average over { $folds } later stretches of time, { $baseline } by { $other }. Of its 80% intervals { $coverage } held; they reach over a factor of { $width }.
record-line-untried = How far to trust it: { $model } was off by a factor of { $error } on average over { $folds } later stretches of time, { $baseline } by { $other }.
record-baseline = The best model, { $model }, was off by a factor of { $error } on average, { $baseline } by { $other }. That is { $margin } better, give or take { $spread }; a forecast needs 5% and two standard errors.
record-baseline-worse = The best model, { $model }, was off by a factor of { $error } on average, { $baseline } by { $other }: it is no better at all.
young-line = { PLURAL($n) ->
    [one] *{ $n } video* of the last days is
   *[other] *{ $n } videos* of the last days are
  } still growing; the strongest, by { $handle }, has { $current } after { $age } days and is heading for { $median } (80% interval { $low } to { $high }).
young-line-unseen = { PLURAL($n) ->
    [one] *{ $n } video* of the last days is
   *[other] *{ $n } videos* of the last days are
  } still growing; the strongest, by { $handle }, is heading for { $median } (80% interval { $low } to { $high }).
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
hour-clock = { $hour }:00
model-linear = linear regression
model-polynomial = polynomial regression
model-svr = support-vector regression
model-elastic-net = elastic net
model-gradient-boosting = gradient boosting
baseline-overall-median = the median of all earlier videos
baseline-account-median = the account’s median of its last 30 videos
baseline-comparable = the last comparable videos
baseline-growth = the usual growth from this age on

### predict: tables
caption-plans = Forecast of { $metric }, { $level } intervals
caption-young = Videos still growing: { $metric } to come
caption-models = Models and baselines on later videos, by time
column-plan = Plan
column-median = Median
column-low = Low
column-high = High
column-video = Video
column-current = So far
column-age-days = Days old
column-model = Model
column-error = Off by a factor of
column-spearman = Rank correlation
column-r2 = R² (log)
column-coverage = Intervals held
column-width = Reach, a factor of
chosen-mark = { $model } ✓

### drivers
headline-drivers = { $metric }: { $way } gives { $effect } (95% interval { $low } to { $high }), within the same account
headline-drivers-none = { $metric }: none of { $n } ways of making a video makes a difference beyond noise
headline-drivers-empty = { $metric }: the videos are all made alike, so nothing can be compared
headline-preferences = { $segment }: { $way } is { $outcome } { $effect } more than by the rest
headline-preferences-less = { $segment }: { $way } is { $outcome } { $effect } less than by the rest
headline-preferences-none = { $segment } { $outcome } the same things as everyone else
outcome-completion = watched to the end
outcome-likes = liked
effect-line = *{ $way }*: { $effect } { $metric } (95% interval { $low } to { $high }, n = { $n })
effect-line-none = { $way }: no effect beyond noise ({ $effect }, 95% interval { $low } to { $high }, n = { $n })
preference-line = *{ $way }*: { $effect } against the rest (95% interval { $low } to { $high }, n = { $n } views)
association = These are associations within the same account, not proof that one causes the other.
best-hour-videos = Best hours to post, by your videos: { $low }–{ $high } (n = { $n })
best-hour-followers = Your followers are most active { $low }–{ $high }
best-hour-open = Hours of posting cannot be told apart (n = { $n })
best-duration-videos = Best lengths: { $low } to { $high } s (n = { $n })
best-duration-open = Lengths cannot be told apart (n = { $n })
importance-line = What later videos confirm: { $items }
importance-item = { $feature } (without it, predictions are { $loss } worse)
ranking-line = Foreseeing on later days who { $outcome }: the viewer model sorts { $auc } of pairs rightly, popularity { $popular }, popularity within the segment { $segment } (n = { $n } views).
ranking-outcome-completion = watches to the end
ranking-outcome-like = likes
way-against = { $way } against { $usual }
driver-duration = Length
driver-hour = Hour
driver-weekday = Day
driver-format = Format
driver-topic = Topic
driver-hashtags = Hashtags
driver-question = A question in the caption
driver-caption-length = Caption
driver-music = Sound
driver-pause = Pause before posting
driver-caption = Caption
driver-account = Account
driver-followers = Followers
driver-words = Words
way-rest = all others
way-question = with a question
way-no-question = without
way-long = long
way-short = short
way-used-before = one used before
way-new = a new one
way-weekend = weekend
way-weekdays = weekdays
way-below-2-days = below two days
way-2-days-or-more = two days or more
way-named = { $feature } { $way }
caption-drivers = Effects on { $metric }, within account
caption-preferences = What { $segment } prefers against the rest
column-way = Way
column-effect = Effect
verdict-none = no effect
sample-drivers = { PLURAL($n) ->
    [one] n = { $n } video
   *[other] n = { $n } videos
  } of { PLURAL($accounts) ->
    [one] { $accounts } account
   *[other] { $accounts } accounts
  }
sample-preferences = n = { $n } views, { $size } viewers in the segment

### charts and small print
chart-predict = Forecast: { $metric }
chart-drivers = What goes with { $metric }
chart-preferences = Preferences: { $segment }
chart-predict-past = Recent videos
chart-predict-plans = Planned, median and 80% interval
chart-predict-none = No forecast: no model beats the baselines
chart-effects-axis = Change in { $metric }, 95% interval
chart-preferences-axis = Difference to the rest, 95% interval
alt-predict = { $metric } of recent videos, and forecasts: { $items }.
alt-drivers = Effects with 95% intervals: { $items }.
alt-range = { $name } { $median } ({ $low } to { $high })
way-age = { $metric } at 7 days
way-events = { $metric } in the first 7 days
way-export = { $metric } at the export

### details
details-method-predict = *Method*: five regressions on the log scale, each tried on five later stretches of time with only what was known before; outcomes, encodings, scales and words are learned inside each. Intervals are conformal, from the latest { $window } residuals by account size, adapted over time. A model is used only if its error is at least 5% and two standard errors below the best baseline’s.
details-method-drivers = *Method*: every account is compared with itself (fixed effects), stretches of time alike; intervals are clustered by { $cluster } and wide enough for all rows together; which rows may count was chosen on other { $cluster }s than those that tell the intervals.
cluster-account = account
cluster-week = week
cluster-viewer = viewer

### notes
note-predict-totals = Videos were captured once or at any age: the target is { $age } days after publication on the average, *as it stood at the export*, of videos at least 7 days old.
note-predict-totals-undated = The data does not say when videos were counted: the target is the total *as it stood at the export*.
note-predict-no-hours = Publications carry no time of day here, so the hour makes no difference to the forecast.
note-predict-one-account = All videos are of one account: this says nothing of others.
note-predict-few = Only { $n } videos have an outcome yet: every further one sharpens this.
note-predict-svr-recent = The support-vector regression learns from the most recent { $n } videos only.
note-predict-unseen-topic = No earlier video is on “{ $name }”: its interval is widened.
note-predict-unseen-music = No earlier video has the sound “{ $name }”.
note-predict-unseen-platform = No earlier video is on “{ $name }”.
note-predict-unseen-account = “{ $name }” has posted nothing on this platform yet: it is foreseen as any new account.
note-predict-account-taken = No account was named; “{ $name }” is the only one that it can be, so it was taken, and its next such video is what this is compared with.
note-predict-account-open = No account was named, so no published video can be compared with this: name one (`account=@name`), and `/predict score` will tell how right it was.
note-drivers-association = These are *associations* within the same account, not proof of cause.
note-preferences-association = These are *associations* within the same viewer, against what the rest does; not proof of cause.
note-drivers-one-account = All videos are of one account: intervals are clustered by week.
note-drivers-few-accounts = Only { $n } accounts have several videos: intervals are clustered by week.
note-drivers-no-effect = Nothing that was looked at makes a difference beyond noise.
note-drivers-nothing-varies = The videos do not differ in anything that can be compared.

### options
option-target = What to foresee or explain
option-duration = Length of the planned video
option-hour = Hour of posting, on your clock
option-weekday = Day of the week of posting
option-date = Day of posting
option-caption = Caption of the planned video
option-hashtags = Its hashtags
option-music = Its sound
option-or = Another plan, side by side
option-score = How right the forecasts were
option-segment = What one segment of viewers prefers, or ideas for it
expects-target = a metric such as views, completion, shares or engagement
expects-duration = a length such as 25, 25s or 1:30, up to a day
expects-hour = an hour from 0 to 23, such as 20 or 20:00
expects-weekday = a day of the week such as tue
expects-date = a day to come, such as 2026-12-24 or tomorrow
expects-caption = a text of up to 500 characters, in quotation marks
expects-hashtags = up to 30 hashtags, such as `#food,#noodles`
expects-music = the name of a sound
expects-or = another plan, such as `weekday=sat hour=11`
expects-score = yes or no
expects-segment = a segment such as “night owls”, as `/segments` names it

### help
help-predict = *What will happen?* A median and an 80% interval for a planned video, several side by side, or the videos still growing — or the plain word that nothing foresees it. `/predict score` shows how right it was.
help-drivers = *What makes videos work?* Length, hour, topic and more, each within the same account, with what has no effect; `segment="night owls"` tells what a group of viewers prefers.
working-predict = Trying the models on earlier videos …
working-drivers = Comparing every account with itself …

### errors
error-missing-columns = /{ $question } has to know when videos were posted, and no row says so.
    .do = Import a file with { $columns }, for example an export of your videos.
error-constant-target = All { $n } videos have the same { $target } ({ $value }): there is nothing to tell apart.
    .do = Ask for another target, such as `/predict views`.
error-past-plan = The plan is for { $day }, and today is { $today }.
    .do = Plan for a day that is still to come; `/predict` alone tells how the latest videos will end up.
what-outcomes = videos with a known outcome (at least 7 days old)
named-segment = segment
column-published = publication times (published)
column-captured-at = capture times (captured_at)

### the score card
score-title = How right the forecasts were
score-nothing = No forecast has come true yet: outcomes are compared as soon as they are imported.
score-waiting = { PLURAL($n) ->
    [one] { $n } forecast waits for its outcome.
   *[other] { $n } forecasts wait for their outcome.
  }
score-line = Of the last { PLURAL($n) ->
    [one] { $n } forecast
   *[other] { $n } forecasts
  }, { $held } intervals held ({ $share }; 80% were promised, 95% interval { $low } to { $high }).
score-error = The median forecast was off by a factor of { $error }, the baseline by { $other }.
score-by = { $what }: { $held } of { $n } held, off by a factor of { $error } (baseline { $other })
score-told = { $handle }: predicted { $low }–{ $high } { $metric }, got { $outcome }. { $verdict }
score-inside = Inside the interval.
score-above = More than foreseen.
score-below = Less than foreseen.
