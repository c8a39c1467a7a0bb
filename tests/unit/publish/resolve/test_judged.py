"""What a typed claim says of itself: whether it is a conversion, judged, in a lifecycle."""

import pytest

from api.publish.resolve.to_claims import Judgement, is_conversion
from tests.unit.publish.resolving import claims_on
from tests.unit.publish.seeds import DAYS, claim


@pytest.mark.parametrize(
    ("field", "conversion"),
    [
        ("amount_usd", True),
        ("parties[acme].amount_usd", True),
        ("amount", False),
        ("amount_usd_counted", False),
        ("parties[acme].amount", False),
        ("status", False),
    ],
)
def test_a_conversion_is_of_the_record_or_of_a_party(field: str, conversion: bool) -> None:
    assert is_conversion(field) is conversion


def test_a_judgement_is_of_its_verdict_and_in_force_from_its_day() -> None:
    (plain,) = claims_on("agreements", claim("kind", value="framework"))
    for verdict, other in (("prefer", "reject"), ("reject", "prefer")):
        judgement = Judgement(verdict, "more_precise", "A reason.", in_force_from=DAYS["middle"])
        judged = plain._replace(judgement=judgement)
        assert judged.judged(verdict, DAYS["early"]) is None
        assert judged.judged(verdict, DAYS["middle"]) is judgement
        assert judged.judged(verdict, DAYS["late"]) is judgement
        assert judged.judged(other, DAYS["late"]) is None
        assert plain.judged(verdict, DAYS["late"]) is None


def test_only_codes_of_a_lifecycle_have_stages_before_them() -> None:
    signed, kind, date = claims_on(
        "agreements",
        claim("status", value="signed"),
        claim("kind", value="framework"),
        claim("signed_on", value="2025-09"),
    )
    assert signed.stages_before is not None
    assert "pledged" in signed.stages_before
    assert (kind.stages_before, date.stages_before) == (None, None)


def test_a_scope_makes_another_claim() -> None:
    plain, scoped, other = claims_on(
        "agreements",
        claim("amount", number=5, unit="USD"),
        claim("amount", number=5, unit="USD", scope="part"),
        claim("amount", number=5, unit="USD", scope="whole"),
    )
    assert len({plain.id, scoped.id, other.id}) == 3
