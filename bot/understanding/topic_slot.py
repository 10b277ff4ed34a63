"""What a question is about: the topic as it was said, by well-known words and by the place a word stands in."""

from __future__ import annotations

import re

from bot.understanding.normalized_text import STRUCK, NormalizedText

_EN = (
    "air fryers?|animals?|anime|art history|arts?|asmr|astrology|automotive|babies|baby care|baby|bags?|baking|barbecue|bbq|baristas?|basketball|"
    "beans|beauty|beer|biking|books?|booktok|boxing|budgeting|camping|cars?|cats?|chess|chocolate|climbing|coffee|cold brew|comedy|"
    "cookery|cooking|cosmetics?|crafts?|crochet|crypto|cycling|dances?|dancing|decluttering|denim|desserts?|dieting|diets?|dinosaurs?|diy|dogs?|"
    "dresses|drones?|education|electronics|espresso|esports|exhibitions?|fashion hauls?|fashion|finance|fintech|fishing|fitness|food|football|"
    "gadgets?|gaming|gardening|gardens?|golf|gym|hair ?care|hair|hairstyles?|health|hiking|history|home decor|home workouts?|horses?|houseplants?|"
    "interior design|interiors?|investing|jewell?ery|journaling|kids|kitchen gadgets|kitchen|knitting|language learning|latte art|"
    "lifestyle|lip ?sticks?|make-?up|manga|marathons?|matcha|math|meditation|mental health|minimalism|mobile games|motorcycles?|movies?|"
    "music|nail art|nails|nature|nutrition|outdoors?|painting|parenting|parents|perfumes?|personal finance|pets?|photography|pilates|pizza|plants|"
    "poetry|politics|pottery|pranks?|productivity|pupp(?:y|ies)|ramen|real estate|recipes?|running|sailing|science|sewing|shoes|skating|"
    "skiing|skin ?care|sleep|smartphones|snacks?|sneakers?|soccer|sports?|stationery|street ?food|streetwear|study tips|sustainability|sushi|swimming|"
    "tech|technology|tea|tennis|toys|travel(?:l?ing)?|vaccinations?|vegan food|vegan|vegetarian|weddings?|weight loss|wellness|wine|"
    "woodworking|workouts?|yoga"
)
_HAN = (
    "减脂餐|营养科普|心理健康|家居收纳|夏日穿搭|亲子教育|母婴用品|厨房好物|平价好物|咖啡拉花|智能家居|家庭教育|职场干货|健身餐|短剧|"
    "美食|做饭|烹饪|做面|吃面|面馆|面条|火锅|烧烤|烘焙|甜品|奶茶|咖啡|茶叶|茶艺|喝茶|美酒|红酒|零食|小吃|探店|吃播|菜谱|家常菜|"
    "美妆|化妆|彩妆|护肤|口红|防晒|香水|美甲|美发|发型|穿搭|时尚|服装|服饰|女装|男装|连衣裙|大衣|汉服|鞋子|球鞋|珠宝|箱包|"
    "健身|瑜伽|普拉提|减肥|减脂|燃脂|跑步|马拉松|骑行|游泳|篮球|足球|羽毛球|网球|乒乓球|滑雪|滑板|钓鱼|运动|户外|露营|徒步|登山|"
    "旅游|旅行|自驾|民宿|酒店|摄影|音乐|唱歌|钢琴|吉他|舞蹈|跳舞|街舞|广场舞|绘画|书法|手工|艺术|历史|展览|博物馆|国学|读书|阅读|文学|诗词|"
    "游戏|电竞|动漫|二次元|影视|电影|综艺|剧情|搞笑|段子|情感|恋爱|婚礼|婚恋|星座|明星|娱乐|生活方式|"
    "母婴|育儿|亲子|早教|教育|英语|考研|学习|数学|科普|科学|科技|数码|手机|电脑|家电|汽车|新能源|机车|摩托|"
    "家居|家装|装修|收纳|园艺|养花|绿植|多肉|宠物|萌宠|猫咪|狗狗|猫|狗|三农|乡村|农业|"
    "财经|理财|投资|基金|股票|房产|职场|创业|法律|健康|养生|中医|医疗|疫苗|睡眠|心理|非遗|环保|恐龙"
)
_KNOWN_EN = re.compile(rf"(?<![a-z@#'-])(?:{_EN})(?![a-z]|-free)")
_KNOWN_HAN = re.compile(f"(?:{_HAN})")
_HASHTAG = re.compile(r"[#＃]([^\s#＃\x00,.!?;:，。！？；：、]{1,60})[#＃]?")
_QUOTED = re.compile(
    r"(?:topic|about|tagged|hashtag|话题|主题|关于)\s*(?:of |is |是|为)?[:=]?\s*\"([^\"]{1,60})\"|\"([^\"]{1,60})\"\s*(?:topic|videos?|clips?|posts?|话题|主题|视频|内容)"
)
_NAMED = re.compile(
    r"\b(?:topic|tag|hashtag|theme)\s*(?:[:=]|of|is)\s*([a-z0-9\u4e00-\u9fff][\w\u4e00-\u9fff-]*)|(?:话题|主题|标签)\s*(?:[:=]|是|为)\s*([a-z\u4e00-\u9fff]+)"
)

_HEADS = (
    r"videos?|vids?|clips?|contents?|posts?|reels?|shorts?|footage|tutorials?|communit(?:y|ies)|niche|crowd|scene|space|"
    r"creators?|influencers?|bloggers?|vloggers?|kols?|youtubers?|tiktokers?|streamers?|gamers|accounts?|pages?|experts?|fans|"
    r"ideas?|concepts?|briefs?|scripts?|hooks?|series|topic|category|challenge|launch|campaign|montage|stuff|stats|numbers|figures|"
    r"live ?streams?|lives?|streams?|hauls?|lovers|enthusiasts"
)  # fmt: skip
_STOP = frozenset(
    ["a", "an", "the", "our", "my", "your", "their", "his", "her", "its", "this", "that", "these", "those", "some", "any", "all", "every", "each", "no", "not", "only", "just", "more", "most", "less", "least", "few", "many", "much", "several", "new", "newest", "old", "older", "latest", "recent", "last", "next", "past", "previous", "current", "upcoming", "planned", "future", "first", "second", "third", "final", "other", "others", "another", "such", "same", "similar", "own", "good", "great", "best", "better", "bad", "worst", "worse", "top", "popular", "viral", "trending", "hot", "big", "biggest", "small", "large", "long", "longer", "longest", "short", "shorter", "shortest", "vertical", "horizontal", "fresh", "cool", "nice", "funny", "fun", "playful", "interesting", "engaging", "successful", "famous", "influential", "key", "main", "important", "real", "actual", "typical", "average", "usual", "normal", "ideal", "perfect", "optimal", "optimum", "proper", "recommended", "decent", "exact", "awesome", "amazing", "regular", "weekly", "daily", "monthly", "yearly", "quarterly", "social", "media", "short-form", "shortform", "form", "video", "videos", "clip", "clips", "post", "posts", "content", "image", "photo", "live", "stream", "text", "picture", "pictures", "photos", "images", "reel", "reels", "and", "or", "but", "nor", "so", "of", "for", "to", "in", "on", "at", "by", "from", "with", "about", "into", "over", "under", "than", "as", "per", "via", "vs", "versus", "is", "are", "was", "were", "be", "been", "being", "am", "do", "does", "did", "done", "doing", "have", "has", "had", "having", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "who", "whom", "whose", "which", "what", "where", "when", "why", "how", "whether", "if", "then", "there", "here", "it", "they", "them", "we", "us", "i", "you", "he", "she", "me", "get", "gets", "got", "getting", "give", "gives", "gave", "make", "makes", "made", "making", "show", "shows", "tell", "tells", "see", "sees", "look", "looks", "looking", "find", "finds", "want", "wants", "need", "needs", "like", "likes", "let", "please", "pls", "plz", "kindly", "think", "work", "works", "worked", "working", "perform", "performs", "performed", "performing", "watch", "watches", "watched", "watching", "share", "shares", "spread", "promote", "push", "carry", "post", "upload", "publish", "brand", "brand's", "client", "clients", "company", "team", "teams", "business", "campaign", "channel", "account", "profile", "page", "market", "marketing", "analytics", "data", "metrics", "kpi", "kpis", "numbers", "stats", "report", "reports", "platform", "platforms", "audience", "audiences", "viewer", "viewers", "people", "folks", "person", "persons", "users", "user", "fans", "fan", "followers", "follower", "customers", "creators", "creator", "influencers", "influencer", "kols", "kol", "bloggers", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen", "couple", "half", "number", "amount", "today", "yesterday", "tomorrow", "tmrw", "week", "month", "quarter", "year", "day", "days", "weeks", "months", "years", "time", "times", "hour", "hours", "morning", "noon", "evening", "night", "tonight", "weekend", "weekday", "ago", "now", "lately", "recently", "still", "also", "too", "very", "really", "quite", "actually", "maybe", "again", "instead", "right", "up", "down", "out", "off", "back", "away", "on", "together", "alone", "cluster", "clusters", "core", "main", "split", "splits", "which's", "series", "accounts", "account", "channels", "bio", "holidays", "engages", "engage", "watches", "rank", "ranks", "order", "sort", "compare", "pull", "check", "gather", "identify", "analyse", "analyze", "export", "list", "name", "pick", "choose", "display", "fetch", "shop", "store", "bot", "app", "website", "leadership", "management", "clients", "shout", "following", "audience's", "predict", "predicted", "forecast", "expect", "expected", "estimate", "projected", "idea", "ideas", "concept", "concepts", "brief", "briefs", "suggestion", "suggestions", "something", "anything", "nothing", "everything", "stuff", "thing", "things", "compared", "compare", "against", "between", "among", "during", "since", "until", "before", "after", "without", "within", "because", "while", "though", "organic", "paid", "sponsored", "well-known", "local", "micro", "macro", "nano", "mid-size", "niche", "young", "younger", "their's", "best-performing", "high-performing", "low-performing", "performing", "fastest", "growing", "up-and-coming", "rising", "credible", "trusted", "trustworthy", "relevant", "suitable", "potential", "possible", "different", "various", "certain", "specific", "particular", "chance", "chances", "hit", "flop", "sales", "revenue", "views", "saves", "comments", "follows", "engagement", "completion", "retention", "ctr", "purchases", "orders", "segment", "segments", "group", "groups", "table", "chart", "list", "csv", "minute", "minutes", "second", "seconds", "sec", "secs", "min", "mins", "um", "ok", "okay", "hey", "hi", "hello", "sure", "yes", "competitor", "competitors", "rival", "collab", "collabs", "partner", "partners", "partnership", "total", "overall", "entire", "whole", "full", "half-hour", "single", "separate", "individual", "major", "minor", "creative", "surprising", "inspiring", "catchy", "catchiest", "fails", "fail", "opener", "openers", "script", "scripts", "hook", "hooks", "plan", "plans", "shoot", "film", "record", "launch", "challenge", "series", "montage", "scene", "space", "community", "crowd", "topic", "category", "theme", "tutorial", "tutorials", "footage", "going", "go", "come", "coming", "put", "run", "running-up", "posting", "uploading", "publishing", "brainstorm", "brainstorming"]
) - {"running", "gaming"}  # fmt: skip
_PROPERTIES = frozenset({"music", "comedy", "音乐", "搞笑", "情感", "剧情", "段子"})
_WORD = r"[a-z][a-z'&+-]*"
_BEFORE_HEAD = re.compile(rf"((?:{_WORD} ){{1,4}}|{_WORD}[- ])(?:{_HEADS})\b", re.A)
_AFTER = re.compile(
    rf"\b(?P<how>about|around|regarding|concerning|featuring|covering|related to|with regard to|with respect to|when it comes to|in terms of|into|on|for|in|of|like|spread|promote|push|advertise|recommend|endorse)"
    rf" (?:the (?:topic|subject|theme|field|area) (?:of )?)?(?:the |our |my |a |an |some )?(?P<what>{_WORD}(?: {_WORD}){{0,2}})",
    re.A,
)
_AFTER_CLEAR = re.compile(
    rf"\b(?P<how>about|around|regarding|concerning|featuring|covering|related to|with regard to|with respect to|when it comes to|in terms of|into)"
    rf" (?:the (?:topic|subject|theme|field|area) (?:of )?)?(?:the |our |my |a |an |some )?(?P<what>{_WORD}(?: {_WORD}){{0,2}})",
    re.A,
)
_CLEAR = frozenset(
    {
        "about",
        "around",
        "regarding",
        "concerning",
        "featuring",
        "covering",
        "related to",
        "with regard to",
        "with respect to",
        "when it comes to",
        "into",
    }
)
_VAGUE = frozenset({"in terms of"})
_HAN_END = (
    r"(?:类|领域|方向|赛道|圈子?里?|主题|话题|题材|品类|垂类|相关|方面|这块|行业|系列)?的?"
    r"(?:短?视频(?!号)|内容|作品|直播间?|图文|笔记|片子|达人|博主|红人|网红|大v|主播|kol|up主|账号|号(?![\d码])|选题|点子|创意|脚本|灵感|idea|文案|方案|素材|挑战|教学|混剪|爱好者|种草|频道)"
)
_HAN_STOP = frozenset(
    [
        "多长",
        "我们",
        "咱们",
        "我",
        "你",
        "他",
        "我们的",
        "咱们的",
        "这个",
        "那个",
        "这些",
        "那些",
        "这条",
        "那条",
        "一条",
        "几条",
        "新",
        "老",
        "好",
        "热门",
        "爆款",
        "最新",
        "所有",
        "全部",
        "哪些",
        "哪个",
        "什么",
        "怎样",
        "怎么",
        "如何",
        "各",
        "每个",
        "不同",
        "优质",
        "短",
        "长",
        "高",
        "低",
        "我的",
        "你的",
        "他们",
        "大家",
        "谁",
        "有",
        "看",
        "发",
        "拍",
        "做",
        "找",
        "给",
        "来",
        "的",
        "是",
        "和",
        "对",
        "品牌",
        "产品",
        "公司",
        "团队",
        "本地",
        "头部",
        "腰部",
        "靠谱",
        "合适",
        "推荐",
        "创作",
        "影响力",
        "带货",
        "年轻",
        "知名",
        "有名",
        "专业",
        "下周",
        "上周",
        "明天",
        "今天",
        "昨天",
        "最近",
        "粉丝",
        "观众",
        "用户",
        "平台",
        "数据",
        "播放",
        "点赞",
        "评论",
        "分享",
        "收藏",
        "竖屏",
        "横屏",
        "自己",
        "自家",
        "官方",
        "整体",
        "几个",
        "多个",
        "一些",
        "合作",
        "优秀",
        "类似",
        "同类",
        "相关",
        "这类",
        "那类",
        "哪类",
        "这种",
        "那种",
        "哪种",
        "哪",
        "下",
        "上",
        "几",
        "条",
        "个",
        "位",
        "名",
        "些",
        "种",
        "类",
        "本",
        "这",
        "那",
        "点",
        "发布",
        "上传",
        "最强",
        "最好",
        "最火",
        "最热",
        "热",
        "火",
        "帮我",
        "请",
        "想",
        "要",
        "想要",
        "需要",
        "帮忙",
        "关于",
        "关于我们",
        "现在",
        "以前",
        "之前",
        "近期",
        "近",
        "前",
        "两",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
        "十",
        "一",
        "把",
        "让",
        "用",
        "能",
        "会",
        "可以",
        "中",
        "里",
        "在",
        "从",
        "为",
        "跟",
        "与",
        "按",
        "分",
        "查",
        "查看",
        "出",
        "传",
        "推",
        "推广",
        "宣传",
        "转发",
        "合拍",
        "首",
        "首个",
        "第一",
        "剪辑",
        "意见领袖",
        "不",
        "好看",
        "有趣",
        "翻车",
        "失败",
        "成功",
        "普通",
        "典型",
        "直播",
        "播放最高",
        "喜欢",
        "觉得",
    ]
)
_HAN_BEFORE = re.compile(rf"([\u4e00-\u9fff]{{1,8}}?){_HAN_END}")
_HAN_ABOUT = re.compile(
    r"(?:关于|有关|围绕|针对|涉及)([\u4e00-\u9fffa-z]{1,8}?)(?:的|方面|这个|话题|主题|内容|视频|有|$|[\x00,，。？?!！\s])"
)
_HAN_IN = re.compile(
    r"(?:在|就|以)?([\u4e00-\u9fff]{2,4}?)(?:话题|主题|领域|赛道|圈里?|方向|题材|类目|这块|方面|品类)(?!哪|是)"
)
_HAN_SPLIT_AT = re.compile(
    r"我们|咱们|你们|他们|自己|大家|一下|一条|几条|这条|那条|这些|那些|所有|全部|哪些|哪个|什么|怎么|如何|推荐|推广|宣传|适合|合适|转发|分享|喜欢|关于|想要|需要|帮忙|帮我|可以|能够|"
    r"有没有|最强|最好|最火|热门|爆款|优质|靠谱|本地|头部|新的|老的|给我|告诉|看看|看下|看过|上周|本周|今天|昨天|明天|最近|[的地得了着过谁给我你他她请找来推拍发做看想要让把被在跟和与对从为用是有没就都还也很最更该能会可吗呢吧啊呀哦嗯些个条位名种批段期款套篇组场俩仨各每只仅不再去搞弄出带剪传新老这那哪几]"
)


def read_topic(said: NormalizedText, intent: str) -> str | None:
    """Strike out the topic and return it as it was written; None where none was said."""
    for pattern in (_QUOTED, _NAMED) if intent == "digest" else (_HASHTAG, _QUOTED, _NAMED):
        if match := said.find(pattern):
            group = next(place for place, text in enumerate(match.groups(), 1) if text)
            return _taken(said, *match.span(group))
    known = [match for pattern in (_KNOWN_EN, _KNOWN_HAN) for match in pattern.finditer(said.rest)]
    if intent == "drivers":  # there these are properties of a video, not what it is about
        known = [match for match in known if match[0] not in _PROPERTIES]
    before = None if intent == "digest" else _before_head(said)
    if known:
        first = _preferred(known, said)
        start, end = first.span()
        if before and before[0] < end and start < before[1]:
            start, end = min(start, before[0]), max(end, before[1])
        start, end = _widened(said, start, end)
        return _taken(said, start, end)
    if before:
        return _taken(said, *before)
    return _after(said, intent) or _han(said, intent)


def is_topic_word(word: str) -> bool:
    """Whether a word, in lower case, is a well-known topic or one that no topic is made of."""
    return word in _STOP or bool(_KNOWN_EN.fullmatch(word))


def _preferred(known: list[re.Match[str]], said: NormalizedText) -> re.Match[str]:
    """Of several known words the one that stands where topics stand; else the first."""
    about = [
        match
        for match in known
        if re.search(r"(?:\babout|关于|有关) (?:the |our )?$|关于$|有关$", said.rest[: match.start()])
    ]
    return min(about or known, key=lambda match: (match.start(), -match.end()))


def _taken(said: NormalizedText, start: int, end: int) -> str:
    words = said.original(start, end).strip(" -\"'")
    said.strike(start, end)
    return words


_RIGHT = re.compile(rf"(?: (?:challenges?|hauls?|history|{_EN})\b)+")
_HAN_RIGHT = re.compile(f"(?:{_HAN})+")
_LEFT = re.compile(r"(?:^|\b(?:for|in|about|on|our|the|around|of|into|regarding|an?) )([a-z-]{4,} )$", re.ASCII)
_HAN_LEFT = re.compile(r"(?:^|[\x00,，。、\s的在找个位名类条])([\u4e00-\u9fff]{2})$")
_HAN_NO_KIND = re.compile(
    r"[做拍发看找给的想来推在和与对把是有了哪谁要帮请就只]|介绍|了解|查询|分析|对比|比较|观看|搜索|研究|涉及|有关|关于|视频|内容|数据|账号|平台|喜欢|推荐|宣传|传播|分享|转发|如何|怎么|最近|哪些|我们|咱们|大家|适合|带货|预测|预计|热门|本地|优质|换|改|新品|同类|之前|以前|今年|去年|围绕"
)


def _widened(said: NormalizedText, start: int, end: int) -> tuple[int, int]:
    """A known word together with those that name its kind: `electric cars`, `dance challenge`, 居家健身."""
    for pattern in (_RIGHT, _HAN_RIGHT):
        if match := pattern.match(said.rest, end):
            end = match.end()
    if ((match := _LEFT.search(said.rest[:start])) and not _is_plain(match[1].strip())) or (
        (match := _HAN_LEFT.search(said.rest[:start])) and not _is_no_kind(match[1])
    ):
        start = match.start(1)
    return start, end


def _is_plain(word: str) -> bool:
    return word.strip("-") in _STOP or word.endswith("ly")


def _is_no_kind(word: str) -> bool:
    return word in _HAN_STOP or bool(_HAN_NO_KIND.search(word))


def _before_head(said: NormalizedText) -> tuple[int, int] | None:
    for match in _BEFORE_HEAD.finditer(said.rest):
        start = end = match.end(1)
        words = [
            (found.start() + match.start(1), found.end() + match.start(1), found[0])
            for found in re.finditer(_WORD, match[1])
        ]
        for first, last, word in reversed(words):
            if word.strip("'-") in _STOP or word.endswith(("'s", "ly")) or len(word) < 3:
                break
            start, end = first, max(last, end if start != end else last)
        kept = said.rest[start:end].strip(" -")
        if kept and STRUCK not in kept:
            return start, start + len(kept)
    return None


_OF_PEOPLE = {"like", "on", "of", "in", "spread", "promote", "push", "advertise", "recommend", "endorse"}


def _after(said: NormalizedText, intent: str) -> str | None:
    for match in (*_AFTER_CLEAR.finditer(said.rest), *_AFTER.finditer(said.rest)):
        how = match["how"]
        if how not in _CLEAR and intent not in {"influencers", "ideas", "predict"}:
            continue
        if how in _OF_PEOPLE and intent != "influencers" and (how, intent) not in {("on", "ideas"), ("of", "predict")}:
            continue
        start, kept = match.start("what"), []
        for word in re.finditer(_WORD, match["what"]):
            if word[0] in _STOP or len(word[0]) < 3 or word[0].endswith("'s"):
                break
            kept.append(word)
        if not kept:
            continue
        if kept[-1].end() and re.match(r" (?:us|me)\b", said.rest[start + kept[-1].end() :]):
            continue
        return _taken(said, start, start + kept[-1].end())
    return None


def _han(said: NormalizedText, intent: str) -> str | None:
    for match in _HAN_ABOUT.finditer(said.rest):
        if match[1] not in _HAN_STOP:
            return _taken(said, *match.span(1))
    for pattern in (_HAN_BEFORE, _HAN_IN):
        for match in re.finditer(pattern, said.rest):
            start, end = match.span(1)
            # The words that lead up to a topic are not part of it.
            for cut in _HAN_SPLIT_AT.finditer(said.rest, match.start(1), end):
                start = cut.end()
            word = said.rest[start:end]
            if (
                2 <= len(word) <= 6
                and word not in _HAN_STOP
                and not any(word.endswith(stop) or word.startswith(stop) for stop in _HAN_STOP if len(stop) > 1)
            ):
                return _taken(said, start, end)
    del intent
    return None
