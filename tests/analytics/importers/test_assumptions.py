"""What was taken for granted is a code with facts, and every code has a sentence that uses its facts."""

from __future__ import annotations

import pickle
import string

import pytest

from analytics.importers.assumptions import WORDINGS, Assumption
from analytics.importers.formats import FORMATS


@pytest.mark.parametrize("code", WORDINGS)
def test_every_code_words_its_facts(code: str) -> None:
    names = [name for _, name, _, _ in string.Formatter().parse(WORDINGS[code]) if name]
    said = Assumption(code, {name: f"<{name}>" for name in names})
    assert all(f"<{name}>" in str(said) for name in names)
    assert pickle.loads(pickle.dumps(said)) == said  # noqa: S301 - our own bytes


def test_formats_take_only_for_granted_what_can_be_said() -> None:
    assert {code for kind in FORMATS for code in kind.assumes} <= set(WORDINGS)
