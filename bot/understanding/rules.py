"""Rules that outweigh the intent model: command names, negation, orders to the bot, code, other languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.requests.commands import command_named, questions
from bot.understanding.normalized_text import NormalizedText
from bot.understanding.pattern_files import read_patterns
from bot.understanding.rankings import is_sent_regularly, read_rank

_NAMES = {
    # A kind without patterns of its own is named by its command.
    **{kind: "|".join(map(re.escape, (kind, *command_named(kind).synonyms))) for kind in questions()},
    **read_patterns("intents"),
}
_NAMED = "|".join(f"(?P<{intent}>{words})" for intent, words in _NAMES.items())
_PATTERNS = read_patterns("rules", named=_NAMED)
_OPENING = re.compile(_PATTERNS["opening"], re.ASCII)
_NOT = r"(?:\bnot|\bno|\binstead of|\brather than|\bforget(?: the)?|不是|不要|别|不看|不用)(?: (?:the|my|a))? ?"
_RULED_OUT = {intent: re.compile(rf"{_NOT}(?:{words})(?![a-z])", re.ASCII) for intent, words in _NAMES.items()}
_NAMED_INTENT = {intent: re.compile(rf"(?:{words})(?![a-z])", re.ASCII) for intent, words in _NAMES.items()}
_STRONG = 4.0

_ORDERS = re.compile(_PATTERNS["orders"], re.ASCII)
_CODE = re.compile(_PATTERNS["code"], re.ASCII)
_PERSON = re.compile(_PATTERNS["person"], re.ASCII)
_DEEDS = re.compile(_PATTERNS["deeds"], re.ASCII)
_HAN_DEEDS = re.compile(_PATTERNS["han_deeds"])
_HOW_TO_BRING = re.compile(_PATTERNS["how_to_bring"], re.ASCII)
_MEANING = re.compile(_PATTERNS["meaning"], re.ASCII)
_REGULAR = re.compile(_PATTERNS["regular"], re.ASCII)
_SLOT_TO_POST = re.compile(
    r"(?:\d|[一二三四五六七八九十])点.{0,2}(?:发|播|直播|传).*(?:吗|如何|怎么?样|会|行不行|好不好|多少)|发.*(?:会怎么?样|会火|能火)",
    re.ASCII,
)
_STOCK = re.compile(
    r"\bstocks?\b|\bshare price|\bshares (?:of|in) [a-z]+ (?:inc|ltd)|\binc\.?(?![a-z])|股市|股价|股票|汇率", re.ASCII
)
_SIDE_BY_SIDE = re.compile(_PATTERNS["side_by_side"], re.ASCII)
_PERIODIC = re.compile(_PATTERNS["periodic"], re.ASCII)
_SCHEDULED = re.compile(_PATTERNS["scheduled"], re.ASCII)
_BEST_CHOICE = re.compile(_PATTERNS["best_choice"], re.ASCII)
_WHO_WATCHES = re.compile(_PATTERNS["who_watches"], re.ASCII)
_HOW_LONG_WATCHED = re.compile(_PATTERNS["how_long_watched"], re.ASCII)
_OTHER_SCRIPTS = re.compile(
    r"[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0590-\u05ff\u0e00-\u0e7f\u0900-\u097f\u0370-\u03ff]"
)
_WORDS_OF_OTHERS = re.compile(_PATTERNS["words_of_others"], re.ASCII)
_DOMAIN = re.compile(_PATTERNS["domain"], re.ASCII)


_NO_WORD = 60
"""More Latin letters in a row than this are not a word."""


def is_empty(text: str) -> bool:
    """Whether the text is empty."""
    return not text.strip()


def has_letters(text: str) -> bool:
    """Whether the text contains a word, not only emoji and punctuation."""
    words = re.sub(r":[a-z0-9_+'-]+:", " ", text).split()
    return any(
        character.isalnum() for word in words if not (word.isascii() and len(word) > _NO_WORD) for character in word
    )


def has_domain_word(question: NormalizedText, slots: Mapping[str, object]) -> bool:
    """Whether the question contains a word of the field or the value of an option."""
    return bool(slots) or bool(_DOMAIN.search(question.lower))


def rule_evidence(question: NormalizedText) -> dict[str, float]:
    """Return the log-odds that the rules add to each intent."""
    lower, log_odds = question.lower, dict.fromkeys((*_NAMES, "out_of_scope"), 0.0)
    opening = _OPENING.search(lower)
    if opening:
        intent = next(name for name in _NAMES if opening[name])
        log_odds[intent] += _STRONG if len(lower) < 60 else 1.0
    for intent, pattern in _RULED_OUT.items():
        if pattern.search(lower):
            log_odds[intent] -= 2 * _STRONG
            rest = pattern.sub(" ", lower)
            for other, pattern_of in _NAMED_INTENT.items():
                if other != intent and pattern_of.search(rest):
                    log_odds[other] += _STRONG
    for pattern in (_ORDERS, _CODE):
        if pattern.search(lower):
            log_odds["out_of_scope"] += 2 * _STRONG
    if _PERSON.search(lower):
        log_odds["out_of_scope"] += _STRONG
    if _DEEDS.search(lower) or _HAN_DEEDS.search(lower):
        log_odds["out_of_scope"] += 2.5
    if _HOW_TO_BRING.search(lower) or _MEANING.search(lower):
        log_odds["help"] += 1.5 * _STRONG
    if _REGULAR.search(lower):
        log_odds["digest"] += 0.75 * _STRONG
    if _SLOT_TO_POST.search(lower):
        log_odds["predict"] += 1.5
    if _STOCK.search(lower):
        log_odds["out_of_scope"] += _STRONG
    if _PERIODIC.search(lower) and not _SCHEDULED.search(lower):
        log_odds["kpis"] += _STRONG
        log_odds["digest"] -= _STRONG
    if _BEST_CHOICE.search(lower):
        log_odds["drivers"] += 1.5
    if _WHO_WATCHES.search(lower):
        log_odds["segments"] += 1.5
    if _HOW_LONG_WATCHED.search(lower):
        log_odds["kpis"] += 2.5
    if read_rank(lower) and not (_REGULAR.search(lower) or is_sent_regularly(lower)):
        log_odds["kpis"] += 2 * _STRONG
    if not _RULED_OUT["kpis"].search(lower) and _SIDE_BY_SIDE.search(lower):
        log_odds["kpis"] += 1.5
    letters = [character for character in lower if character.isalpha()]
    if letters and len(_OTHER_SCRIPTS.findall(lower)) > 0.2 * len(letters):
        log_odds["out_of_scope"] += 2 * _STRONG
    if len(_WORDS_OF_OTHERS.findall(lower)) >= 2:
        log_odds["out_of_scope"] += 1.5 * _STRONG
    return log_odds
