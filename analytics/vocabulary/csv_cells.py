"""Text cells of CSV files, guarded so that spreadsheets do not run them as formulas.

Spreadsheet programs run a cell as a formula if it starts with `=`, `+`, `-`, `@` or a control character and is not a
number (OWASP, "CSV Injection"). A leading apostrophe makes it text.
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
    """Return `text`, with an apostrophe in front if a spreadsheet would run it.

    Text that looks like a guarded cell is guarded again, so that `unguard` returns exactly `text`.
    """
    bare = text.lstrip("'")
    if _starts_a_formula(bare) and (bare != text or not _is_number(text)):
        return "'" + text
    return text


def unguard(text: str) -> str:
    """Remove the apostrophe that `guard` added."""
    if text.startswith("'") and _starts_a_formula(text.lstrip("'")):
        return text[1:]
    return text
