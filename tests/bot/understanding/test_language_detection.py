"""What is neither English nor Chinese is recognised, and what only borrows a word is not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding import understand
from bot.understanding.language_detection import is_foreign


@pytest.mark.parametrize(
    "text",
    [
        "Wer schaut unsere Videos?",
        "Wie viele Likes hatten wir letzte Woche auf TikTok?",
        "¿Quién ve nuestros videos?",
        "Combien de vues pour nos vidéos la semaine dernière ?",
        "Quantas visualizações os nossos vídeos tiveram na última semana?",
        "Кто смотрит наши видео?",
        "動画を見ているのは誰ですか",
        "누가 우리 영상을 보나요?",
    ],
)
def test_another_language_is_refused(text: str) -> None:
    assert is_foreign(text)
    assert understand(text, date(2026, 11, 24)).best.intent == "out_of_scope"


@pytest.mark.parametrize(
    "text",
    [
        "who watches us?",
        "how did our salsa para principiantes videos do last week",
        "谁在看 our videos",
        "近两周抖音的点赞怎么样",
        "views last month",
        "top 5 KOLs for skincare",
    ],
)
def test_english_and_chinese_are_not_foreign(text: str) -> None:
    assert not is_foreign(text)
