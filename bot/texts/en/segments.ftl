### segments: groups of viewers or creators, the answer
headline-segments-viewers = The largest group of viewers is { $name }: { $share }
headline-segments-creators = The largest group of creators is { $name }: { $share }
headline-segments-because = { $said }; { $trait }
headline-continuum-viewers = No separate groups: the { $n } viewers differ only by degree, here cut into { $k } bands
headline-continuum-creators = No separate groups: the { $n } creators differ only by degree, here cut into { $k } bands
headline-nobody-viewers-new = No group is large enough to show: most of the { $n } viewers are too new to place
headline-nobody-viewers-small = No group is large enough to show: the { $n } viewers fall into groups of fewer than 20
headline-nobody-creators-new = No group is large enough to show: most of the { $n } creators are too new to place
headline-nobody-creators-small = No group is large enough to show: the { $n } creators fall into groups of fewer than 20
try-more-people = ask for a longer period, or for all platforms and accounts at once: `/segments`.
segment-why = { $name }, { $share }: { $trait }
segment-why-alone = { $name }: { $share }
segment-why-rest = The others: { $items }
segment-change = ({ $difference } since the period before)
segment-change-short = ({ $difference })
segment-buys-most = who buy more than anybody else
segment-reacts-most = who react more than anybody else
trait-plain = { $feature } { $value } (others { $rest })
try-segment-topic = make more about { $what } for { $name }{ $who }: they watch it { $lift } times as much as the average viewer. `{ $command }` has ideas.
try-segment-hour = post for { $name }{ $who } in { $what }: they watch then { $lift } times as much as the average viewer.
try-segment-duration = make { $what } for { $name }{ $who }: they watch such lengths { $lift } times as much as the average viewer.
try-segment-who = , { $who }
try-no-segments = do not plan for types of viewers; `/drivers` shows what works for all of them.
try-creators = ask `/influencers` which of these creators should spread your videos.
sample-placed-viewers = { $placed } of { $n } viewers in { PLURAL($k) ->
    [one] one group
   *[other] { $k } groups
  }
sample-placed-creators = { $placed } of { $n } creators in { PLURAL($k) ->
    [one] one group
   *[other] { $k } groups
  }
sample-viewers = { PLURAL($n) ->
    [one] { $n } viewer
   *[other] { $n } viewers
  }
sample-creators = { PLURAL($n) ->
    [one] { $n } creator
   *[other] { $n } creators
  }
leftover-newcomers = { PLURAL($n) ->
    [one] { $n } is too new to place
   *[other] { $n } are too new to place
  }
leftover-other = { $n } in groups too small to show

### segments: behind the answer
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
alt-segments = Bar chart of group sizes, { $period }: { $items }.
caption-segments-viewers = Viewer groups, { $period }
caption-segments-creators = Creator groups, { $period }
