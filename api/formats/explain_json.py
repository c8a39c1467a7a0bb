"""An explanation as the API answers it. Pure."""

from typing import Any

from api.formats.explanations import Explanation
from api.formats.passages import Passage


def explanation_json(explained: Explanation, *, whole: bool) -> dict[str, Any]:
    """One field explained: only its sentence and number of sides without the `whole`."""
    said = (*explained.passages, *explained.others)
    return {
        "field": explained.meaning.name,
        "label": explained.label,
        "value_text": explained.value or None,
        "status": explained.status or None,
        "computed_from": explained.computed_from,
        "sentence": explained.sentence,
        "official": explained.official,
        "side_count": len(said),
        "sides": [_side(one) for one in said] if whole else [],
        "changes": [
            {
                "day": one.day,
                "change": one.text,
                "document_id": one.document.id if one.document else None,
            }
            for one in (explained.changes if whole else ())
        ],
        "unknown": list(explained.unknown),
    }


_SIDE_KEYS = (
    "rank",
    "rank_reason",
    "rank_note",
    "quote",
    "attributed_to",
    "basis",
    "scope",
    "effective_on",
)


def _side(one: Passage) -> dict[str, Any]:
    claim = one.claim
    return {
        "value_text": one.says,
        "reason": one.reason,
        **{key: claim[key] for key in _SIDE_KEYS},
        "document_id": one.document.id,
        "document_title": one.document.title,
        "document_publisher": one.document.publisher,
        "document_kind": one.document.kind,
        "document_kind_label": one.document.kind_label or None,
        "known_from": claim["known_from"],
        "line": claim["line"],
        "source_url": claim.get("source_url"),
        "source_url_unique": claim.get("source_url_unique"),
        "field": claim["field"],
        "claim_id": claim["id"],
    }
