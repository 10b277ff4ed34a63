### kpis: single videos in a ranking
headline-videos-top = { $whose ->
    [ours] Your best video
   *[some] Best video
  }: { $video } with { $value }
headline-videos-flop = { $whose ->
    [ours] Your weakest video
   *[some] Weakest video
  }: { $video } with { $value }
headline-videos-times = { $told }, { $times }
headline-videos-none = No video can be ranked in this period
videos-counted = { $value } { $metric }
videos-caption = “{ $caption }”
videos-named = { $caption } ({ $about })
videos-usual = about its usual
videos-below = { $share } below its usual
videos-times = { $times } times its usual
videos-factor = { $times }×
videos-separator = {", "}
videos-line = { $place }. { $video }
videos-next = Then: { $videos }.
videos-told = { $video } with { $value }
videos-told-times = { $video } with { $value }, { $times }
videos-contrast = { $n } of the { $all } { $way ->
    [flop] weakest
   *[top] best
  } are { $what }; of the other videos { $rest } are.
videos-contrast-none = Topic, length, format and time of day do not set the { $way ->
    [flop] weakest
   *[top] best
  } apart from the rest.
videos-contrast-too-few = { PLURAL($n) ->
    [one] One video is
   *[other] { $n } videos are
  } too few to tell what sets the { $way ->
    [flop] weakest
   *[top] best
  } apart.
videos-kind-topic = about { $value }
videos-kind-duration = { $value } long
videos-kind-format = of the format { $value }
videos-kind-daytime = posted between { $first } and { $last }
videos-try-top = make the next video like these: { $what }.
videos-try-flop = make fewer videos that are { $what }, or try another opening.
videos-watch-top = watch { $video } again and try its opening once more.
videos-watch-flop = watch { $video } again: most viewers decide in the first seconds.
videos-first = the first one
videos-too-small = { PLURAL($n) ->
    [one] One video has
   *[other] { $n } videos have
  } too few viewers to be ranked.
videos-values-gained = what each video gained in the period
videos-values-lifetime = life-time totals of videos posted in the period
videos-usual-age = usual: what the account’s other videos typically had the same time after posting
videos-usual-lifetime = usual: what the account’s other videos typically have, older or newer
videos-usual-period = usual: what the account’s other videos typically had in the period
videos-least-views = only videos with { $n } views or more
videos-least-impressions = only videos shown { $n } times or more
videos-left-few-viewers = { PLURAL($n) ->
    [one] one video with too few viewers to show is left out
   *[other] { $n } videos with too few viewers to show are left out
  }
videos-left-few-views = { PLURAL($n) ->
    [one] one video with fewer is left out
   *[other] { $n } videos with fewer are left out
  }
videos-left-young = { PLURAL($n) ->
    [one] one video younger than 3 days is left out
   *[other] { $n } videos younger than 3 days are left out
  }
videos-method = What sets the first videos apart: every topic, length, format and quarter of the day is compared with the other videos of the same accounts. It is told if chance makes such a difference in fewer than 5% of 1,000 random draws.
column-posted = Posted
column-usual = Usual
column-times-usual = Times usual
column-link = Link
caption-videos-top = Best videos: { $metric }
caption-videos-flop = Weakest videos: { $metric }
chart-videos-top = Best videos · { $metric }
chart-videos-flop = Weakest videos · { $metric }
chart-videos-usual = usual of its account
note-more-videos = { PLURAL($n) ->
    [one] One more video is
   *[other] { $n } more videos are
  } in the table.
alt-videos = Bar chart of videos by { $metric }, { $period }: { $items }.
option-top = The best videos by a metric, and what sets them apart
option-flop = The weakest videos by a metric
expects-top = a whole number from 1 to 50
expects-flop = a whole number from 1 to 50
said-top = best { $value } videos
said-flop = weakest { $value } videos
said-rank-top = best videos
said-rank-flop = weakest videos
videos-left-growing = { PLURAL($n) ->
    [one] one video counted within a week of posting is left out
   *[other] { $n } videos counted within a week of posting are left out
  }
videos-untitled = video without caption
videos-order-flop = furthest below its usual first
