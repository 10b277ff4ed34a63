### English. Same keys, same variables as the Chinese files. Strings come escaped, numbers raw.

### languages and lists
list-separator = {", "}
or-separator = {" or "}
item-separator = {"; "}
and = { $first } and { $last }
quoted = “{ $text }”
unknown = unknown

### blocks: kinds
kind-segments = Viewer segments
kind-influencers = Influencers

### blocks: small print
shown-period = { $period }
freshness = data up to { $when }
imported = imported { $when }
simulated-mark = *SIMULATED DATA*
only-platform = only { $value }
only-account = only viewers of { $value }
understood-as = Understood as `{ $text }`
picture-missing = The chart could not be delivered; the numbers are complete without it.
csv-failed = The CSV could not be uploaded to Slack: check with an admin that the app may upload files, then press CSV again.
csv-attached = The CSV with all rows is attached.
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
undated = undated

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
note-same-day = Check @{ $name } before you pay: { $n } of its followers came on one day and do nothing else, as bought followers do.
note-simulated = This is *simulated* data: good for trying things out, not for decisions.
note-counted-back-from-newest = The newest record is from { $newest }, so days are counted back from there, not from today.
note-continuum = There are *no separate groups* in this data: behaviour differs by degree, and these are convenience bands. Use them to sort, not as types of people.
note-ranking-equals-audience = No account here pays attention to another account that is ranked, so this ranking *equals weighted audience size*: how many pay attention, each one’s attention faded by age and split over all that it goes to.
day-so-far = { $day } (so far)
note-hours-local = Hours of the day are those of { $zone }.
note-hours-unknown = Rows that have only a date and no time of day are left out of everything about hours and nights.
note-no-times = The links carry no times: there is no period, and nothing is weighed down by age.
note-no-change = There is no earlier period of the same length to compare with.
note-sampled = Silhouettes were measured on a sample of { $n }.
note-unknown = Note: { $code }

### flags of accounts
flag-unusual-ring = attention from a closed ring
flag-unusual-ring-long = Most of this account’s attention comes from accounts that pay attention to one another and to hardly anyone else: check for bought followers.
flag-same-day = followers may be bought
flag-same-day-long = Many of this account’s followers came on one day and do nothing else, as bought followers do.
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

### options: what they do
option-period = One period of the calendar, in the workspace’s time zone
option-last = Only the last days, weeks or months
option-since = From this day on
option-until = Up to and including this day
option-platform = Only one platform
option-account = Only viewers of one account’s videos
option-k = How many groups, instead of choosing by fit
option-of = Whose videos: yours (the usual), all, or your rivals’
option-of-segments = Group viewers or creators
option-n = How many accounts to list
option-topic = Rank for one topic
option-half-life = Days after which attention counts half
option-damping = How far attention is passed on
option-show = Answer as chart, table or CSV
option-private = Only you see the answer
expects-period = a period such as `last week`, `this month` or `yesterday`
expects-last = a number and a unit, such as `30 days`, `2 weeks` or `3 months`
expects-since = a day such as 2026-09-01
expects-until = a day such as 2026-09-30
expects-platform = a platform such as douyin, tiktok or youtube
expects-account = an account such as @brand
expects-k = a whole number from 2 to 12
expects-of = ours, all or rivals; of segments: viewers or creators
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

### ask: forms that the command line and the parser expect
expects-zone = a time zone such as Asia/Shanghai
expects---zone = a time zone such as Asia/Shanghai
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

### words of all answers
sentence-separator = {" "}
next-step = Next: { $what }
platform-douyin = Douyin
platform-tiktok = TikTok
platform-kuaishou = Kuaishou
platform-xiaohongshu = Xiaohongshu
platform-channels = WeChat Channels
platform-instagram = Instagram
platform-youtube = YouTube
platform-facebook = Facebook
platform-twitter = X
platform-bilibili = Bilibili
