### kpis: single videos in a ranking
headline-videos-top = { $whose ->
    [ours] 你们表现最好的视频
   *[some] 表现最好的视频
  }：{ $video }，{ $value }
headline-videos-flop = { $whose ->
    [ours] 你们表现最差的视频
   *[some] 表现最差的视频
  }：{ $video }，{ $value }
headline-videos-times = { $told }，{ $times }
headline-videos-none = 这段时间没有可以排名的视频
videos-counted = { $metric } { $value }
videos-caption = “{ $caption }”
videos-named = { $caption }（{ $about }）
videos-usual = 与平时差不多
videos-below = 比平时低 { $share }
videos-times = 是平时的 { $times } 倍
videos-factor = { $times } 倍
videos-separator = ，
videos-line = { $place }. { $video }
videos-next = 其次：{ $videos }。
videos-told = { $video }，{ $value }
videos-told-times = { $video }，{ $value }，{ $times }
videos-contrast = { $way ->
    [flop] 最差
   *[top] 最好
  }的 { $all } 条视频里有 { $n } 条{ $what }；其余视频里占 { $rest }。
videos-contrast-none = 话题、时长、体裁和发布时段都看不出{ $way ->
    [flop] 最差
   *[top] 最好
  }的视频有什么不同。
videos-contrast-too-few = 只有 { $n } 条视频，太少，看不出{ $way ->
    [flop] 最差
   *[top] 最好
  }的视频有什么不同。
videos-kind-topic = 是“{ $value }”话题
videos-kind-duration = 时长为 { $value }
videos-kind-format = 是{ $value }形式
videos-kind-daytime = 发布于 { $first } 至 { $last }
videos-try-top = 新视频照着做：{ $what }。
videos-try-flop = 少发这类视频（{ $what }），或换个开头。
videos-watch-top = 再看一遍{ $video }，下一条试试同样的开头。
videos-watch-flop = 再看一遍{ $video }：观众多在头几秒决定去留。
videos-first = 排第一的视频
videos-too-small = { $n } 条视频的观众太少，不参与排名。
videos-values-gained = 按每条视频在这段时间新增的数据
videos-values-lifetime = 按这段时间发布的视频的累计数据
videos-usual-age = 平时：同账号其他视频发布后同样天数的一般水平
videos-usual-lifetime = 平时：同账号其他视频的一般水平（不分发布多久）
videos-usual-period = 平时：同账号其他视频在这段时间的一般水平
videos-least-views = 只算播放量不低于 { $n } 的视频
videos-least-impressions = 只算曝光量不低于 { $n } 的视频
videos-left-few-viewers = { $n } 条视频观众太少，未列出
videos-left-few-views = { $n } 条视频低于此数，未列出
videos-left-young = { $n } 条发布不到 3 天的视频未列出
videos-method = 前几条视频的不同之处：每个话题、时长、体裁和每天四个时段，都与同账号的其他视频比较；随机抽取 1,000 次，出现同样差异的不到 5% 时才会说出。
column-posted = 发布日期
column-usual = 平时
column-times-usual = 平时的倍数
column-link = 链接
caption-videos-top = 表现最好的视频：{ $metric }
caption-videos-flop = 表现最差的视频：{ $metric }
chart-videos-top = 最好的视频 · { $metric }
chart-videos-flop = 最差的视频 · { $metric }
chart-videos-usual = 该账号的平时水平
note-more-videos = 另有 { $n } 条视频见表格。
alt-videos = 视频条形图，{ $metric }，{ $period }：{ $items }。
option-top = 按某项指标排出最好的视频，并说明它们有什么不同
option-flop = 按某项指标排出最差的视频
expects-top = 1 到 50 的整数
expects-flop = 1 到 50 的整数
said-top = 最好的 { $value } 条视频
said-flop = 最差的 { $value } 条视频
said-rank-top = 最好的视频
said-rank-flop = 最差的视频
videos-left-growing = { $n } 条发布一周内统计的视频未列出
videos-untitled = 无文案的视频
videos-order-flop = 低于平时最多的排在最前
