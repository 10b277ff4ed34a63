"""What outweighs statistics: command names, what is ruled out, orders we cannot follow, code, other languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.requests.commands import COMMANDS
from bot.understanding.normalized_text import NormalizedText

_NAMES = {
    "segments": r"segments?|segmentation|分群|人群",
    "influencers": r"influencers?|达人|kols?",
    "kpis": r"kpis?|metrics|指标",
    "predict": r"predict(?:ions?)?|forecasts?|预测",
    "drivers": r"drivers?",
    "ideas": r"ideas?|选题|创意",
    "digest": r"digests?|订阅|日报|周报",
    "help": r"help|帮助",
}
_SYNONYMS = {name.casefold(): command.name for command in COMMANDS for name in (command.name, *command.synonyms)}
_OPENING = re.compile(
    rf"^\s*/?(?:(?:list|show|get|give me|show me)(?: me)?(?: the| our| all)* )?(?:(?P<name>{'|'.join(f'(?P<{intent}>{words})' for intent, words in _NAMES.items())}))(?![a-z])(?! (?:between|a |the |me|i |we |you|does|do|is|are|mean))",
    re.ASCII,
)
_NOT = r"(?:\bnot|\bno|\binstead of|\brather than|\bforget(?: the)?|不是|不要|别|不看|不用)(?: (?:the|my|a))? ?"
_RULED_OUT = {intent: re.compile(rf"{_NOT}(?:{words})(?![a-z])", re.ASCII) for intent, words in _NAMES.items()}
_MEANT = {intent: re.compile(rf"(?:{words})(?![a-z])", re.ASCII) for intent, words in _NAMES.items()}
_STRONG = 4.0

_ORDERS = re.compile(
    r"ignore (?:all |your |the |any |previous |prior )+(?:rules|instructions|prompts?|guidelines)|(?:disregard|forget|override) (?:all|your|the|previous)[ \w]*(?:rules|instructions|prompt)|system prompt|api[ _-]?keys?\b|\b(?:access |bot |slack |your |the )tokens?\b|xox[abp]-|\bjailbreak|you are now\b|act as (?:a|an|if)\b|pretend (?:to be|you)"
    r"|\bpass(?:word|code)s?\b|环境变量|系统提示|提示词|密码|密钥|(?:忽略|无视|忘记|忘掉).{0,8}(?:指令|规则|设定|要求)|\btoken\b.{0,6}(?:发|告诉|给)|(?:发|告诉|给|输出|打印).{0,6}\btoken\b",
    re.ASCII,
)
_CODE = re.compile(
    r"```|\bdef \w+\(|\bclass \w+[:(]|\bimport \w+|\bselect\b.+\bfrom\b \w+|\bdrop table\b|console\.log|print\(|</?[a-z]+>|<script|=>|\{\s*\"|;\s*$|\b(?:sudo|rm -rf|curl|npm|pip install|docker|kubectl|git (?:push|pull|commit))\b|#include|public static|\breturn \w+\b.*[;*+]|traceback \(most",
    re.ASCII,
)
_PERSON = re.compile(
    r"\b(?:salary|salaries|home address|phone numbers?|e-?mail addresses|real names?|birthday|social security|personal data|private (?:number|address|data))\b|\bwhere (?:does|do|is) \w+(?: \w+)? live|工资|薪水|手机号|电话号码|真实姓名|身份证|家庭住址|住在哪|家住|住址|联系方式|真名",
    re.ASCII,
)
_DEEDS = re.compile(
    r"^(?:please |pls |can you |could you |hey,? |hi,? |i want (?:you )?to |i need to |we need to |help me )*(?:delete|remove (?!digest|subscription)|post (?:this|the|my|it|a |our)|publish (?:this|the|my|it)|upload|repost|reply|respond|write (?:me |us |a |an |the |our |my |some )|edit (?!(?:my |the |our )?(?:digest|subscription|report))|cut (?:this|the|my)|trim|translate|book (?:a|me|the|my)|reserve|buy |order (?!by)|pay |like (?:all|every|their|his|her|this|my)|follow (?:back|this|@|them|her|him|all)|unfollow|block |ban |dm |send (?:a |an )?(?:dm|email|message|invoice)|log ?in|sign in|invite |archive (?:this|the)|restart |reboot|deploy|convert|download (?:this|the|my) (?:video|clip)|boost |unban|proofread|draft|sing|play |turn (?:on|off) the (?:lights?|music)|remind me to\b|set my|approve my|call )",
    re.ASCII,
)
_HAN_DEEDS = re.compile(
    r"(?:删除|删掉|注销|清空)(?:我们的?|咱们的?|这个|这条|一下)?(?!订阅|日报|周报|推送|简报)|(?:帮我|给我|替我|请)?(?:发布|上传|回复|置顶|举报|拉黑|翻译|润色|点赞一下|投诉)|帮我(?:发|剪|买|订|约|点赞|关注|下载)|写(?:一|个|首|篇|段|条)?(?:篇|条|首|段)?(?:文案|诗|邮件|代码|作文|歌|小说|合同|朋友圈)|剪(?:一下|辑一下)|去(?:掉)?水印|买(?:一?[万千百]|粉|赞)|打款|付款|转账"
)
_HOW_TO_BRING = re.compile(
    r"\b(?:how|where)\b.*\b(?:import|load|add|bring|upload)\b.*\b(?:data|files?|exports?|csv|numbers)\b|(?:怎么|如何|在哪).{0,4}(?:导入|上传).{0,8}(?:数据|文件|表)",
    re.ASCII,
)
_MEANING = re.compile(
    r"^(?:what(?:'s| is| are| does)|define|explain)(?: an?| the| your)? (?:engagement|completion|retention|ctr|click-through|watch time|interactions?|influence|segments?|drivers|gmv)(?: rates?| scores?)?(?: mean| stand for)?[?. ]*$",
    re.ASCII,
)
_REGULAR = re.compile(
    r"\b(?:e?-?mail|send|post|deliver|give|ping|share|push)\b.*\b(?:every|each|daily|weekly|monthly|(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b|每(?:天|日|周|月|个?星期|个?工作日).*(?:发|推|送|汇报|播报|给我)",
    re.ASCII,
)
_SLOT_TO_POST = re.compile(
    r"(?:\d|[一二三四五六七八九十])点.{0,2}(?:发|播|直播|传).*(?:吗|如何|怎么?样|会|行不行|好不好|多少)|发.*(?:会怎么?样|会火|能火)",
    re.ASCII,
)
_STOCK = re.compile(
    r"\bstocks?\b|\bshare price|\bshares (?:of|in) [a-z]+ (?:inc|ltd)|\binc\.?(?![a-z])|股市|股价|股票|汇率", re.ASCII
)
_SIDE_BY_SIDE = re.compile(
    r"\bwhich (?:of (?:our|the|my) )?(?:platform|account|topic)s?\b(?!.*\b(?:should|work with|partner|influenc\w+|spread|collab\w*|contact|follow)\b)|\bwhich hours?\b.*\b(?:most|highest|fewest|lowest)\b|(?:哪个|哪些)(?:平台|话题)(?!.*(?:适合|推广))|哪个(?:时段|时间段|小时).*(?:最高|最多|最低|最少)",
    re.ASCII,
)
_PERIODIC = re.compile(
    r"\b(?:weekly|daily|monthly|quarterly)\b (?:\w+ )?(?:numbers|stats|statistics|figures|metrics|results|performance|totals?|views|likes|comments|shares|saves|follow(?:er)?s|revenue|sales|orders|engagement|completion|retention|watch time)\b"
    r"|(?:每周|每日|每天|每月|周度|月度|日度)的?(?:数据|指标|播放|完播|点赞|评论|分享|转发|收藏|互动|涨粉|销售|成交|表现|情况)",
    re.ASCII,
)
_SCHEDULED = re.compile(
    r"\b(?:every|each|send|sent|post|deliver\w*|mail|email|e-mail|push|drop|ping|subscri\w*|schedul\w*|automatic\w*|automate|regularly|digest|report|briefing|summary|update|recap|at \d|by \d|\d ?(?:am|pm)|in slack|this channel|to (?:me|us|the team)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
    r"|发|推|送|订阅|汇报|播报|提醒|通知|定时|自动|[点时](?!赞|击|评)|报",
    re.ASCII,
)
_BEST_CHOICE = re.compile(
    r"\b(?:best|ideal|optimal|optimum|perfect|right|recommended|good) (?:video |clip |reel |caption |posting |publishing |upload )?(?:lengths?|durations?|times?|hours?|days?|weekdays?)\b"
    r"|\bwhat (?:most |really |mainly )?(?:drives?|influences?|affects?|determines?|moves?|boosts?)\b"
    r"|\b(?:are|is|do|does) (?:our )?(?:videos?|clips?|reels?|posts?) (?:that are )?(?:under|over|below|above|shorter than|longer than) .*\b(?:more|better|less|worse)\b",
    re.ASCII,
)
_WHO_WATCHES = re.compile(
    r"^\W*(?:and |so |hey,? |hi,? )*who(?:'s| is| are)? (?:actually |really |still |even |mostly )?(?:watch(?:es|ing)?|view(?:s|ing)?|tun(?:es|ing) in)\b",
    re.ASCII,
)
_HOW_LONG_WATCHED = re.compile(
    r"(?:观众|粉丝|用户|大家|人们|他们|人均|平均|一般).{0,6}(?:看|停留|坚持|待).{0,4}(?:多久|多长时间|几秒|多少秒|几分钟)|看到第?(?:几|多少)秒"
    r"|\bhow (?:long|many seconds) (?:do|does|will|would) (?:\w+ ){0,3}(?:viewers?|people|fans?|users?|followers?) (?:\w+ )?(?:watch|stay|stick|last|hang)",
    re.ASCII,
)
_OTHER_SCRIPTS = re.compile(
    r"[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0590-\u05ff\u0e00-\u0e7f\u0900-\u097f\u0370-\u03ff]"
)
_WORDS_OF_OTHERS = re.compile(
    r"\b(?:wie|wird|das|ist|und|nicht|bitte|können|wir|unsere|welche|quel|quelle|est|les|des|nous|nos|pour|avec|combien|fait|puedes|cuántas|cuáles|cuál|nuestros|para|qué|como|una|por|los|quanti|quali|nostri|sono|che|della|quantas|nossos)\b",
    re.ASCII,
)
_DOMAIN = re.compile(
    r"\b(?:videos?|vids?|clips?|audiences?|viewers?|fans|followers|creators?|influencers?|bloggers?|kols?|content|posts?|posting|hooks?|kpis?|metrics?|stats|numbers|segments?|digests?|subscri\w+|reports?|channels?|accounts?|campaigns?|viral|watch\w*|film\w*|shoot|ideas?|inspiration|forecast|predict\w*|engagement|performance|drivers?|superfans?|regulars|reach|brainstorm\w*|briefs?|concepts?|brand|trends?|data|weekly|daily|monthly|algorithm|hashtags?|topics?|community|commands?)\b"
    r"|视频|观众|粉丝|用户|受众|达人|博主|红人|网红|数据|指标|播放|完播|点赞|分享|转发|收藏|互动|话题|选题|创意|灵感|点子|脚本|拍|发布|直播|账号|预测|预估|爆|火|周报|日报|订阅|推送|分群|人群|影响|涨粉|流量|表现|同比|环比|效果|命令|功能|简报|报告|种草|推广|宣传|合作|内容|作品|号",
    re.ASCII,
)


_NO_WORD = 60
"""Latin letters in a row from which on they are no word."""


def is_empty(text: str) -> bool:
    """Whether nothing at all was said."""
    return not text.strip()


def has_letters(text: str) -> bool:
    """Whether there is a word in it: not emoji and signs alone."""
    words = re.sub(r":[a-z0-9_+'-]+:", " ", text).split()
    return any(sign.isalnum() for word in words if not (word.isascii() and len(word) > _NO_WORD) for sign in word)


def is_domain(said: NormalizedText, slots: Mapping[str, object]) -> bool:
    """Whether a word of our field, or the value of an option, was said."""
    return bool(slots) or bool(_DOMAIN.search(said.lower))


def evidence(said: NormalizedText) -> dict[str, float]:
    """Log-odds to add to an intent's."""
    lower, found = said.lower, dict.fromkeys((*_NAMES, "out_of_scope"), 0.0)
    opening = _OPENING.search(lower)
    if opening:
        intent = next(name for name in _NAMES if opening[name])
        found[intent] += _STRONG if len(lower) < 60 else 1.0
    for intent, pattern in _RULED_OUT.items():
        if pattern.search(lower):
            found[intent] -= 2 * _STRONG
            rest = pattern.sub(" ", lower)
            for other, meant in _MEANT.items():
                if other != intent and meant.search(rest):
                    found[other] += _STRONG
    for pattern in (_ORDERS, _CODE):
        if pattern.search(lower):
            found["out_of_scope"] += 2 * _STRONG
    if _PERSON.search(lower):
        found["out_of_scope"] += _STRONG
    if _DEEDS.search(lower) or _HAN_DEEDS.search(lower):
        found["out_of_scope"] += 2.5
    if _HOW_TO_BRING.search(lower) or _MEANING.search(lower):
        found["help"] += 1.5 * _STRONG
    if _REGULAR.search(lower):
        found["digest"] += 0.75 * _STRONG
    if _SLOT_TO_POST.search(lower):
        found["predict"] += 1.5
    if _STOCK.search(lower):
        found["out_of_scope"] += _STRONG
    if _PERIODIC.search(lower) and not _SCHEDULED.search(lower):
        found["kpis"] += _STRONG
        found["digest"] -= _STRONG
    if _BEST_CHOICE.search(lower):
        found["drivers"] += 1.5
    if _WHO_WATCHES.search(lower):
        found["segments"] += 1.5
    if _HOW_LONG_WATCHED.search(lower):
        found["kpis"] += 2.5
    if not _RULED_OUT["kpis"].search(lower) and _SIDE_BY_SIDE.search(lower):
        found["kpis"] += 1.5
    letters = [sign for sign in lower if sign.isalpha()]
    if letters and len(_OTHER_SCRIPTS.findall(lower)) > 0.2 * len(letters):
        found["out_of_scope"] += 2 * _STRONG
    if len(_WORDS_OF_OTHERS.findall(lower)) >= 2:
        found["out_of_scope"] += 1.5 * _STRONG
    return found
