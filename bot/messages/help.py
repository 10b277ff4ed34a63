"""Help on all commands, and on one."""

from __future__ import annotations

from functools import cache

from bot.blocks.message import Message, context, fitted, header, section
from bot.requests import command_named, options_of, questions
from bot.texts import knows, say


def help_message(command: str | None, lang: str, prefix: str = "") -> Message:
    """Return help for one command from the table of options, or for all; `prefix` as in the manifest, such as `rp_`."""
    return _help_message(command, lang, prefix, questions())


@cache
def _help_message(command: str | None, lang: str, prefix: str, names: tuple[str, ...]) -> Message:
    if command == "digest":
        return _digest_help(lang, prefix)
    question = command if command in names else None
    title = say(lang, "help-title-one", command=prefix + question) if question else say(lang, "help-title")
    blocks = [header(title)]
    if question:
        blocks.append(section(say(lang, f"help-{question}")))
        options = [
            say(
                lang,
                "help-option",
                example=option.example,
                does=_does(option.help_key, question, lang),
            )
            for option in options_of(question)
        ]
        blocks.append(section("\n".join([say(lang, "help-options"), *options])))
    else:
        for name in names:
            more = say(lang, "help-more", command=f"/{prefix}{name}")
            blocks.append(section(f"{say(lang, f'help-{name}')}\n{more}"))
        blocks.append(section(f"{say(lang, 'help-digest')}\n{say(lang, 'help-more', command=f'/{prefix}digest')}"))
    typed = command_named(question or "reelpulse").examples
    examples = [f"`/{prefix}{example}`" for example in typed]
    blocks.append(section("\n".join([say(lang, "help-examples"), *examples])))
    blocks.append(context(say(lang, "help-no-period"), say(lang, "help-anywhere", prefix=prefix)))
    return fitted("\n".join([title, *examples]), blocks)


def _digest_help(lang: str, prefix: str) -> Message:
    examples = [f"`/{prefix}{example}`" for example in command_named("digest").examples]
    title = say(lang, "help-title-one", command=f"{prefix}digest")
    sections = [section(say(lang, "help-digest")), section("\n".join([say(lang, "help-examples"), *examples]))]
    return fitted("\n".join([title, *examples]), [header(title), *sections, context(say(lang, "help-digest-more"))])


def _does(key: str, command: str, lang: str) -> str:
    """What an option does; where one command means something else by it, what it does there."""
    own = f"{key}-{command}"
    return say(lang, own if knows(lang, own) else key)
