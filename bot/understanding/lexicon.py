"""The words that stand for options and their values, from the option table and from how people speak."""

from __future__ import annotations

import re

from analytics.vocabulary.platforms import typed_platform_synonyms

_LETTER = r"[a-z0-9]"


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.ASCII)  # Chinese characters beside Latin words are no letters of theirs


def _of_table(words: list[str]) -> str:
    """The table's own words as alternatives, longest first; Latin ones as whole words."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(rf"(?<!{_LETTER}){re.escape(w)}(?!{_LETTER})" if w.isascii() else re.escape(w) for w in ordered)


_PLATFORM_WORDS = {
    "tiktok": r"抖音(?:国际|海外)版|(?:国际|海外)(?:版)?抖音|\bti[ck]{1,2}\s?-?to[ck]{1,2}(?:s|ers?)?\b|\btt\b|(?<![a-z0-9])tiktok(?![a-z0-9])",
    "douyin": r"\bdou\s?yin\b|\bduoyin\b|抖音|\bdy\b",
    "kuaishou": r"\bkuai\s?shou\b|\bkwai\b|快手|\bks\b",
    "youtube": r"\byou[\s-]?tu?be?(?:s|rs?)?(?: shorts?)?\b|\byt\b|\bshorts\b|油管|\by2b\b",
    "instagram": r"\binsta(?:gram|gam|grm)?(?:mers?)?(?: reels?)?\b|\big\b|\breels?\b|\bins(?![a-z])|照片墙",
    "xiaohongshu": r"\bxiao\s?hong\s?shu\b|\bxhs\b|\bred\s?note\b|\blittle red book\b|小红书",
    "channels": r"\b(?:wechat|weixin|wx) ?(?:video )?channels?\b|(?:微信)?视频号|\b(?:on|for|in) wechat\b|\bwechat\b",
}
PLATFORM = {name: _pattern(words + "|" + _of_table([w for w, n in typed_platform_synonyms().items() if n == name and w not in {"red"}]))
            for name, words in _PLATFORM_WORDS.items()}  # fmt: skip
CAPITAL_RED = _pattern(r"\b(?:on|for|from) (?:RED\b|red(?=\s*$|[?.!,]| (?:this|last|in|over|since|yesterday|today)\b))")

_METRIC_WORDS = {
    "completion": r"\b(?:compl?e?i?tion|compleiton|finish(?:ing)?|full[- ]watch|watched[- ]full|vtr|view[- ]through|watch[- ]?through)(?: rates?| ratio)?\b"
    r"|\bfinish(?:es|ed)?\b|\bcomplet(?:es|ed)\b|(?:watch\w*|made it|stay\w*|get\w*|view\w*|saw|see) (?:\w+ ){0,6}?(?:(?:(?:all the way|right|up) )?(?:to|till?|until) the (?:very )?end|to completion|through to the end)"
    r"|完播(?:率|量)?|看(?:到|至)?(?:完|最后|结尾)|看完率|播完(?:率)?",
    "ctr": r"\bctrs?\b|\bclick(?:ed|s|ing)?[- ]?through(?:[- ]rates?| ratio)?\b|\bclick(?:ing)?[- ]rates?\b|\bclicks?\b|点击(?:率|量|数)?|点开率|封面点击率",
    "retention": r"\bretention(?: rates?| curve)?\b|\b(?:average |avg\.? |mean |total )?(?:watch|view|viewing|watching|dwell|play)(?:ing)?[- ](?:times?|duration|length)\b|\bhow long (?:do |did |does |are |will |would |have |has |our |the |my |your |that |these )*(?:people|viewers?|they|users|audiences?|fans|folks|followers|everyone|someone)\b"
    r"|\baverage duration\b|\bminutes (?:watched|per viewer)\b|\bhold(?:s|ing)? (?:\w+ )?(?:viewers?|people|attention|audiences?)\b|\bkeeps? (?:people|viewers?|them) (?:watching|around|hooked|longer)(?: longest)?\b|\bstickiness\b|\bstick around\b|\bretain(?:s|ing|ed)?\b"
    r"|\bhow long (?:do |does |will |would )?(?:the |an |a |our |your )?(?:average|typical) (?:viewer|fan|user|follower)\b|\bhow many seconds (?:do |does |will |would |until |before )*(?:people|viewers?|they|users|most|everyone)\b"
    r"|(?:看|播)(?:到)?第?(?:几|多少)(?:秒|分钟)|坚持(?:看)?(?:多久|几秒)|留人多久|(?:平均|人均)?(?:停留|观看|播放)时[长间]|停留|留存(?:率)?|留(?:得|不)?住?人|看多久|看了?多长时间",
    "engagement": r"\beng(?:agement|agment|agemnt|\.)?(?: rates?| ratio)?\b|\binteractions?(?: rates?)?\b|\binteract(?:ing|s)?\b|互动(?:率|量|数|情况|性)?",
    "likes": r"\blikes\b|\blike (?:count|rate|numbers?|ratio)s?\b|\bhearts\b|\bthumbs[- ]ups?\b|\b(?:get|gets|got|gotten|were|was|been|being|are|is) (?:\w+ ){0,2}?liked\b|\bmost[- ]liked\b|\b(?:people|ppl|viewers|users) like (?:our|my|the) (?:videos?|clips?|posts?)\b|点赞(?:量|数|率)?|获赞(?:量|数)?|赞数|(?<!称)(?<!赞)赞(?!助|同|美|赏)|喜欢数",
    "comments": r"\bcomments\b|\bcomment (?:count|rate|numbers?|volume)s?\b|\bcommented\b|\b(?:people|ppl|viewers|users|they|folks) (?:\w+ )?comment\b|\bcommenting\b|\breplies\b|评论(?:量|数|率)?|留言(?:数|量)?",
    "shares": r"\bshares\b(?! (?:of|in) (?:stock|the company|meta|apple|snap|google|attention))|\bshare (?:count|rate|numbers?)s?\b|\b(?:get|gets|got|gotten|were|was|been|being|are|is) (?:\w+ ){0,2}?(?:re)?shared\b|\bmost[- ]shared\b|\b(?:re)?posts shared\b|\breposts\b|\bforwards\b|\bforwarded\b|\bsharing\b|\b(?:people|ppl|viewers|users|they|anyone|folks|everyone|you) (?:\w+ )?(?:re)?share[sd]?\b|\b(?:re)?shared\b|转发(?:量|数|率)?|分享(?:量|数|率)?",
    "saves": r"\bsaves\b|\bsaved\b|\bsaving\b|\b(?:people|ppl|viewers|users|they|folks) (?:\w+ )?save\b|\bsave (?:count|rate|numbers?)s?\b|\bbookmark(?:s|ed|ing)?\b|\bfavou?rit(?:es|ed)\b|收藏(?:量|数|率)?",
    "follows": r"\bfollows\b|\b(?:new |net )?foll?owers?(?: growth| gains?| gained| count| numbers?| increase)?\b(?! (?:look|like|want|watch|prefer|do we|did we lose))|\bsubscriber(?:s)?(?: growth| gains?| count)?\b|\bfan (?:growth|count|gains?)\b|\bnew fans\b|\bfollow (?:rate|count)s?\b|\b(?:people|ppl|viewers|users|they|folks) (?:\w+ )?follow(?:ed)?\b"
    r"|(?:涨|掉|吸|增|净增|取)了?(?:多少|几个|多少个|不少|点)?粉(?:丝)?(?:量|数|情况|速度)?|新?增?(?:关注)(?:量|数|率|者)?|粉丝(?:量|数|增长|增量|净增|数量|涨幅|增加)|新增粉丝(?:数|量)?|新粉",
    "purchases": r"\bpurchas(?:es?|ed|ing)\b|\borders\b|\border (?:count|numbers?|volume)\b|\bconversions?(?: rates?)?\b|\bunits sold\b|\b(?:bought|buy|buying|buys)\b|\b(?:sell|selling) (?:more|less|better|worse|well|many)\b|\bcheckouts?\b|购买(?:量|数|率|情况)?|下单(?:量|数|率)?|订单(?:量|数)?|成交(?!总?金?额)(?:量|数|单数)?|转化(?:率)?|销量|卖了?多少(?:单|件|个)",
    "revenue": r"\brevenues?\b|\bsales(?! (?:team|person|people))\b|\bgmv\b|\bturnover\b|\bincome\b|\bearnings?\b|\bearn(?:ed|s)?\b|\b(?:how much )?money\b(?: (?:made|earned|did we make))?|\btakings\b|\bproceeds\b|营收|营业额|收入|销售额|成交总?金?额|流水|卖了?多少(?:钱)?|卖多少(?:钱)?|赚了?多少(?:钱)?|挣了?多少(?:钱)?|赚钱",
    "views": r"\bviews\b|\bview (?:count|numbers?|figures?)s?\b|\bviewcounts?\b|\bviewership\b|\b(?:video )?plays\b|\bplay (?:count|numbers?)s?\b|\bmost[- ](?:watched|viewed)\b|\bhow (?:many people|many|often) (?:\w+ ){0,3}?(?:watch(?:ed)?|view(?:ed)?|saw|see)\b"
    r"|播放(?:量|数|次数|情况)?|观看(?:量|数|次数|人数)?|浏览(?:量|数)?|多少(?:个)?人(?:会)?(?:来)?看(?!完|到|法)|几个人看|阅读量",
    "impressions": r"\bimpressions\b|曝光(?:量|数)?|展现(?:量)?",
}
METRIC = {name: _pattern(words) for name, words in _METRIC_WORDS.items()}
STRONG_METRIC = _pattern(r"\b(?:engagement|engagement rate|ctr|completion|retention|gmv|revenue)\b|率|量\b|数\b")

_BY_WORDS = {
    "platform": (r"platforms?|networks?|apps?|social (?:network|media)s?", r"平台"),
    "account": (r"accounts?|profiles?|handles?|brands?", r"账号|帐号|账户|号"),
    "topic": (
        r"topics?|themes?|subjects?|hashtags?|categor(?:y|ies)|content type",
        r"话题|主题|内容类型|题材|品类|选题类型",
    ),
    "format": (r"formats?|post types?|media types?|types? of post|content formats?", r"体裁|形式|格式|内容形式"),
    "duration": (r"durations?|lengths?|video lengths?|how long the video is", r"(?:视频)?时长|长短|长度"),
    "hour": (
        r"hours?(?: of (?:the )?day)?|times? of (?:the )?day|posting (?:hours?|times?)|time slots?",
        r"小时|时段|时间段|钟点",
    ),
    "segment": (
        r"segments?|audience(?: group)?s?|viewer (?:groups?|segments?|types?)|groups?|clusters?",
        r"人群|分群|群体|观众群|用户群",
    ),
}
_SPLIT = (
    r"(?:\b(?:split|broken|sliced|grouped|divided)(?: (?:up|down|it|that|them|this))* (?:by|per|into|across)|\bby|\binto|\bper|\bfor each|\beach|\bevery|\bacross(?: (?:all|the|our|different))*"
    r"|\bbetween(?: (?:the|our|different))*|\bamong(?: (?:the|our|different))*|\bcompar(?:e|ing|ison of)(?: (?:the|our|all|different|various))*|\bfor all(?: (?:the|our))*|\bacross)"
)
_HAN_SPLIT = r"(?:按照?|分|各个?|每个?|不同的?|依|以|逐个?|几个|各大|对比|比较|对比各|比较各|两个)"
BY = {
    name: _pattern(
        rf"{_SPLIT} (?:individual |single |separate |different |various )?(?:{english})\b(?: by (?:{english})\b)?|\b(?:{english})[- ](?:breakdown|split|comparison)\b|\b(?:{english}) (?:by|vs\.?|versus|against) (?:{english})\b"
        rf"|\b(?:which|what)(?: one)?(?: of (?:our|the|my))?(?: \w+)?? (?:{english})\b(?! of people| should| are you| do you)|\b(?:best|worst|top|strongest|weakest|most popular|leading)(?:[- ]performing)? (?:{english})\b|\bhow (?:do|did) (?:our|the|my) (?:different )?(?:{english}) (?:compare|stack up|rank|differ)\b(?: against each other)?"
        rf"|{_HAN_SPLIT}(?:{han})(?:来?(?:分|看|拆|统计|列出|拆分|对比|比较|划分|汇总))?|(?:{han})(?:之?间)?(?:的)?(?:对比|比较|拆分|分布|排名|差异|排行)|(?:哪个|哪些|哪种|什么|哪一?类?|哪一个|哪几个|top\s?|热门|最火的?)(?:{han})(?!好友)"
    )
    for name, (english, han) in _BY_WORDS.items()
}
TOP_OF = {
    name: _pattern(rf"\b(?:top|best|worst) (?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten) (?:{english})\b")
    for name, (english, _) in _BY_WORDS.items()
}
BY["hour"] = _pattern(BY["hour"].pattern + r"|\bhourly\b|\bwhat time(?: of day)?\b|\bwhich time\b|几点(?!半|发)")

_FORMAT_WORDS = {
    "image": r"\b(?:photo|image|picture)s?(?: posts?| carousels?)?\b|\bcarousels?(?: of (?:photo|image|picture)s)?\b|\bslide ?shows?\b|\bstills\b|图文(?:作品|笔记|帖子?|内容)?|图片(?:帖|作品|笔记)?|照片",
    "live": r"\blive[- ]?streams?\b|\blive[- ]?streaming\b|\blives\b|\b(?:a|our|the|my|for|of|go(?:ing)?|only|just) live\b(?! (?:in|near))(?: (?:show|session|broadcast|video|shopping)s?)?|\blive (?:show|session|broadcast|shopping|event)s?\b|\bformat[ =:]live\b|\bbroadcasts?\b|直播(?:间|场)?",
    "text": r"\btext[- ](?:only |based )?(?:posts?|format|content)\b|\btexts\b|\bformat[ =:]text\b|文字(?:帖子?|作品|内容|类)?|纯文字",
    "video": r"\bvideo (?:posts?|format)\b|\bonly (?:the |our )?videos\b|\bvideos only\b|\bjust (?:the |our )?videos\b(?! (?:about|on))|\bformat[ =:]videos?\b|\bnon-photo\b|视频类(?:作品|内容)?|(?:只看|仅看|仅|只要)视频(?!号)|视频形式|视频体裁|视频作品",
}
FORMAT = {name: _pattern(words) for name, words in _FORMAT_WORDS.items()}
FORMATS_COMPARED = _pattern(
    r"\b(?:images?|photos?|pictures?|videos?|live\w*|text)s? (?:posts? )?(?:\w+ ){0,3}?(?:vs\.?|versus|or|and|against|outperform\w*|beat|better than|than) (?:\w+ ){0,2}?(?:images?|photos?|pictures?|videos?|live\w*|text)\b"
    r"|(?:图文|视频|直播|图片)(?:的[^，。？,?]{0,6}?)?(?:和|与|跟|还是|比|vs\.?|对比)(?:图文|视频(?!号)|直播|图片)"
)

_SHOW_WORDS = {
    "csv": r"\bcsv\b|\bspread ?sheet\b|\bexcel\b|\bxlsx?\b|\bexport(?:ed|able)?\b|\bdownload(?:able)?\b|导出来?|下载",
    "table": r"\b(?:as |in |into )?(?:an? )?(?:table|tabular)(?: form| format| view| of)?\b|表格(?:形式)?|(?:做|出|给)(?:成|个|张)?(?:一?[张个])?表(?!现|示|达|明)|列(?:成|个|张)一?[张个]?表|用表(?!现|示)|列表格",
    "chart": r"\b(?:as |in |on )?(?:an? |the )?(?:bar |line |pie )?(?:chart|graph|plot|diagram|visuali[sz]ation|infographic)s?\b(?: form)?|\bas (?:an? )?(?:picture|image)\b|\bvisuali[sz]e\b|\bgraphically\b|\bdraw\b|图表|趋势图|走势图|曲线图?|柱状图|折线图|饼图|画(?:个|张|成)?图|用图(?:表示|展示)?|(?:出|来|给)(?:个|张)?图(?!文|片)|(?<![a-z\u4e00-\u9fff])图(?![\u4e00-\u9fff])|作图",
    "list": r"\b(?:as |in )(?:an? )?(?:bulleted )?list\b(?: form)?|\blist form(?:at)?\b|\b(?:an? |the |me )?list (?:of|with)\b|\blist only\b|\blist (?:view|pls|please)\b|, list\b|名单|列表(?:形式)?|清单",
}
SHOW = {name: _pattern(words) for name, words in _SHOW_WORDS.items()}

CREATORS = _pattern(r"\b(?:creators?|content makers|posters|authors?)\b|创作者|作者|博主们?")
VIEWERS = _pattern(r"\b(?:viewers?)\b|观众")

SEGMENT_NAMES_ALWAYS = (
    *("night owls", "night owl", "quick swipers", "long watchers", "early leavers", "scrollers-by", "silent viewers"),
    *("quiet viewers", "rare savers", "rare followers", "easy-going viewers", "occasional viewers", "heavy viewers"),
    *("light viewers", "lapsed viewers", "recent viewers", "daytime viewers", "non-buyers"),
    *(
        "夜猫子",
        "看完党",
        "点赞党",
        "评论党",
        "收藏党",
        "中途离开者",
        "久看型观众",
        "快划型观众",
        "重度观众",
        "轻度观众",
    ),
    *(
        "沉默观众",
        "近期观众",
        "白天观众",
        "热情观众",
        "分享达人",
        "偶尔来的观众",
        "专一型观众",
        "只看不买的观众",
        "挑剔的观众",
        "随和的观众",
    ),
)
SEGMENT_NAMES_AFTER_FOR = (
    *("regulars", "finishers", "clickers", "likers", "commenters", "sharers", "savers", "buyers", "critics"),
    *("enthusiasts", "onlookers", "explorers", "specialists", "newcomers", "常客", "买家", "围观者", "新观众", "新人"),
)
