### asking in chat: how a question was understood
intent-segments = Viewer segments
intent-influencers = Influencers
intent-kpis = KPIs
intent-predict = Prediction
intent-drivers = What makes videos work
intent-ideas = Ideas
intent-digest = Digest
intent-help = Help
intent-out-of-scope = Not something I answer
said-period-today = today
said-period-yesterday = yesterday
said-period-this-week = this week
said-period-last-week = last week
said-period-this-month = this month
said-period-last-month = last month
said-period-this-quarter = this quarter
said-period-last-quarter = last quarter
said-period-this-year = this year
said-period-last-year = last year
said-last-hour = last { PLURAL($n) ->
    [one] hour
   *[other] { $n } hours
  }
said-last-day = last { PLURAL($n) ->
    [one] day
   *[other] { $n } days
  }
said-last-week = last { PLURAL($n) ->
    [one] 7 days
   *[other] { $n } weeks
  }
said-last-month = last { PLURAL($n) ->
    [one] 1 month
   *[other] { $n } months
  }
said-last-year = last { PLURAL($n) ->
    [one] 1 year
   *[other] { $n } years
  }
said-days = last { $value } days
said-since = since { $value }
said-until = until { $value }
said-account = @{ $value }
said-segment = segment “{ $value }”
said-k = { $value } groups
said-n = top { $value }
said-by = by { $value }
said-vs-previous = compared with the period before
said-vs-year = compared with a year before
said-vs-rivals = beside your rivals
said-duration = { $value } seconds
said-hour = { $value }:00
said-show-table = as a table
said-show-chart = as a chart
said-show-list = as a list
said-show-csv = as CSV
said-of-viewers = viewers
said-of-creators = creators
said-of-ours = your accounts
said-of-all = all accounts
said-of-rivals = your rivals
said-half-life = half-life { $value } days
said-damping = damping { $value }
said-private = only for you
chat-understood = Understood as *{ $words }*
chat-unused = Not taken into account, because this answer has no such choice: { $words }.
chat-why-checked = Checked against chance, day by day with the *same weekdays* { $weeks ->
        [one] one week
       *[other] { $weeks } weeks
    } before:
chat-why-video = *{ $what }*: same weekdays { $same }; without its strongest video { $without }.
chat-why-day = *{ $what }*: same weekdays { $same }; without its strongest day { $without }.
chat-why-part = { $metric }, { $what }
chat-why-nothing = No change here is beyond noise, with weekdays matched and without the strongest video: there is nothing to explain.
chat-edit = Edit
chat-which = I am not sure what you mean. Which of these?
chat-out-of-scope = I cannot help with that. I answer questions about your short videos: who watches (*segments*), who spreads (*influencers*), what happened and why (*KPIs*), and I send digests. For example:
chat-another-language = I read English and Chinese.
chat-too-long = That is very long: I read the first { $n } characters.
chat-not-yet = “{ $intent }” comes later: not yet. What works now: segments, influencers, KPIs with reasons, and digests.
chat-examples = For example, from your data:
chat-example-topic = who should spread our { $topic } videos?
chat-example-platform = how did we do on { $platform } in the last 30 days?
chat-example-why = why did completion change?
chat-example-segments = who watches us?
chat-example-week = how was last week?
chat-greeting = Hello, I am ReelPulse: I answer questions about your short videos from the data that you bring, in English and Chinese.
chat-empty = Ask me something about your short videos.
chat-digest-how = Say when and what: `digest weekly mon 9:00 kpis last 7 days`, or press the button.
chat-digest-button = New digest
edit-title = Edit the question
edit-send = Ask
edit-question = Question
edit-hint = As a command, such as: kpis last month by=platform
feedback-good = 👍
feedback-bad = 👎
feedback-thanks = Thank you, noted.
feedback-rephrase = Sorry. Did you mean one of these? I keep your question for review.
feedback-none = No feedback yet.

### Home
home-who = I am *ReelPulse*: I answer questions about your short videos from the data that you bring.
home-data = Data
home-no-data = No data yet. *Next file to bring:* an export of your videos, for example from TikTok Studio or Douyin: drop it here in a message.
home-data-until = Data from { $oldest } to { $newest }.
home-next-file = *Next file to bring:* { $file }.
home-next-fresh = the newest export, the data ends { $days } days ago
home-next-events = viewer-level events or comments, which unlock segments and influencers
home-next-none = nothing is missing at the moment
home-week = The last 7 days
home-week-none = Nothing to show for the last 7 days.
home-digests = Your digests
home-digests-none = No digests. `/digest` makes one.
home-digest-line = #{ $number } · { $what } · next { $next }
home-digest-error = last error: { $error }
home-recent = Recent questions
home-recent-none = None yet.
home-settings = Settings
home-workspace = All numbers are in the time zone { $zone }, for everybody here. { $day }.
home-you = You: { $language }, your own zone is { $zone } (for greetings and the times of your digests).
home-week-monday = Weeks begin on Monday
home-week-sunday = Weeks begin on Sunday
home-week-saturday = Weeks begin on Saturday
home-help = Help

### files
file-is = *{ $name }*: { $format }, { $rows } rows
file-unknown = I cannot tell what *{ $name }* is.
file-stored = { $stored } would be stored, { $repeated } are known already, { $rejected } rejected.
file-rejected = Rejected: { $reasons }
file-workspace-zone = *Which time zone do you report in?* All numbers will use it, for everybody here. It can be changed in the Home tab.
file-zone = Times are read in { $zone }.
file-columns = Change columns, zone or account
file-columns-title = Columns, zone, account
file-zone-label = Time zone of times that name none
file-account-label = Account of rows that name none
file-zone-unknown = I know no such time zone. Write it as Asia/Shanghai, Europe/Berlin or UTC.
file-meaning-taken = { $meaning } is { $column } already: leave that one out first, or choose another meaning.
file-year = *Which year?* The dates in `{ $column }` name none. The newest of them is in:
file-order = *Day or month first?* `{ $column }` has dates such as `{ $example }`, which can be read both ways:
file-order-0 = month first
file-order-1 = day first
file-columns-send = Show again
file-import = Import
file-cancel = Leave it
file-asked = Nothing is imported before you press *Import*.
file-working = Importing { $name } …
file-progress = Importing { $name }: { $percent }
file-done = Imported *{ $name }*: { $stored } stored, { $repeated } known already, { $rejected } rejected. You can ask now:
file-undo = Undo
ours-which = Which of these { $n } accounts are yours? Answers will be about them, and the others are your rivals. Press an account to mark it, or again to take the mark off.
ours-marked = Yours: { $names }
ours-none = None is marked yet: answers are about all accounts.
ours-more = Other accounts
home-accounts = Your accounts
file-undone = Undone: import { $number } is gone.
demo-still-loading = Still loading the data. Your question is kept and answered as soon as it is there.
file-undone-before = The import of *{ $name }* was undone before; nothing was changed.
file-again = *{ $name }* was imported already (import { $number }). To take it out again, press Undo under it.
file-all-known = All rows of *{ $name }* are known already: nothing would be added.
file-cancelled = Left alone: nothing was imported.
file-gone = I no longer have this file. Please share it again.
file-fetching = Reading { $name } …
file-left-out = left out
file-not-yours = Only the person who shared this file decides about it.
file-none = There is no file in this message.
error-file-too-large = *{ $name }* has { $size } MB; I take files of up to { $limit } MB here.
    .do = Import it on the machine that runs me: `reelpulse import FILE`, or split it.
error-file-not-taken = I do not read files like *{ $name }*.
    .do = Bring .csv, .tsv, .json, .jsonl, .xlsx, .parquet or .zip.
error-file-gone = *{ $name }* is no longer there: it was deleted before I could read it.
    .do = Share it again.
error-file-stalled = Downloading *{ $name }* took too long and was given up.
    .do = Share it again in a moment.

# What a column of a file means.
meaning-viewer = viewer
meaning-video-id = video id
meaning-account = account
meaning-handle = account name (handle)
meaning-name = display name
meaning-ours = one of ours
meaning-followers = followers
meaning-platform = platform
meaning-time = time
meaning-action = action
meaning-watch-seconds = watch time
meaning-completion = completion rate
meaning-value = amount of money
meaning-currency = currency
meaning-order-id = order number
meaning-source = follower (source)
meaning-target = followed account (target)
meaning-kind = kind of relation
meaning-weight = weight
meaning-caption = title or caption
meaning-published = time of publication
meaning-captured-at = time of capture
meaning-duration = length of the video
meaning-format = kind of post
meaning-hashtags = hashtags
meaning-topic = topic
meaning-music = music
meaning-link = link
meaning-day = day
meaning-profile-views = profile views
meaning-viewers = number of viewers
meaning-new-viewers = new viewers
meaning-returning-viewers = returning viewers
meaning-dimension = what the audience is split by
meaning-key = group of the audience
meaning-share = share of the audience
meaning-impressions = impressions
meaning-clicks = clicks
meaning-views = views
meaning-likes = likes
meaning-comments = comments
meaning-shares = shares
meaning-saves = saves
meaning-follows = new followers
meaning-purchases = purchases
meaning-revenue = revenue

### asks that cannot be answered
cannot-viewer-history = I never show what a single person watched: viewers stay under pseudonyms, and groups of fewer than 20 are hidden. `/segments` shows what groups of viewers watch.
cannot-gender = No file here says whether your viewers are women or men. The gender table of TikTok Studio (Followers) or YouTube Studio (Advanced mode → Viewer gender) does: import it, and I can tell you.
cannot-age = No file here says how old your viewers are. The age table of YouTube Studio (Advanced mode → Viewer age) does: import it, and I can tell you.
cannot-territory = No file here says where your viewers live. The territories of TikTok Studio (Followers) or the geography of YouTube Studio (Advanced mode) do: import them, and I can tell you.
cannot-traits = No platform export says that about your viewers, so I cannot; only a survey of your viewers would. `/segments` shows how they differ in what they watch and do.
cannot-costs = No file here holds costs or ad spend, and I read none yet, so I cannot compare them with results; your ads manager or accounting can. `/kpis metric=revenue` shows the income, where orders are imported.
cannot-wrong-numbers = Every number is a sum over imported rows. Under `/kpis`, *More* names source, days and time zone; `reelpulse imports` lists the files. If your platform’s page still differs, for example by time zone or the date of the export, tell whoever imported the files: `reelpulse undo` takes one out again.
cannot-thanks = You are welcome! Ask again whenever you need a number.
cannot-complaint = Sorry about that. Say it in other words, or press 👎 under the answer: I keep the question so that it gets better. `/reelpulse help` shows what I can answer.
audience-gender = By gender, the audience of { $account } on { $platform } is: { $shares } (export of { $day }).
audience-age = By age, the audience of { $account } on { $platform } is: { $shares } (export of { $day }).
audience-territory = By country or region, the audience of { $account } on { $platform } is: { $shares } (export of { $day }).
gender-female = women
gender-male = men
gender-other = other
