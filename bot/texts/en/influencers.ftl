### influencers: accounts by attention, the answer
headline-influencers = { $handle } leads: { $share } of all attention
headline-influencers-topic = { $handle } leads on { $topic }: { $share } of all attention
headline-influencers-ahead = { $said }, { $times } times the next
headline-influencers-close = { $said }, just ahead of { $next }
headline-influencers-ours = Only your own accounts draw attention here, among { $n }
headline-influencers-nobody = Nobody to recommend: none of the { $n } accounts is a public creator or draws attention from 20 others
influencer-off-topic = { $handle } draws more ({ $share }) from those who like { $topic }, but posts nothing about it
influencer-for = { PLURAL($sources) ->
    [one] { $sources } account follows it or reacts to it
   *[other] { $sources } accounts follow it or react to it
  }
influencer-for-rate = { $said }; its engagement rate is { $rate }
influencer-for-rate-others = { $said }; its engagement rate is { $rate } (the others here: { $others })
influencer-next = Then come { $items }
influencer-next-one = Then comes { $item }
influencer-own = Your { $handle } has { $share }: it would be number { $place } in this list
influencer-own-alone = Your { $handle } has { $share } of all attention
influencer-own-below = Your { $handle } has { $share }, less than everyone listed here
influencer-item = { $handle } with { $share }
try-influencer = write to { $handle } first: nobody here draws more attention without a warning sign.
try-influencer-topic = write to { $handle } first: nobody who posts about { $topic } draws more attention without a warning sign.
try-influencer-check = look through the followers of { $handle } before you write: every account here has a warning sign.
try-influencer-nobody = import creators with their followers, shares or comments, so that there is somebody to compare.
sample-accounts = { PLURAL($n) ->
    [one] { $n } account
   *[other] { $n } accounts
  }, { PLURAL($edges) ->
    [one] { $edges } link
   *[other] { $edges } links
  } between them

### influencers: warning signs in plain words, in the answer
flag-unusual-ring-why = Careful, { $handle }: most of its attention comes from accounts that only follow one another. Look for bought followers
flag-stale-why = Careful, { $handle }: most of its attention is old
flag-few-sources-why = Careful, { $handle }: over half of its attention comes from a single account
flag-low-engagement-why = Careful, { $handle }: its viewers react clearly less than those of the others here
flag-off-topic-why = { $handle } posts nothing about this topic: it is here because those who like the topic follow it too
flag-topic-unknown-why = It is not known what { $handle } posts about

### influencers: behind the answer
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
reach-item-topic = { $value } ({ $share })
reach-item-platform = { $value } ({ $share })
reach-item-community = community { $value } ({ $share })
alt-influencers = Bar chart of shares of attention, { $period }: { $items }.
caption-influencers = Accounts by influence, { $period }
