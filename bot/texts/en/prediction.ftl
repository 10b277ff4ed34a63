### predict and drivers. Same keys, same variables as the Chinese file.
kind-predict = Prediction
kind-drivers = Drivers

### predict: headlines
headline-predict = Expect about { $median } { $metric } { $when }{ $usual }; 8 of 10 such videos end between { $low } and { $high }
headline-predict-plan = { $plan }: about { $median } { $metric } { $when }{ $usual }; 8 of 10 such videos end between { $low } and { $high }
headline-predict-rate = { $metric }: about { $median } expected { $when }{ $usual }; 8 of 10 such videos end between { $low } and { $high }
headline-predict-unseen = No forecast for { $platform }: there is no earlier video on it
predict-usual = {" "}(usual: { $value })
when-age = in 7 days
when-events = in 7 days
when-export = in total
headline-predict-plans = { $plan } looks best: about { $median } { $metric } { $when }; 8 of 10 such videos end between { $low } and { $high }
headline-predict-alike = The plans come out alike: about { $median } { $metric } { $when }; 8 of 10 such videos end between { $low } and { $high }
headline-predict-baseline = No model beats { $baseline } for { $metric } { $when }
headline-predict-usual = expect about { $value } { $metric } { $when }: that is { $baseline }, and no model does better
headline-predict-usual-all = expect about { $value } { $metric } { $when }, as usual over these accounts: no model does better
headline-predict-usual-plans = These plans cannot be told apart: expect about { $value } { $metric } { $when } for each, as usual
predict-of-plan = { $plan }: { $text }

### predict: findings
plan-line = *{ $plan }*: about { $median }, 80% interval { $low } to { $high }
why-predict-error = Forecasts like this were typically off { $error } on later videos.
why-predict-error-alike = Forecasts like this were typically off { $error } on later videos, only a little better than the usual alone.
why-predict-for = In its favour: { $items }.
why-predict-against = Against it: { $items }.
why-predict-reasons = In its favour: { $for }; against it: { $against }.
why-predict-other = { $plan }: about { $median }
why-predict-others = The other plans: { $items }.
why-predict-plans = Expected: { $items }.
why-predict-indifferent = Nothing decided here changes the forecast by much.
why-predict-baseline = The best model was typically off { $error } on later videos, not reliably better than { $baseline } alone.
reason-item = { $feature } ({ $change })
why-predict-usual-all = “Usual” is what is typical of all accounts here, since no account was named.
error-below = by less than { $share }
error-share = by about { $share }
error-half-as-much = by a third less or half as much again
error-double = by half or double
error-triple = by as much as three times more or less
error-times = by as much as { $n } times more or less
try-predict-compare = compare two plans, such as `{ $command }`.
try-predict-variant = see whether a change helps: `{ $command }`.
try-predict-choose = choose { $plan }; `/predict score` later tells how right this was.
try-predict-alike = choose the plan that is easier to make, or change more, such as `{ $command }`.
try-predict-drivers = see what makes a difference instead: `{ $command }`.

try-predict-platform-import = import videos of { $platform }: `reelpulse import`.
try-score = import newer exports when they are there: { PLURAL($n) ->
    [one] { $n } forecast waits
   *[other] { $n } forecasts wait
  } for the outcome.
try-score-none = plan a video with an account, such as `/predict account=@name hour=20`, so that there is something to compare.
sample-predict = { PLURAL($n) ->
    [one] { $n } video
   *[other] { $n } videos
  }
young-line = { PLURAL($n) ->
    [one] { $n } recent video is
   *[other] { $n } recent videos are
  } still growing; the strongest, by { $handle }, has { $current } after { $age } days and is heading for about { $median }.
young-line-unseen = { PLURAL($n) ->
    [one] { $n } recent video is
   *[other] { $n } recent videos are
  } still growing; the strongest, by { $handle }, is heading for about { $median }.
plan-open = a typical video
plan-account = { $handle }
plan-seconds = { $value } s
plan-topic = { $value }
plan-hashtags = { PLURAL($n) ->
    [one] { $n } hashtag
   *[other] { $n } hashtags
  }
plan-music = ♪ { $value }
record-line = How far to trust it: { $model } was off by a factor of { $error } on average over { $folds } later stretches of time, { $baseline } by { $other }. Of its 80% intervals { $coverage } held; they reach over a factor of { $width }.
record-line-untried = How far to trust it: { $model } was off by a factor of { $error } on average over { $folds } later stretches of time, { $baseline } by { $other }.
record-baseline = The best model, { $model }, was off by a factor of { $error } on average, { $baseline } by { $other }. That is { $margin } better, give or take { $spread }; a forecast needs 5% and two standard errors.
record-baseline-worse = The best model, { $model }, was off by a factor of { $error } on average, { $baseline } by { $other }: it is no better at all.
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
baseline-account-median = the account’s median
baseline-comparable = the median of the last similar videos
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
headline-drivers = { $things } { $videos } get { $size } more { $metric } than those { $other } on the same account
headline-drivers-fewer = { $things } { $videos } get { $size } fewer { $metric } than those { $other } on the same account
headline-drivers-higher = { $metric } is { $size } higher for { $things } { $videos } than for those { $other } on the same account
headline-drivers-lower = { $metric } is { $size } lower for { $things } { $videos } than for those { $other } on the same account
headline-drivers-too-few = Too few videos to tell what drives { $metric }: the clearest hint, { $way }, could be anything from { $low } to { $high }
headline-drivers-flat = { PLURAL($n) ->
    [one] The one choice that was compared changes
   *[other] None of the { $n } choices that were compared changes
  } { $metric } by as much as { $relevant }
things-videos = Videos
things-posts = Posts
things-videos-small = videos
things-posts-small = posts
headline-drivers-empty = All videos are made alike, so nothing can be compared for { $metric }
headline-preferences = { $segment } { $outcome } videos { $videos } { $size } more often than other viewers, compared with those { $other }
headline-preferences-less = { $segment } { $outcome } videos { $videos } { $size } less often than other viewers, compared with those { $other }
headline-preferences-flat = { $segment } { $outcome } the same kinds of video as other viewers
headline-preferences-too-few = Too few views to tell what { $segment } { $outcome } more: the clearest hint, { $way }, could be anything from { $low } to { $high }
outcome-completion = finish
outcome-likes = like
effect-line = *{ $way }*: { $effect } { $metric } (95% interval { $low } to { $high }, n = { $n })
effect-line-flat = { $way }: no real difference ({ $effect }, 95% interval { $low } to { $high }, n = { $n })
effect-line-too-few = { $way }: too few to tell ({ $effect }, 95% interval { $low } to { $high }, n = { $n })
why-drivers-also = Also clear: { $items }.
why-drivers-flat = No real difference (less than { $relevant } either way): { $items }.
why-drivers-open = Too few to tell: { $items }.
why-preferences-flat = As other viewers: { $items }.
item-effect = { $way } ({ $effect })
items-more = { $items }, and { $n } more
clause-and = {". "}
best-here = { $best }.
try-drivers = for your next ten videos choose { $way }, then compare with `{ $command }`: this goes together, but is no proof of cause.
try-drivers-too-few = vary one thing at a time over your next 20 videos, such as { $way } and { $usual }, then ask `{ $command }` again.
try-drivers-flat = `{ $command }` shows where your results differ more.
try-drivers-empty = import videos with lengths, topics or posting times: `reelpulse import`.
try-preferences = `{ $command }` gives ideas for them.
preference-line = *{ $way }*: { $effect } against the rest (95% interval { $low } to { $high }, n = { $n } views)
best-hour-videos = Best hours to post, by your videos: { $hours }
best-hour-followers = Your followers are most active from { $hours }
best-hour-open = Too few videos to tell which hours of posting are best
best-duration-videos = Best lengths, by your videos: { $low } to { $high } s
best-duration-open = Too few videos to tell which lengths are best
importance-line = What foretells later videos best: { $items }.
importance-item = { $feature } (without it, forecasts are { $loss } further off)
ranking-line = Foreseeing on later days who { $outcome }: the viewer model sorts { $auc } of pairs rightly, popularity { $popular }, popularity within the segment { $segment } (n = { $n } views).
ranking-outcome-completion = watches to the end
ranking-outcome-like = likes
way-against = { $way } instead of { $usual }
way-duration = { $low }–{ $high } s
way-duration-over = { $low } s or more
way-topic-rest = other topics
way-weekday-weekend = weekends
way-weekday-weekdays = weekdays
way-hashtags-0 = no hashtags
way-hashtags-1-3 = 1–3 hashtags
way-hashtags-4-8 = 4–8 hashtags
way-hashtags-9 = 9 or more hashtags
way-question-question = a question in the caption
way-question-no-question = no question in the caption
way-caption-length-long = a long caption
way-caption-length-short = a short caption
way-music-new = a new sound
way-music-used-before = a used sound
way-pause-below-2-days = a pause under two days
way-pause-2-days-or-more = a longer pause
hours-span = { $low } to { $high }
hours-overnight = { $low } to { $high }
clock-midnight = midnight
clock-noon = noon
clock-am = { $hour } am
clock-pm = { $hour } pm
videos-duration = of { $way }
videos-hour = posted from { $way }
videos-weekday = posted on { $way }
videos-format = in the format { $way }
videos-topic = about { $way }
videos-topic-rest = on { $way }
videos-hashtags = with { $way }
videos-question = with { $way }
videos-caption-length = with { $way }
videos-music = with { $way }
videos-pause = posted after { $way }
driver-verdict-up = more
driver-verdict-down = less
driver-verdict-flat = no real difference
driver-verdict-too-few = too few to tell
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
driver-account = The account
driver-followers = Followers
driver-words = Words
caption-drivers = What goes with { $metric }, on the same account
caption-preferences = What { $segment } prefer against other viewers
column-way = Way
column-effect = Effect
sample-drivers = { PLURAL($n) ->
    [one] { $n } video
   *[other] { $n } videos
  } of { PLURAL($accounts) ->
    [one] { $accounts } account
   *[other] { $accounts } accounts
  }
sample-preferences = { $n } views, { $size } viewers in the group

### charts and small print
alt-predict = { $metric } of recent videos, and forecasts: { $items }.
alt-drivers = Effects, each with what it could be: { $items }.
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
note-predict-unseen-topic = No earlier video is on “{ $name }”, so the range is wider.
note-predict-unseen-music = No earlier video has the sound “{ $name }”.
note-predict-unseen-platform = No earlier video is on “{ $name }”.
note-predict-unseen-account = “{ $name }” has posted nothing on this platform yet: it is foreseen as any new account.
note-predict-account-taken = No account was named; “{ $name }” is the only one that it can be, so it was taken, and its next such video is what this is compared with.
note-predict-account-open = No account was named, so no published video can be compared with this: name one (`account=@name`), and `/predict score` will tell how right it was.
note-drivers-association = This is what goes together on the same account, not proof of cause.
note-preferences-association = These are *associations* within the same viewer, against what the rest does; not proof of cause.
note-drivers-one-account = All videos are of one account: intervals are clustered by week.
note-drivers-few-accounts = Only { $n } accounts have several videos: intervals are clustered by week.
note-drivers-no-effect = Nothing that was looked at stands out clearly: see what is too few to tell and what makes no real difference.
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
help-predict = *What will happen?* What to expect of a planned video and where 8 of 10 such videos end, several side by side, or the videos still growing — or the plain word that nothing foresees it. `/predict score` shows how right it was.
help-drivers = *What makes videos work?* Length, hour, topic and more, each compared on the same account, with what makes no real difference; `segment="night owls"` tells what a group of viewers prefers.
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
score-nothing = No forecast has come due yet
score-line = Of { PLURAL($n) ->
    [one] { $n } forecast
   *[other] { $n } forecasts
  } that came due { $held } landed in their range (8 of 10 expected)
score-error = Forecasts were typically off { $error }, the usual alone { $other }.
score-error-alone = Forecasts were typically off { $error }.
try-score-more = go on comparing plans with `/predict`: each with an account is checked later.
score-by = { $what }: { $held } of { $n } in range, typically off { $error } (the usual alone { $other })
score-told = { $handle }: predicted { $low }–{ $high } { $metric }, got { $outcome }. { $verdict }
score-inside = Inside the range.
score-above = More than foreseen.
score-below = Less than foreseen.
