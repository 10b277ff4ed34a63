"""Help on all commands, and on one."""

from __future__ import annotations

from functools import cache

from bot.blocks.message import Message, context, fitted, header, section
from bot.texts import knows, say

_EXAMPLES: dict[str, tuple[str, ...]] = {
    "segments": ("segments", "segments k=4 last 30 days", "segments of=creators show=table private"),
    "influencers": ("influencers", "influencers top 5 last 90 days", "influencers half_life=90 show=table private"),
}
_EXAMPLES["kpis"] = ("kpis", "kpis last 7 days by=platform", "kpis metric=likes topic=cooking vs=year private")
_EXAMPLES["predict"] = (
    "predict weekday=tue hour=20 or weekday=sat hour=11",
    "predict completion duration=20 topic=cooking",
    "predict",
    "predict score",
)
_EXAMPLES["drivers"] = ("drivers", "drivers completion last 90 days", 'drivers segment="night owls"')
_EXAMPLES["ideas"] = ("ideas", "ideas topic=cooking n=3", "ideas platform=douyin private")
_DIGESTS = ("weekly mon 9:00", "daily 9:00 influencers top 5", "monthly 31 9:00", "0 9 * * 1", "list", "pause 3", "")
_EXAMPLES_ALL = (
    "kpis last 7 days",
    "segments last 30 days",
    "segments k=4 show=table",
    "influencers top 5",
    "ideas n=3",
)


@cache
def help_message(command: str | None, lang: str, prefix: str = "") -> Message:
    """Return help for one command from the table of options, or for all; `prefix` as in the manifest, such as `rp_`."""
    # Imported here: the spelling suggestions of `requests` load pandas, which no other message needs.
    from bot.requests import OPTIONS, QUESTIONS

    if command == "digest":
        return _digest_help(lang, prefix)
    known = command if command in QUESTIONS else None
    title = say(lang, "help-title-one", command=prefix + known) if known else say(lang, "help-title")
    blocks = [header(title)]
    examples = _EXAMPLES[known] if known else _EXAMPLES_ALL
    if known:
        blocks.append(section(say(lang, f"help-{known}")))
        options = [
            say(
                lang,
                "help-option",
                example=option.example,
                does=_does(option.help_key, known, lang),
            )
            for option in OPTIONS
            if known in option.commands
        ]
        blocks.append(section("\n".join([say(lang, "help-options"), *options])))
    else:
        for name in QUESTIONS:
            more = say(lang, "help-more", command=f"/{prefix}{name}")
            blocks.append(section(f"{say(lang, f'help-{name}')}\n{more}"))
        blocks.append(section(f"{say(lang, 'help-digest')}\n{say(lang, 'help-more', command=f'/{prefix}digest')}"))
    tried = [f"`/{prefix}{example}`" for example in examples]
    blocks.append(section("\n".join([say(lang, "help-examples"), *tried])))
    blocks.append(context(say(lang, "help-no-period"), say(lang, "help-anywhere", prefix=prefix)))
    return fitted("\n".join([title, *tried]), blocks)


def _digest_help(lang: str, prefix: str) -> Message:
    tried = [f"`/{prefix}digest {example}`".replace(" `", "`") for example in _DIGESTS]
    title = say(lang, "help-title-one", command=f"{prefix}digest")
    said = [section(say(lang, "help-digest")), section("\n".join([say(lang, "help-examples"), *tried]))]
    return fitted("\n".join([title, *tried]), [header(title), *said, context(say(lang, "help-digest-more"))])


def _does(key: str, command: str, lang: str) -> str:
    """What an option does; where one command means something else by it, what it does there."""
    own = f"{key}-{command}"
    return say(lang, own if knows(lang, own) else key)
