"""What is wrong with the facts that were looked up about a document is a fault."""

from typing import Any

import pytest

from api.base.errors import BuildFaults
from api.publish.publish import check_seed
from tests.unit.publish.seeds import DAYS, SeedFolder, claim

LOCATED: dict[str, Any] = {
    "number": "002",
    "url": "https://example.org/a-page",
    "publisher": "The Example",
    "title": "A title that is longer than eight words of one line",
    "kind": "newspaper",
    "relays": ["A ministry", "A wire"],
    "references": [{"number": 1, "resolvable": False}, {"title": "A text", "resolvable": True}],
    "located_basis": "Found by a search.",
}


def located(seed: SeedFolder, **changed: Any) -> None:
    facts = {
        "file_name": "early.txt",
        "sha256": "a" * 64,
        "known_from": DAYS["early"],
        "known_from_basis": "Said so.",
        "known_from_confidence": "high",
    }
    claims = [claim("title", "early", value="A title that …")]
    whole = {"id": "early", **facts, **LOCATED, **changed, "claims": claims}
    seed.write(
        "documents/early.yaml", {key: value for key, value in whole.items() if value is not None}
    )


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("missing_key", {"located_basis": None}),
        ("unknown_code", {"kind": "blog"}),
        ("bad_value", {"url": "example.org"}),
        ("bad_value", {"url": "https://example.org/#part"}),
        ("bad_value", {"archive_url": "ftp://example.org"}),
        ("bad_type", {"number": 2}),
        ("bad_type", {"relays": "A wire"}),
        ("bad_type", {"relays": [1]}),
        ("missing_key", {"references": [{"number": 1}]}),
        ("bad_type", {"references": [{"number": "1", "resolvable": True}]}),
        ("bad_value", {"references": [{"number": 1, "resolvable": True}] * 2}),
    ],
)
def test_a_faulty_source_is_named(seed: SeedFolder, code: str, changed: dict[str, Any]) -> None:
    seed.deal()
    located(seed, **changed)
    with pytest.raises(BuildFaults) as raised:
        check_seed(seed.folder)
    assert [(one.file, one.code) for one in raised.value.faults] == [
        ("seed/documents/early.yaml", code)
    ]
