"""How what was generated is labelled: in words for people, and in metadata for whoever passes it on.

The words are those of China's Measures for Labelling AI-Generated and Synthetic Content (in force since 1 September
2025), which ask for “人工智能” or “AI” with “生成” or “合成”, and those that TikTok, YouTube and Meta show. The field
`AIGC` and its keys follow GB 45438-2025, appendix E: `Label` 1 says that the content is generated.
"""

from __future__ import annotations

GENERATED_BY = "ReelPulse"
LABELS = {"en": "AI-generated", "zh": "内容由人工智能（AI）生成"}


def label_facts(identity: str) -> dict[str, object]:
    """`generated_by`, the label in both languages, and the implicit label; `identity` names what was produced."""
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
