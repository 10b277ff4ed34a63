### English. Same keys, same variables as zh.ftl. Strings come escaped, numbers raw.

### languages and lists
list-separator = {", "}
or-separator = {" or "}
item-separator = {"; "}
and = { $first } and { $last }
quoted = “{ $text }”
unknown = unknown

### blocks: headlines
kind-segments = Viewer segments
kind-influencers = Influencers
headline-segments-viewers = { PLURAL($n) ->
    [one] { $n } viewer
   *[other] { $n } viewers
  } in { PLURAL($k) ->
    [one] one group
   *[other] { $k } groups
  }: the largest, { $name }, is { $share }
headline-segments-creators = { PLURAL($n) ->
    [one] { $n } creator
   *[other] { $n } creators
  } in { PLURAL($k) ->
    [one] one group
   *[other] { $k } groups
  }: the largest, { $name }, is { $share }
headline-continuum-viewers = No separate groups: { $n } viewers differ by degree, shown in { $k } bands
headline-continuum-creators = No separate groups: { $n } creators differ by degree, shown in { $k } bands
headline-nobody-viewers = No group is large enough to show: { $n } viewers, most of them newcomers
headline-nobody-creators = No group is large enough to show: { $n } creators, most of them newcomers
headline-influencers = { $handle } leads { $n } accounts, with { $share } of all attention
headline-influencers-topic = { $handle } leads { $n } accounts on { $topic }, with { $share } of all attention
headline-influencers-ours = Nobody but your own accounts draws attention among { $n } accounts
headline-influencers-nobody = No public account among { $n }: nobody is listed as a creator or has attention from 20 others

### blocks: findings
segment-line-viewers = *{ $name }* — { $share } of viewers (n = { $n })
segment-line-creators = *{ $name }* — { $share } of creators (n = { $n })
segment-because = { $feature }: *{ $value }* against { $rest } for everyone else (difference { $difference }, 95% interval { $low } to { $high })
segment-prefers = Drawn to { $what } ({ $lift } the usual share, 95% interval { $low } to { $high }, n = { $n } views)
prefers-topic = { $value }
prefers-creator = { $value }
prefers-hour = the hour from { $value }
prefers-duration = videos of { $value }
change-line = { $difference } since the period before (95% interval { $low } to { $high })
change-steady = No clear change since the period before (95% interval { $low } to { $high })
rank-line = *{ $place }. { $handle }* — { $share } of all attention
rank-audience-followers = { PLURAL($audience) ->
    [one] { $audience } follower
   *[other] { $audience } followers
  }
rank-audience-weighted = weighted audience { $audience }
rank-sources = attention from { PLURAL($sources) ->
    [one] { $sources } account
   *[other] { $sources } accounts
  }
rank-engagement = engagement { $rate } of views (95% interval { $low } to { $high }, n = { $n })
rank-engagement-alone = engagement { $rate } of views (n = { $n }; too few videos for an interval)
rank-reaches = its audience reacts most to { $what }
rank-flagged = note: { $flags }
finding-concentration = The first { $k } hold { $share } of all attention.
finding-own = Your own { $handle } has { $share } of all attention.
reach-item-topic = { $value } ({ $share })
reach-item-platform = { $value } ({ $share })
reach-item-community = community { $value } ({ $share })

### blocks: small print
sample-viewers = { PLURAL($n) ->
    [one] n = { $n } viewer
   *[other] n = { $n } viewers
  }
sample-creators = { PLURAL($n) ->
    [one] n = { $n } creator
   *[other] n = { $n } creators
  }
sample-accounts = { PLURAL($n) ->
    [one] n = { $n } account
   *[other] n = { $n } accounts
  }, { PLURAL($edges) ->
    [one] { $edges } link
   *[other] { $edges } links
  }
shown-period = { $period }
freshness = data up to { $when }
imported = imported { $when }
simulated-mark = *SIMULATED DATA*
leftover-newcomers = { PLURAL($n) ->
    [one] { $n } newcomer with too few events to place
   *[other] { $n } newcomers with too few events to place
  }
leftover-other = { $n } in groups too small to show
only-platform = only { $value }
only-account = only viewers of { $value }
understood-as = Understood as `{ $text }`
picture-missing = The chart could not be delivered; the numbers are complete without it.
csv-failed = The CSV could not be uploaded to Slack: check with an admin that the app may upload files, then press CSV again.
csv-attached = The CSV with all rows is attached.
alt-segments = Bar chart of group sizes, { $period }: { $items }.
alt-influencers = Bar chart of shares of attention, { $period }: { $items }.
alt-item = { $name } { $share }
ask-yourself = Try `/{ $command }` yourself

### blocks: table heads
column-group = Group
column-size = Size
column-share = Share
column-stands-out = Stands out by
column-prefers = Prefers
column-change = Change
column-place = #
column-handle = Account
column-score = Share of attention
column-audience = Audience
column-engagement = Engagement
column-reaches = Reaches
column-flags = Notes
caption-segments-viewers = Viewer groups, { $period }
caption-segments-creators = Creator groups, { $period }
caption-influencers = Accounts by influence, { $period }
row-newcomers = Newcomers
row-other = Other

### blocks: buttons
button-csv = CSV
button-more = More
button-private = Private copy
button-share = Share to channel
button-delete = Delete
menu-reproduce = Reproduce
confirm-title = Delete this answer?
confirm-text = It disappears for everyone here. The data stays.
confirm-yes = Delete
confirm-no = Keep

### charts
chart-segments-viewers = Viewer groups
chart-segments-creators = Creator groups
chart-bands-viewers = Viewer bands
chart-bands-creators = Creator bands
chart-influencers = Influence
chart-sizes = Size of each group
chart-heat = What stands out, against everyone else
chart-scores = Share of all attention
chart-engagement = Engagement per view, 95% interval
chart-audience = Audience
chart-axis-group = Group
chart-axis-share-viewers = % of viewers
chart-axis-share-creators = % of creators
chart-axis-account = Account
chart-axis-attention = % of attention
undated = undated
chart-footer = { $sample } · { $period } · data up to { $when }
chart-simulated = SIMULATED DATA
chart-heat-note = Color: how unusual within this chart (blue more, orange less). Figures: the value of the group itself.
chart-simulated-short = simulated
chart-nothing = Nothing here is large enough to show.
chart-continuum-note = No separate groups found: these are convenience bands of a continuum.

### details
details-title = More about this answer
details-quality = *How firm the groups are*
details-quality-line = k = { $k } · silhouette { $silhouette } · stability { $stability } (adjusted Rand index between refits; 1 is identical)
details-structure = A test against ungrouped data of the same shape found real groups.
details-no-structure = A test against ungrouped data of the same shape found no more structure here: the borders are conveniences.
details-candidates = Tried: { $items }
details-candidate = k = { $k }: silhouette { $silhouette }, stability { $stability }
details-profile = Profile: { $items }
details-profile-item = { $feature } { $value }
details-definitions = *What the features mean*
details-definition = { $feature }: { $meaning }
details-method-influencers = *Method*: weighted PageRank over { $edges } links; damping { $damping }, half-life { $half_life } days, tolerance { $tolerance }, { PLURAL($iterations) ->
    [one] { $iterations } iteration
   *[other] { $iterations } iterations
  }. Attention flows from the one who follows, shares, comments or likes to the one who gets it; scores sum to 100% with your own accounts included.
details-creator-edges = Links between accounts that both receive attention: { $n }.
details-own = *Your own accounts*, listed apart
details-flags = *Notes on accounts*
details-ranks = *Accounts in detail*
details-seed = Data version `{ $version }`

### notes
note-simulated = This is *simulated* data: good for trying things out, not for decisions.
note-counted-back-from-newest = The newest record is from { $newest }, so days are counted back from there, not from today.
note-continuum = There are *no separate groups* in this data: behaviour differs by degree, and these are convenience bands. Use them to sort, not as types of people.
note-ranking-equals-audience = No account here pays attention to another account that is ranked, so this ranking *equals weighted audience size*: how many pay attention, each one’s attention faded by age and split over all that it goes to.
note-no-times = The links carry no times: there is no period, and nothing is weighed down by age.
note-no-change = There is no earlier period of the same length to compare with.
note-sampled = Silhouettes were measured on a sample of { $n }.
note-unknown = Note: { $code }

### flags of accounts
flag-unusual-ring = attention from a closed ring
flag-unusual-ring-long = Most of this account’s attention comes from accounts that pay attention to one another and to hardly anyone else: check for bought followers.
flag-stale = mostly old attention
flag-stale-long = Most of this account’s attention is older than the half-life.
flag-few-sources = few sources
flag-few-sources-long = The score rests on few accounts: one of them leaving would change it.
flag-low-engagement = low engagement
flag-low-engagement-long = Engagement per view is clearly below that of the others in this list.
flag-off-topic = not on this topic
flag-off-topic-long = None of this account’s videos is on this topic: it is here because those who like the topic pay attention to it too.
flag-topic-unknown = topic unknown
flag-topic-unknown-long = None of this account’s videos has a known topic.

### dimensions
platform-unknown = unknown platform

### names of segments
name-pair = { $noun } { $who }
name-triple = { $noun } { $who } and { $who2 }
name-all-rounders = All-rounders
name-light = Light viewers
name-numbered = { $name } ({ $number })
trait-versus = { $feature } { $value } vs { $rest }

### features: label, meaning; noun and clause for high and low values
feature-watch-seconds = Watch time per view
    .means = average seconds watched per view
    .high = Long watchers
    .low = Quick swipers
    .who-high = who watch long
    .who-low = who swipe on fast
feature-completion = Share watched
    .means = part of each video’s length that is watched
    .high = Finishers
    .low = Early leavers
    .who-high = who watch to the end
    .who-low = who leave early
feature-clicks = Clicks per impression
    .means = clicks divided by impressions
    .high = Clickers
    .low = Scrollers-by
    .who-high = who click in
    .who-low = who rarely click in
feature-likes = Likes per view
    .means = likes divided by views, shrunk towards everyone’s rate where views are few
    .high = Likers
    .low = Silent viewers
    .who-high = who like
    .who-low = who rarely like
    .creators-high = Much-liked creators
    .creators-low = Creators hardly liked
    .creators-who-high = whom viewers like
    .creators-who-low = whom viewers hardly like
feature-comments = Comments per view
    .means = comments divided by views, shrunk likewise
    .high = Commenters
    .low = Quiet viewers
    .who-high = who comment
    .who-low = who rarely comment
    .creators-high = Much-discussed creators
    .creators-low = Creators hardly discussed
    .creators-who-high = whom viewers comment on
    .creators-who-low = whom viewers hardly comment on
feature-shares = Shares per view
    .means = shares divided by views, shrunk likewise
    .high = Sharers
    .low = Keepers-to-themselves
    .who-high = who share
    .who-low = who rarely share
    .creators-high = Much-shared creators
    .creators-low = Creators hardly shared
    .creators-who-high = whom viewers share
    .creators-who-low = whom viewers hardly share
feature-saves = Saves per view
    .means = saves divided by views, shrunk likewise
    .high = Savers
    .low = Rare savers
    .who-high = who save for later
    .who-low = who rarely save
    .creators-high = Much-saved creators
    .creators-low = Creators hardly saved
    .creators-who-high = whom viewers save
    .creators-who-low = whom viewers hardly save
feature-follows = Follows per view
    .means = new follows divided by views, shrunk likewise
    .high = Followers
    .low = Rare followers
    .who-high = who follow
    .who-low = who rarely follow
feature-purchases = Purchases per view
    .means = purchases divided by views, shrunk likewise
    .high = Buyers
    .low = Non-buyers
    .who-high = who buy
    .who-low = who rarely buy
feature-hides = Hides per view
    .means = “not interested” divided by views, shrunk likewise
    .high = Critics
    .low = Easy-going viewers
    .who-high = who hide videos
    .who-low = who rarely hide videos
feature-engagement = Reactions per view
    .means = likes, comments, shares and saves divided by views
    .high = Enthusiasts
    .low = Onlookers
    .who-high = who react a lot
    .who-low = who rarely react
feature-active-days = Active days
    .means = share of the days observed with at least one event
    .high = Regulars
    .low = Occasional viewers
    .who-high = who come often
    .who-low = who come rarely
feature-views-per-day = Views per day
    .means = views divided by the days observed
    .high = Heavy viewers
    .low = Light viewers
    .who-high = who watch a lot
    .who-low = who watch little
feature-recency = Days since last seen
    .means = days between the last event and the end of the period
    .high = Lapsed viewers
    .low = Recent viewers
    .who-high = who have gone quiet
    .who-low = who were here lately
feature-night-share = Share at night
    .means = part of the events between 22:00 and 6:00
    .high = Night owls
    .low = Daytime viewers
    .who-high = who come at night
    .who-low = who come by day
feature-breadth = Breadth of interest
    .means = how many topics or creators the views spread over
    .high = Explorers
    .low = Specialists
    .who-high = who watch all sorts
    .who-low = who stick to one thing
feature-posts-per-day = Posts per day
    .means = videos published divided by the days observed
    .high = Frequent posters
    .low = Rare posters
    .who-high = who post often
    .who-low = who post rarely
feature-views = Views per video
    .means = median views of a video
    .high = Big hitters
    .low = Small channels
    .who-high = with many views
    .who-low = with few views
feature-followers = Follower count
    .means = followers where a file says so
    .high = Big accounts
    .low = Small accounts
    .who-high = with many followers
    .who-low = with few followers
feature-duration = Video length
    .means = average length of the videos
    .high = Long-form makers
    .low = Short-form makers
    .who-high = with long videos
    .who-low = with short videos

### units
unit-seconds = { $value } s
unit-days = { PLURAL($value) ->
    [one] { $value } day
   *[other] { $value } days
  }
unit-per-day = { $value } a day
unit-points = { $value } points
unit-times = { $value }×

### options: what they do
option-last = Only the last days, weeks or months
option-since = From this day on
option-until = Up to and including this day
option-platform = Only one platform
option-account = Only viewers of one account’s videos
option-k = How many groups, instead of choosing by fit
option-of = Group viewers or creators
option-n = How many accounts to list
option-topic = Rank for one topic
option-half-life = Days after which attention counts half
option-damping = How far attention is passed on
option-show = Answer as chart, table or CSV
option-private = Only you see the answer
expects-last = a number and a unit, such as `30 days`, `2 weeks` or `3 months`
expects-since = a day such as 2026-09-01
expects-until = a day such as 2026-09-30
expects-platform = a platform such as douyin, tiktok or youtube
expects-account = an account such as @brand
expects-k = a whole number from 2 to 12
expects-of = viewers or creators
expects-n = a whole number from 1 to 100
expects-topic = a topic such as cooking
expects-half-life = days, more than 0 and below 1,000,000
expects-damping = a number between 0 and 0.99, such as 0.85
expects-show = chart, table or csv
expects-private = yes or no

### help
help-title = What ReelPulse can answer
help-title-one = How to ask /{ $command }
help-segments = *Who watches us?* Groups of viewers by what they do, what sets each apart and what it prefers.
help-influencers = *Who should spread it?* Accounts ranked by the attention they really get.
help-options = *Options* (`:` and `=` mean the same)
help-option = `{ $example }` — { $does }
help-examples = *Try*
help-more = `{ $command } help` lists the options.
help-anywhere = In a workspace where a name is taken: `/{ $prefix }reelpulse segments …` does the same.
help-no-period = No period means all data up to the newest record; for `kpis` the last 28 full days before it.

### working on it
working-segments = Looking for groups among the viewers …
working-influencers = Working out who gets attention …
working = Working on it …

### errors: title, what happened, what to do
error-title-not-understood = I did not understand that
error-title-not-answerable = This data cannot answer that
error-title-import-failed = The file could not be taken in
error-title-store-failed = The database cannot be used
error-title-too-many-jobs = One moment: still working on your other questions
error-title-job-timed-out = That took too long
error-title = Something went wrong on our side
error-unknown = That was our fault, not yours; nothing was changed.
    .do = Try again; if it happens again, ask whoever runs ReelPulse to look at the log.
error-not-understood = The question cannot be read.
    .do = `/reelpulse help` shows what can be asked.
error-unknown-option = “{ $option }” is not something /{ $command } knows.
    .do = Did you mean “{ $suggestion }”?
error-unknown-option-plain = “{ $option }” is not something /{ $command } knows.
    .do = `/{ $command } help` lists the options.
error-bad-value = “{ $value }” does not work for { $option }.
    .do = Expected: { $expected }.
error-contradiction = “{ $first }” and “{ $second }” contradict each other.
    .do = Leave one of them out.
error-empty-period = The period from { $start } to { $end } has no length.
    .do = Choose an end that is later than the start.
error-not-answerable = There are records, but not the ones this question needs.
    .do = `/reelpulse help` shows what can be asked.
error-no-data = There is no data yet.
    .do = Export events, videos or follows from your platform and have them imported: `reelpulse import FILE`. To try without: `reelpulse demo`.
error-missing-grain = /{ $question } needs { $needed }; the data here has { $present }.
    .do = Import a file with { $needed }: `reelpulse import FILE`.
error-too-little-data = An honest answer needs at least { $needed } { $what }; the data has { $found }.
    .do = Ask for a longer period, leave a filter out, or import more.
named-topic = topic
named-account = account
named-platform = platform
error-not-in-data = There is no { $what } “{ $name }” in this data.
    .do = The nearest it has: { $known }.
error-not-in-data-plain = There is no { $what } “{ $name }” in this data: it knows none.
    .do = Leave it out, or import a file that has it.
error-key-damaged = The file with the pseudonym key, { $path }, is damaged: { $reason }.
    .do = Restore it from a backup: with another key, everyone imported from now on would get another name.
error-nothing-in-period = Nothing matches from { $start } to { $end }.
    .do = The data runs from { $oldest } to { $newest }: ask for a period inside it, or leave a filter out.
error-import-failed = Nothing of the file was stored.
    .do = Check the file and import it again.
error-unreadable-path = { $path } cannot be read: { $reason }.
    .do = Check the path and its permissions.
error-nothing-recognised = No column of { $path } means anything to me: { $columns }.
    .do = Name them yourself: `--map MEANING=COLUMN`, for example `--map source=follower --map target=creator`.
error-bad-mapping = `--map { $meaning }={ $column }` does not work: { $reason }.
    .do = `reelpulse import --help` lists the meanings.
error-store-failed = The database cannot be used; nothing was changed.
    .do = Ask whoever runs ReelPulse to run `reelpulse doctor`.
error-store-locked = Another process holds the database, for instance an import.
    .do = Try again in a minute.
error-store-read-only = The database cannot be written to.
    .do = Ask whoever runs ReelPulse to check the folder’s permissions.
error-store-corrupted = The database is damaged, or is no database.
    .do = Ask whoever runs ReelPulse to restore a backup; `reelpulse doctor` says more.
error-store-too-new = The database was made by a later release of ReelPulse.
    .do = Ask whoever runs ReelPulse to update it.
error-disk-full = No room is left where the database lives.
    .do = Free some space and try again; nothing was lost.
none-of-these = none of these
grain-events = viewer events
grain-edges = follows or other links
grain-videos = videos
grain-snapshots = video statistics
grain-accounts = accounts
grain-account-days = daily account figures
grain-audience = audience shares
what-viewers = viewers
what-creators = creators
what-accounts = accounts
what-events = events
what-edges = links

### import: what the command line says about files
import-cut-off = The last import of { $path } was cut off; nothing of it is stored. Import it again.
import-file = { $path }: { $kind } ({ $grains })
import-not-recognised = not recognised
import-column-name = column
import-column-meaning = meaning
import-column-unit = unit
import-column-examples = examples
import-people = not shown: they are people
import-more = { $n } more
import-left-out = {"  "}left out    { $columns }
import-assumed = {"  "}assumed     { $what }
import-waits = Another process is writing to this home; waiting for it.
import-skipped = {"  "}rows left    { $rows }
import-skipped-notice = notice
import-skipped-blank = blank
import-skipped-total = total
import-skipped-refused = refunded or cancelled
imports-undone = taken out again
import-rows = {"  "}rows        { $read } read = { $stored } stored + { $repeated } repeated + { $rejected } rejected
import-views = {"  "}views       { $read } read = { $stored } stored + { $repeated } repeated
import-rejected = {"  "}rejected    { $n } × { $reason }
import-rejects = {"  "}to mend     reelpulse rejects { $number } --csv rejected.csv writes the rejected rows with the reasons; mend them there and import that file
import-dry-run = {"  "}dry run     nothing was stored
import-ask = Can be asked now: { $questions }
import-unlock = Not yet: /{ $question }; a file of { $files } would unlock it
import-or = { " or " }
import-progress = { $path }: { $rows } rows, { $rate } a second
import-progress-left = { $path }: { $part }, { $rows } rows, { $rate } a second, { $left } left
import-year-open = The dates in column { $column } of { $path } name no year.
import-year-ask = Year of the newest date
import-unit-count = count
import-unit-seconds = seconds
import-unit-share = share of 1
import-unit-time = time
import-unit-day = day
import-unit-number = number
import-unit-amount = money
import-unit-name = name
import-unit-flag = 1 = yes
import-unit-text = text
imports-none = Nothing was imported yet. Begin with: reelpulse import FILE
imports-import = import
imports-started = when
imports-path = file
imports-format = kind
imports-read = read
imports-stored = stored
imports-repeated = repeated
imports-rejected = rejected
imports-undo = Take one out again: reelpulse undo { $number }
undone = Import { $number } ({ $path }) was taken out again.
watch-begins = Watching { $path }; Ctrl-C ends it.
watch-twice = { $path } is being watched already: nothing to do here.
watch-stopped = Stopped; nothing is half stored.
watch-again = The same file was imported before, as import { $number }.
topics-by-column = column
topics-by-hashtag = hashtag
topics-by-keyword = keyword
topics-untagged = { $untagged } of { $videos } videos have no topic.
topics-edit = Edit the keywords in { $path }, then run reelpulse topics again.
error-changed-while-read = { $path } changed while it was being read; nothing of it was stored.
    .do = Import it again when it is complete.
error-expands-too-far = { $path } unfolds from { $size } bytes to more than { $limit }, which no export does; nothing of it was stored.
    .do = Unpack it yourself and look at what is in it.
error-needs-password = { $path } is protected by a password.
    .do = Unpack it and import what is in it.
error-bad-topics = The list of topics { $path } cannot be read: { $reason }.
    .do = Write it as `[food]` and below it `en = ["recipe"]` and `zh = ["菜谱"]`; without the file, `reelpulse topics` makes a new one.
error-no-such-import = There is no import { $number }.
    .do = `reelpulse imports` lists them.

### ask: forms that the command line and the parser expect
expects-zone = a time zone such as Asia/Shanghai
expects-text = a closing quotation mark
expects---now = a moment such as 2026-11-24T09:00Z
expects---lang = en or zh
expects---json = only one of the two: standard output holds one of them
expects---chart = a file in a folder that exists and can be written to
expects---csv = a file in a folder that exists and can be written to
expects---prefix = up to 20 small letters, digits, - or _, such as rp_
expects---http = an address that Slack can reach, such as https://bot.example.com

### core: jobs, delivery, buttons
error-too-many-jobs = Too many questions are under way at the moment (limit: { $limit }).
    .do = Ask again when one of them is answered.
error-job-timed-out = I stopped after { $seconds } seconds without an answer.
    .do = Ask for a shorter period, or for one platform.
error-job-died = The process that was working on this was ended by the system. Nothing is lost.
    .do = Ask again.
error-reference = Reference for the log: `{ $reference }`
invite-me = I am not a member of this channel, so only you see this answer. Type `/invite @ReelPulse` here, and I answer for everyone.
only-asker-deletes = Only the person who asked may delete this answer.
answer-forgotten = I no longer have this answer. Please ask again.
csv-here = All rows as CSV, { $n } in all.
sent-to-you = I sent it to you in a direct message.
reproduce-this = The same bytes again, on data version `{ $version }`:
not-a-question = I answer `segments`, `influencers` and `kpis` for now; `/reelpulse help` explains them.

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
metric-completion = Completion
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
metric-engagement = Engagement
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
headline-kpis-up = { $metric } up { $change } to { $value }: beyond noise
headline-kpis-down = { $metric } down { $change } to { $value }: beyond noise
headline-kpis-flat = { $metric } flat at { $value }: { $change } is inside the noise
headline-kpis-quiet = Nothing changed beyond noise, in { PLURAL($n) ->
    [one] { $n } comparison
   *[other] { $n } comparisons
  }
headline-kpis-total-up = { $metric } rose: { $change }
headline-kpis-total-down = { $metric } fell: { $change }
headline-kpis-part-up = { $metric } rose for { $what }, moving the total by { $change }
headline-kpis-part-down = { $metric } fell for { $what }, moving the total by { $change }
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
metric-line-alone = *{ $metric }: { $value }* ({ $sample }; too few for an interval)
metric-change-up = Up { $change } (95% interval { $low } to { $high }). A change of { $least } would have been seen four times in five.
metric-change-down = Down { $change } (95% interval { $low } to { $high }). A change of { $least } would have been seen four times in five.
metric-change-flat = { $change } (95% interval { $low } to { $high }): inside the noise. A change of { $least } would have been seen four times in five.
verdict-up = up
verdict-down = down
verdict-flat = flat
source-events = events
source-account-days = platform’s daily totals
source-snapshots = video statistics
source-posts = list of videos
sample-kpis-viewers = { PLURAL($n) ->
    [one] n = { $n } viewer
   *[other] n = { $n } viewers
  }
sample-kpis-videos = { PLURAL($n) ->
    [one] n = { $n } video
   *[other] n = { $n } videos
  }
sample-kpis-days = { PLURAL($n) ->
    [one] n = { $n } day
   *[other] n = { $n } days
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
moved-alone = { $n } of { $all } metrics lie outside their own 95% interval, as chance makes 1 of 20: together nothing stands out
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
chart-interval = 95%: { $low } – { $high }
chart-change = { $change } (95%: { $low } to { $high }) · { $verdict }
button-definitions = Definitions
definitions-title = What the metrics mean
method-interval = *Intervals* are 95%: Wilson’s where every viewer has one trial, otherwise a bootstrap over viewers, videos or days, whichever made the number.
method-flat = *Flat* means inside the noise; the smallest change that would have been seen has 80% power at 5%.
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
  } in the period: too few to tell a change from noise.
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
note-days-missing = { PLURAL($n) ->
    [one] { $n } day is
   *[other] { $n } days are
  } missing from the file in one of the two periods.
note-more-groups = { $n } smaller groups are not listed.

### kpis: options, help, errors
option-metric = Only one metric
option-by = Side by side, by platform, account, topic, format, duration, hour or segment
option-vs = Compared with the period before, or with a year ago
option-format = Only one format
expects-metric = a metric such as `views`, `ctr`, `likes` or `revenue`
expects-by = platform, account, topic, format, duration, hour or segment
expects-vs = previous or year
expects-format = video, image, text or live
help-kpis = *What happened, and why?* Views, click-through, watch-through, likes, purchases … with what changed beyond noise and what made the difference.
working-kpis = Comparing the metrics with the period before …
error-future-period = The period from { $start } has not begun: it is { $now } now.
    .do = Choose days that are over.
error-missing-dimension = The data of this period cannot be broken down by { $by }.
    .do = It can be broken down by: { $present }.
error-missing-metric = The data of this period does not hold { $metric }.
    .do = It holds: { $present }.

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
digest-try = *What to try:* { $what }
try-influencer = talk to { $handle } before anyone else: nobody here gets more attention that looks sound.
try-segment-topic = more about { $what } for { $name }: they watch it { $lift } as often as everyone else.
try-segment-hour = post for { $name } in { $what }: they are there { $lift } as often as everyone else.
try-segment-duration = { $what } for { $name }: they watch such lengths { $lift } as often as everyone else.
try-kpis-better = do more with { $what }: { $metric } did better there ({ $effect }).
try-kpis-worse = look at { $what }: { $metric } did worse there ({ $effect }). What was different from what worked before?
try-kpis-more = keep up { $what }: there was more of it, and { $metric } followed ({ $effect }).
try-kpis-less = bring back { $what }: there was less of it, and { $metric } went with it ({ $effect }).
try-kpis-nowhere = ask `/kpis metric={ $metric } by=topic`: the change is spread, and this shows where it is largest.
digest-quiet-seen = In { $metric }, a change of { $least } would have been seen.
digest-quiet-daily = *A quiet day.* Nothing changed beyond chance ({ $period }, n = { $n }).
digest-quiet-weekly = *A quiet week.* Nothing changed beyond chance ({ $period }, n = { $n }).
digest-quiet-monthly = *A quiet month.* Nothing changed beyond chance ({ $period }, n = { $n }).
digest-quiet-other = *Quiet.* Nothing changed beyond chance ({ $period }, n = { $n }).
digest-stale = *No data for { $period } yet.* Missing: an export of { $grains } for these days. The newest record is from { $newest }.
digest-stale-do = Export it from your platform and have it imported (`reelpulse import FILE`); then `/digest now { $number }` sends this digest again.
digest-unanswerable = *`{ $request }` cannot be answered now.* { $what }
digest-is-test = This is a test; nothing is scheduled by it.
digest-late = Late: this was due { $when }.
digest-skipped = { PLURAL($n) ->
    [one] { $n } earlier digest was left out
   *[other] { $n } earlier digests were left out
  } while nothing could be sent.
digest-missed-before = The digest due { $when } was never sent.

### digests: subscriptions
digest-saved = Digest { $number }: `{ $request }` to { $channel }, { $schedule }. Next: { $when }.
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
modal-preview-chart = The chart is shown in the channel only.
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
