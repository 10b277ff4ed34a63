"""Labels of AI-generated content: the visible text, and the implicit label in metadata.

The texts follow China's Measures for Labelling AI-Generated and Synthetic Content (in force since 1 September 2025),
which require “人工智能” or “AI” with “生成” or “合成”, and the labels of TikTok, YouTube and Meta. The field `AIGC` and
its keys follow GB 45438-2025, appendix E: `Label` 1 means that the content is generated.
"""

from __future__ import annotations

GENERATED_BY = "ReelPulse"
LABELS = {"en": "AI-generated", "zh": "内容由人工智能（AI）生成"}


def label_facts(identity: str) -> dict[str, object]:
    """`generated_by`, the label in both languages, and the implicit label; `identity` is the id of the content."""
    return {
        "generated_by": GENERATED_BY,
        "label": " · ".join(LABELS.values()),
        "AIGC": {
            "Label": "1",
            "ContentProducer": GENERATED_BY,
            "ProduceID": identity,
            "ReservedCode1": "",
            "ContentPropagator": "",
            "PropagateID": "",
            "ReservedCode2": "",
        },
    }
