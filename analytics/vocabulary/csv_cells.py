"""Text cells on their way out of and into a CSV file: harmless in a spreadsheet, and the same again.

A cell that is no number and starts with `=`, `+`, `-`, `@` or a control character is run as a formula
by spreadsheet programs (OWASP, "CSV Injection"); a leading apostrophe makes it text.
"""

from __future__ import annotations

_FORMULA_STARTS = frozenset("=+-@")


def _starts_a_formula(text: str) -> bool:
    return text[:1] in _FORMULA_STARTS or (text != "" and ord(text[0]) < 0x20)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def guard(text: str) -> str:
    """Return `text` with an apostrophe in front where a spreadsheet would run it.

    Text that already reads like a guarded cell is guarded once more, so that `unguard` gives back exactly `text`.
    """
    bare = text.lstrip("'")
    if _starts_a_formula(bare) and (bare != text or not _is_number(text)):
        return "'" + text
    return text


def unguard(text: str) -> str:
    """Take off the one apostrophe that `guard` put on."""
    if text.startswith("'") and _starts_a_formula(text.lstrip("'")):
        return text[1:]
    return text
