"""Claims as the seed writes them become typed claims: their values as text, their qualifiers, and
an id that says the same on every run.
"""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from api.publish.resolve.to_claims import Claim, Judgement, to_claims
from tests.unit.publish.resolve.resolved import raw_record
from tests.unit.publish.seeds import DAYS, claim, judged


def typed(*raw: dict[str, Any], collection: str = "agreements", **data: Any) -> list[Claim]:
    return to_claims(raw_record(collection, *raw, **data), dict(DAYS))


@pytest.mark.parametrize(
    ("said", "value", "qualifier"),
    [
        ({"value": "framework"}, "framework", None),
        ({"value": "2025-09", "qualifier": "about"}, "2025-09", "about"),
        ({"value": True}, "true", None),
        ({"value": False}, "false", None),
        ({"value": 2025}, "2025", None),
        ({"number": 45}, "45", "exact"),
        ({"number": 45.0}, "45", "exact"),
        ({"number": 9.2}, "9.2", "exact"),
        ({"number": 0}, "0", "exact"),
        ({"number": 550_000_000_000}, "550000000000", "exact"),
        ({"number": 45, "qualifier": "over"}, "45", "over"),
        ({"min": 30, "max": 60.5}, "30/60.5", "range"),
        ({"min": 30}, "30/..", "range"),
        ({"max": 60}, "../60", "range"),
        ({"min": 30, "max": 60, "qualifier": "about"}, "30/60", "about"),
    ],
)
def test_what_a_claim_says_as_text(said: dict[str, Any], value: str, qualifier: str | None) -> None:
    (made,) = typed(claim("value", **said))
    assert (made.value, made.qualifier) == (value, qualifier)
    assert (made.number, made.minimum, made.maximum) == (
        said.get("number"),
        said.get("min"),
        said.get("max"),
    )


def test_everything_written_is_kept() -> None:
    raw = claim("signed_on", "middle", value="2025-09", modifier="late", unit="days", quote="said")
    more = {"line": 7, "start": 3, "end": 7, "attributed_to": "Acme", "effective_on": "2025-08"}
    (made,) = typed({**judged(raw, "prefer", "more_precise"), **more})
    assert made._replace(id="") == Claim(
        id="",
        subject_type="agreements",
        subject_id="one",
        field="signed_on",
        value="2025-09",
        number=None,
        minimum=None,
        maximum=None,
        qualifier=None,
        modifier="late",
        unit="days",
        document_id="middle",
        line=7,
        start=3,
        end=7,
        quote="said",
        prefix=None,
        suffix=None,
        source_url_unique=True,
        scope=None,
        basis="stated",
        attributed_to="Acme",
        effective_on="2025-08",
        words_reason=None,
        known_from=DAYS["middle"],
        judgement=Judgement(
            "prefer",
            "more_precise",
            "An editor's reason.",
            ("middle",),
            (),
            DAYS["middle"],
        ),
    )
    assert typed(raw)[0].judgement is None


def test_a_judgement_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Judgement("prefer", "more_precise", "Note.").verdict = "reject"  # type: ignore[misc]


def test_a_record_without_claims_has_none() -> None:
    assert typed() == []
    assert typed(claims=None) == []


def test_an_id_covers_what_is_said_of_what_and_where() -> None:
    base = claim("value", number=45, unit="days")
    (first,) = typed(base)
    assert typed(base)[0].id == first.id
    assert first.id.startswith("c-")
    assert len(first.id) == len("c-") + 16
    others = [
        *(
            typed({**base, **change})[0].id
            for change in (
                {"field": "amount"},
                {"number": 46},
                {"unit": "percent"},
                {"document": "late"},
                {"line": 2},
                {"start": 1},
                {"end": 8},
            )
        ),
        typed(base, collection="terms")[0].id,
        typed(base, id="another")[0].id,
    ]
    assert len({first.id, *others}) == 10


def test_two_claims_say_the_same_where_value_qualifier_modifier_and_unit_do() -> None:
    base = claim("value", number=45, unit="days")
    same, *others = typed(
        {**base, "line": 9, "document": "late", "attributed_to": "Acme"},
        {**base, "number": 46},
        {**base, "unit": "percent"},
        {**base, "qualifier": "over"},
        {**base, "modifier": "late"},
    )
    assert same.says == typed(base)[0].says
    assert all(one.says != same.says for one in others)
