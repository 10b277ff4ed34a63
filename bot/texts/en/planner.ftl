### filling in a plan
planner-title = Plan a video
planner-send = Forecast
planner-more = More fields
planner-open = still open
planner-topic = Topic
planner-duration = Length
planner-weekday = Day of posting
planner-hour = Hour of posting
planner-format = Format
planner-platform = Platform
planner-account = Account
planner-target = What to forecast (default: views)
planner-caption = Caption
planner-hashtags = Hashtags
planner-music = Sound
planner-or = Compared with another plan, such as sat 11:00
planner-length = 25, 45s or 1:30
planner-length-usual = 25, 45s or 1:30; your videos usually have { $seconds } s
planner-weekday-values = Saturday, or a date such as tomorrow
planner-hour-values = 20:00, at 8pm, evening
planner-caption-values = caption="…", hashtags=#a,#b, music="…"
planner-intro = Give what is decided; the rest may stay open. Values of your own videos:
planner-example = As typed: `{ $example }`
planner-window = In Slack, /predict plan opens a window with these as pickers.
planner-line = • *{ $name }*: { $values }
planner-close = Cancel
