### kpis: names and definitions of metrics
metric-views = Views
    .means = how often videos were played
metric-impressions = Impressions
    .means = how often videos were shown in a feed
metric-clicks = Clicks
    .means = how often somebody opened a video that was shown
metric-ctr = Click-through rate
    .means = clicks divided by impressions; where no clicks are recorded, views divided by impressions
metric-watch-through = Share watched
    .means = average part of a video’s length that a view lasts, at most all of it
metric-completion = Completion rate
    .means = part of views that last to the end; its change is one within format and duration band (earlier views are weighted to today’s mix)
metric-retention = Minutes per active day
    .means = minutes watched per viewer and day with at least one view
metric-likes = Likes
    .means = likes given
metric-comments = Comments
    .means = comments written
metric-shares = Shares
    .means = how often a video was shared
metric-saves = Saves
    .means = how often a video was saved
metric-follows = New follows
    .means = new follows that came from a video
metric-engagement = Engagement rate
    .means = likes, comments, shares and saves divided by views
metric-shares-comments = Shares and comments
    .means = shares plus comments
metric-purchases = Purchases
    .means = orders, each counted once; refunds are kept apart
metric-revenue = Revenue
    .means = what orders brought, each currency on its own, refunds kept apart; an order belongs to the video it names, else to the video its buyer viewed last within 7 days before
metric-posts = Posts
    .means = videos and other posts published
metric-in = { $metric } ({ $unit })
currency-unspecified = no currency
amount-in = { $value } { $unit }
unit-minutes = { $value } min
from-to = { $low } to { $high }
with-adjusted = { $value } (adj. { $adjusted })

### kpis: dimensions
dimension-platform = Platform
dimension-account = Account
dimension-topic = Topic
dimension-format = Format
dimension-duration = Duration
dimension-hour = Hour
dimension-segment = Segment
about-platform = { $value }
about-account = { $value }
about-topic = the topic { $value }
about-format = the format { $value }
about-duration = videos of { $value }
about-hour = the hour from { $value }
about-segment = { $value }
format-video = video
format-image = image
format-text = text
format-live = live

### kpis: words
kind-kpis = Metrics
headline-kpis-value = { $metric }: { $value }
headline-kpis-up = { $metric } up { $change } to { $value } vs { $before }
headline-kpis-down = { $metric } down { $change } to { $value } vs { $before }
headline-kpis-flat = { $metric } steady at { $value } ({ $change } vs { $before })
finding-total-up = *{ $metric } rose by { $change }* ({ $relative }; 95% interval { $low } to { $high }; { $sample })
finding-total-down = *{ $metric } fell by { $change }* ({ $relative }; 95% interval { $low } to { $high }; { $sample })
finding-part-up = *{ $metric }, { $what }: { $change }* of the total ({ $relative }; 95% interval { $low } to { $high }; { $sample })
finding-part-down = *{ $metric }, { $what }: { $change }* of the total ({ $relative }; 95% interval { $low } to { $high }; { $sample })
reason-where = Strongest in { $what }: { $effect } of it.
reason-per-view-up = At the same number of views: people did it more often per view. The number of views itself made { $mix }.
reason-per-view-down = At the same number of views: people did it less often per view. The number of views itself made { $mix }.
reason-more-viewers = Because there were more viewers ({ $mix }), rather than more from each ({ $rate }).
reason-fewer-viewers = Because there were fewer viewers ({ $mix }), rather than less from each ({ $rate }).
reason-more-videos = Because there were more videos ({ $mix }), rather than more from each ({ $rate }).
reason-fewer-videos = Because there were fewer videos ({ $mix }), rather than less from each ({ $rate }).
reason-more-days = Because there were more days ({ $mix }), rather than more on each ({ $rate }).
reason-fewer-days = Because there were fewer days ({ $mix }), rather than less on each ({ $rate }).
reason-spread = No single topic, account, format, hour or platform stands out: it is spread over all.
reason-mix = Mostly because its part of the whole changed ({ $mix }); how it did itself made { $rate }.
reason-did-up = Mostly because it did better itself ({ $rate }); its part of the whole made { $mix }.
reason-did-down = Mostly because it did worse itself ({ $rate }); its part of the whole made { $mix }.
metric-line = *{ $metric }: { $value }* (95% interval { $low } to { $high }; { $sample })
metric-line-alone = *{ $metric }: { $value }* ({ $sample })
metric-change-up = Up { $change } (95% interval { $low } to { $high }). We would notice changes above about { $least }.
metric-change-down = Down { $change } (95% interval { $low } to { $high }). We would notice changes above about { $least }.
metric-change-flat = Steady: { $change } (95% interval { $low } to { $high }). We would notice changes above about { $least }.
verdict-up = up
verdict-down = down
verdict-flat = steady
source-events = events
source-account-days = platform’s daily totals
source-snapshots = video statistics
source-posts = list of videos
sample-kpis-viewers = { PLURAL($n) ->
    [one] { $n } viewer
   *[other] { $n } viewers
  }
sample-kpis-videos = { PLURAL($n) ->
    [one] { $n } video
   *[other] { $n } videos
  }
sample-kpis-days = { PLURAL($n) ->
    [one] { $n } day
   *[other] { $n } days
  }
column-metric = Metric
column-value = Value
column-interval = 95% interval
column-change-interval = Change, 95% interval
column-verdict = Verdict
column-per-1000 = Per 1,000 views
column-source = Source
column-adjusted = With the same mix
column-n = n
column-cohort = First seen in the week of
column-week = Week { $n }
cohort-immature = { $week } (still young)
caption-kpis = Metrics, { $period }
caption-kpis-by = By { $dimension }, { $period }
caption-cohorts = Part of viewers who came back, by weeks since they were first seen
compared-previous = compared with the same weekdays before: { $period }
compared-year = compared with the same weekdays a year ago: { $period }
looked-at = { PLURAL($n) ->
    [one] { $n } comparison looked at
   *[other] { $n } comparisons looked at
  }
moved-alone = { $n } of { $all } metrics moved more than they usually do, as one in twenty does by chance: together nothing stands out.
suppressed = { PLURAL($n) ->
    [one] { $n } group too small to show
   *[other] { $n } groups too small to show
  }
only-videos-of = only videos of { $value }
alt-kpis = Line chart of { $metric }, { $period }: { $items }.
series-now = This period
series-previous = The period before
series-year = A year before
axis-percent = { $metric } %
axis-days = { PLURAL($n) ->
    [one] Day ({ $zone })
   *[other] { $n } days ({ $zone })
  }
button-definitions = Definitions
definitions-title = What the metrics mean
method-interval = *Intervals* are 95%, of rates and changes: Wilson’s where every viewer has one trial, otherwise a bootstrap over viewers, videos or days, whichever made the number. Counted totals have none.
method-flat = *Steady* means that a change of a tenth or more can be ruled out; *too few to tell* means that it cannot.
method-findings = *Findings* stand out of everything looked at: false discoveries are held to 10% (Benjamini–Hochberg), a quiet week raises an alarm at most once in twenty, and without its strongest video a finding keeps its sign.
method-parts = *Mix and rate*: there was more or less of it, or it did better or worse; the parts add up to the change exactly.
details-looked-at = { $found } of { $n } comparisons of metric, dimension and value stand out.

### kpis: notes
note-source-account-days = From the platform’s own daily totals; its days may begin in another time zone than yours.
note-source-differences = From differences between captures of { PLURAL($n) ->
    [one] { $n } video
   *[other] { $n } videos
  }, spread evenly over the time between them.
note-source-publication = From life-time statistics of { PLURAL($n) ->
    [one] { $n } video
   *[other] { $n } videos
  }, each put to the day it was published: not what happened in the period, but what its videos got.
note-young-left-out = { PLURAL($n) ->
    [one] { $n } video
   *[other] { $n } videos
  } captured within a week of publication are left out: they still grow.
note-ages-differ = Videos were captured at different ages: { $now } days after publication in this period, { $before } in the one before. Older videos had longer to collect, so no change is shown.
note-few-videos = Only { PLURAL($n) ->
    [one] { $n } video
   *[other] { $n } videos
  } in the period: too few to tell whether anything changed.
note-no-comparison = No change is shown: the data does not reach back to { $start }, where the period to compare with begins (it starts on { $oldest }).
note-platform-agrees = The platform’s own daily totals agree ({ $metric }: { $ours } here, { $platform } there).
note-platform-disagrees = The platform’s own daily totals differ ({ $metric }: { $ours } here, { $platform } there).
note-attribution = Purchases count for the video they name, else for the one viewed last within { $days } days before.
note-unclaimed-purchases = { PLURAL($n) ->
    [one] { $n } purchase
   *[other] { $n } purchases
  } named no video and followed no view within { $days } days: not in the revenue.
note-refunds = Refunds of { $amount } { $currency } are kept apart, not deducted.
note-currency-missing = { PLURAL($n) ->
    [one] { $n } purchase names
   *[other] { $n } purchases name
  } no currency: their sum stands apart. Import them with a currency column to add them up.
note-data-starts = The data starts on { $oldest }, after the period begins.
note-days-dropped = { PLURAL($n) ->
    [one] { $n } day of the earlier period is left out of the change: its account has
   *[other] { $n } days of the earlier period are left out of the change: their accounts have
  } no such day in this one.
note-days-alone = { PLURAL($n) ->
    [one] { $n } day has
   *[other] { $n } days have
  } no day of the same account to compare with in the earlier period: the change is too high by that much.
note-more-groups = { PLURAL($n) ->
    [one] { $n } smaller group is
   *[other] { $n } smaller groups are
  } not listed.

### kpis: options, help, errors
option-metric = Only one metric
option-by = Side by side, by platform, account, topic, format, duration, hour or segment
option-vs = Compared with the period before, with a year ago, or with your rivals
option-format = Only one format
expects-metric = a metric such as `views`, `ctr`, `likes` or `revenue`, or several with commas between them
expects-by = platform, account, topic, format, duration, hour or segment
expects-vs = previous, year or rivals
expects-format = video, image, text or live
help-kpis = *What happened, and why?* Views, click-through rate, completion rate, likes, purchases … with what changed clearly and what made the difference. `top` and `flop` name the best and the weakest videos.
working-kpis = Comparing the metrics with the period before …
error-future-period = The period from { $start } has not begun: it is { $now } now.
    .do = Choose days that are over.
error-missing-dimension = The data of this period cannot be broken down by { $by }.
    .do = It can be broken down by: { $present }.
error-missing-hours = There are no hours in this data: its files give dates without a time of day.
    .do = Import an export with the time of each post or event. This data can be broken down by: { $present }.
error-missing-metric = The data of this period does not hold { $metric }.
    .do = It holds: { $present }.

### kpis: what a change of mix is called
parts-topic = topics
parts-account = accounts
parts-format = formats
parts-hour = hours
parts-platform = platforms
share-more = more
share-less = less
reason-mix-against = Because of the mix of { $dimension } ({ $mix }): there was { $share } of { $what }. Within { $dimension } it moved the other way ({ $rate }).
reason-mix-over = Mostly because of the mix of { $dimension } ({ $mix }): there was { $share } of { $what }. Within { $dimension } it made { $rate }.
reason-undivided = This data holds nothing to divide it by: no topics, formats or hours, and one account only.
try-kpis-mix-up = keep the mix: there was { $share } of { $what }, and { $metric } followed.
try-kpis-mix-down = bring the mix back: there was { $share } of { $what }, and { $metric } went with it.

### kpis: notes on sources and what cannot be compared
note-events-are-sample = Purchases, revenue and time spent are those of a sample of { $n } viewers; everything else is what the platform counted for all.
note-accounts-unmarked = This is about all { $n } accounts, because none is marked as yours: mark yours with `reelpulse accounts --ours HANDLE`, or in Slack on the app’s Home tab.
note-too-little-of-ours = Your own accounts have too little data for this, so it is about all { $n } accounts.
scope-ours = { PLURAL($n) ->
    [one] your account
   *[other] your { $n } accounts
  }
scope-all = { PLURAL($n) ->
    [one] one account
   *[other] all { $n } accounts
  }
scope-rivals = { PLURAL($n) ->
    [one] one rival account
   *[other] { $n } rival accounts
  }
note-source-covers = { PLURAL($n) ->
    [one] The numbers from { $source } are of one account only ({ $accounts })
   *[other] The numbers from { $source } are of { $n } accounts only ({ $accounts })
  }; the others are of all { $all }.
note-no-comparison-captures = No change is shown: what videos gained is known from their first capture on ({ $oldest }), and the period to compare with begins on { $start }.
note-comparison-gaps = No change is shown: for { $n } of the { $all } days, the file lacks the same account’s day to compare with.
note-comparison-empty = No change is shown: nothing was recorded in the period to compare with, from { $start } on.
note-captured-later = Counted on { $captured }, after the period: nothing was captured sooner.
alt-kpis-by = Bar chart of { $metric }, { $period }: { $items }.
option-account-kpis = Only one account’s videos and days
option-topic-kpis = Only videos of one topic
length-below = shorter than { $seconds } s
length-above = longer than { $seconds } s
length-between = { $low }–{ $high } s long
length-about = { $seconds } s long
option-length = Only videos of such lengths, in seconds
expects-length = lengths such as `<20`, `15-30` or `>60` (seconds), or `1:30`

### kpis: the answer
headline-kpis-too-few = { $metric }: { $value }, { $change } vs { $before }, but too few to tell (anything from { $low } to { $high })
headline-kpis-too-few-open = { $metric }: { $value }, { $change } vs { $before }, but too few to tell
headline-kpis-by-one = All { $metric } come from { $first }: { $high }
headline-kpis-by-total = { $first } brings { $share } of { $metric } ({ $high }), { $last } least ({ $least })
headline-kpis-by-total-hour = Most { $metric } come at { $first } ({ $share }), fewest at { $last } ({ $least })
headline-kpis-by-rate = { $metric } is best for { $first } ({ $high }) and lowest for { $last } ({ $low })
headline-kpis-by-open = { $metric } by { $by }: too few to tell apart, { $high } for { $first } to { $low } for { $last }
clause-kpis-value = { $metric } { $value }
clause-kpis-up = { $metric } up { $change } to { $value }
clause-kpis-down = { $metric } down { $change } to { $value }
clause-kpis-flat = { $metric } steady at { $value }
clause-kpis-too-few = { $metric } { $value } ({ $change }, too few to tell)
clause-kpis-best = { $metric } is best on { $what } ({ $value })
clause-separator = {"; "}
before-days = { PLURAL($n) ->
    [one] the day before
    [7] the week before
   *[other] the { $n } days before
  }
before-year = the same weeks a year ago
before-dates = { $days }
why-kpis-moved = Also changed: { $items }.
why-kpis-part = { $metric } of { $what } { $effect }
why-kpis-noticeable = We would notice changes above about { $least }.
why-kpis-between = In between: { $items }.
why-kpis-changed = Clear changes: { $items }.
why-kpis-unchanged = None of them changed clearly.
try-kpis-longer = compare a longer period, such as `/kpis last 90 days`.
try-kpis-top = `/kpis top metric={ $metric }` shows which videos made it.
try-kpis-by-videos = `{ $request }` shows the videos behind it.
try-kpis-by-drivers = `/drivers` tells which choices make the difference.
metric-change-too-few = { $change }, too few to tell (95% interval { $low } to { $high }). We would notice changes above about { $least }.
verdict-too-few = too few to tell

### kpis: beside rivals
headline-rivals = { $account }: { $metric } { $value }, better than { $share } of { $n } rivals { $like }
headline-rivals-few = { $account }: { $metric } { $value }; too few rivals to tell how good that is ({ $n } { $like })
headline-rivals-none = There is nothing to compare with rivals: mark your accounts, and import videos of others
rivals-line = { $account }: { $metric } { $value }, better than { $share } of { $n } (typical: { $typical })
rivals-line-few = { $account }: { $metric } { $value }, too few rivals ({ $n })
rivals-per-video = { $metric } per video
rivals-unsized = of its platform, of any size
rivals-sized = of its platform and size
next-rivals = Next: see what works for them with `/drivers of=rivals`.
next-rivals-few = Next: import videos of more accounts of the same platform, with their followers.
caption-rivals = Your accounts among rivals
column-rivals-account = Account
column-rivals-platform = Platform
column-rivals-metric = Metric
column-rivals-value = Value
column-rivals-rivals = Rivals
column-rivals-below = Better than
column-rivals-typical = Typical rival
