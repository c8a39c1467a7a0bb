"""Keys of one claim that do not belong together: what is written and would have no effect, or says
the same in two ways. Never raises; yields problems.
"""

from collections.abc import Iterator
from typing import Any

from api.publish.check.findings import CodeAndMessage
from api.publish.seed.claimable import FieldKind
from api.publish.seed.index import Index

_FIGURE_KEYS = ("number", "min", "max")
_OPEN = {"min": ("at_least", "over"), "max": ("up_to", "under", "nearly")}


def key_problems(claim: dict[str, Any], kind: FieldKind, index: Index) -> Iterator[CodeAndMessage]:
    """What is wrong with the keys that stand beside the value."""
    given = [key for key in _FIGURE_KEYS if key in claim]
    if given:
        yield from _figure_keys(claim, given)
    else:
        for key in ("qualifier", "unit"):
            if key in claim and kind.kind != "value":
                yield "bad_value", f"`{key}` belongs to figures, and '{claim['field']}' is none"
    speaker = claim.get("attributed_to")
    if speaker in index.party_collections and speaker.islower():
        yield (
            "bad_value",
            f"`attributed_to` takes the words of the document, not the id '{speaker}'",
        )
    judgement = claim.get("judgement")
    if judgement and "over" in judgement:
        own = [claim[key] for key in ("value", *given) if key in claim]
        for value in judgement["over"]:
            if any(type(one) is type(value) and one == value for one in own):
                yield "bad_judgement", f"`over` names '{value}', the value of the claim itself"


def _figure_keys(claim: dict[str, Any], given: list[str]) -> Iterator[CodeAndMessage]:
    if "value" in claim:
        yield "two_values", f"`value` and `{given[0]}` are given; a figure takes `{given[0]}` alone"
    if "modifier" in claim:
        yield "bad_value", "`modifier` belongs to dates; use `qualifier` for figures"
    qualifier = claim.get("qualifier")
    if qualifier == "range" and given != ["min", "max"]:
        yield "bad_value", "`qualifier: range` takes `min` and `max`"
    if len(given) == 1 and given[0] in _OPEN and qualifier not in _OPEN[given[0]]:
        takes = " or ".join(_OPEN[given[0]])
        yield "bad_value", f"`{given[0]}` alone takes the `qualifier` {takes}"
