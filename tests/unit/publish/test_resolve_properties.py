"""What holds of resolving whatever the claims: it is idempotent, knows no order, and neither a
claim nor a document reaches further than it says.
"""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from api.publish.resolve.containment import is_inside
from api.publish.resolve.outcomes import Resolution
from api.publish.resolve.resolve import resolve
from api.publish.resolve.to_claims import Claim
from api.publish.seed.claimable import field_kind
from tests.unit.publish.resolving import LATE, claims_on
from tests.unit.publish.seeds import DAYS, claim, judged

_DOCUMENTS = st.sampled_from(list(DAYS))
_BASES = st.sampled_from(["stated", "inferred"])
_DATES = st.sampled_from(["2025", "2025-09", "2025-09-04", "2025-10", "2025-09-01/2025-09-10"])
_STATES = st.sampled_from(["pledged", "negotiating", "agreed", "signed"])
_REASONS = st.sampled_from(["official_over_press", "later_state", "different_scope"])


@st.composite
def _values(draw: st.DrawFn) -> dict[str, Any]:
    field = draw(st.sampled_from(["signed_on", "status", "amount", "amount_usd", "kind"]))
    if field == "signed_on":
        return {"field": field, "value": draw(_DATES)}
    if field == "status":
        effective = draw(st.one_of(st.none(), _DATES))
        return {"field": field, "value": draw(_STATES)} | (
            {"effective_on": effective} if effective else {}
        )
    if field == "kind":
        return {"field": field, "value": draw(st.sampled_from(["framework", "memorandum"]))}
    unit = "USD" if field == "amount_usd" else draw(st.sampled_from(["USD", "KRW"]))
    qualifier = draw(st.sampled_from(["exact", "about", "over"]))
    number = draw(st.sampled_from([7, 68, 70]))
    return {"field": field, "number": number, "unit": unit, "qualifier": qualifier}


@st.composite
def _raw(draw: st.DrawFn) -> dict[str, Any]:
    values = draw(_values())
    made = claim(values.pop("field"), draw(_DOCUMENTS), basis=draw(_BASES), **values)
    made |= {
        "line": draw(st.integers(1, 3)),
        "scope": draw(st.sampled_from([None, None, "agreed"])),
    }
    verdict = draw(st.sampled_from([None, None, None, "prefer", "reject"]))
    if verdict is None:
        return made
    made = judged(made, verdict, draw(_REASONS))
    made["judgement"]["because"] = draw(st.lists(_DOCUMENTS, min_size=1, max_size=2))
    return made


def _distinct(raw: list[dict[str, Any]]) -> list[Claim]:
    return list({one.id: one for one in claims_on("agreements", *raw)}.values())


_CLAIMS = st.lists(_raw(), min_size=1, max_size=8).map(_distinct)


def _comes_to(resolution: Resolution) -> dict[str, Any]:
    """Everything a reader sees of a resolution, in no order."""
    return {
        name: (
            sorted(sorted(one.id for one in group) for group in outcome.winners),
            {group[0].says for group in outcome.winners},
            outcome.disputed,
            outcome.contested,
            outcome.kind,
        )
        for name, outcome in resolution.outcomes.items()
    } | {"ranks": resolution.ranks}


def _is_tied(claims: list[Claim]) -> bool:
    """Whether the seed is at fault: two preferences contradict each other."""
    return any(resolve(claims, day).ties for day in DAYS.values())


@given(_CLAIMS, st.randoms())
def test_the_order_of_claims_never_matters(claims: list[Claim], random: Any) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    if not _is_tied(claims):
        assert _comes_to(resolve(claims, LATE)) == _comes_to(resolve(shuffled, LATE))


@given(_CLAIMS)
def test_resolving_twice_gives_the_same(claims: list[Claim]) -> None:
    assert _comes_to(resolve(claims, LATE)) == _comes_to(resolve(claims, LATE))


@given(_CLAIMS)
def test_a_document_never_changes_an_earlier_day(claims: list[Claim]) -> None:
    for day in DAYS.values():
        known = [one for one in claims if one.known_from <= day]
        assert _comes_to(resolve(claims, day)) == _comes_to(resolve(known, day))


@given(_CLAIMS, _raw())
def test_a_claim_never_changes_an_unrelated_field(claims: list[Claim], raw: dict[str, Any]) -> None:
    (added,) = claims_on("agreements", raw)
    touched = {"amount", "amount_usd"} if added.field.startswith("amount") else {added.field}
    before = _comes_to(resolve(claims, LATE))
    after = _comes_to(resolve([*claims, added], LATE))
    for name, outcome in before.items():
        if name not in touched and name != "ranks":
            assert after[name] == outcome
    for one in claims:
        if one.field not in touched:
            assert after["ranks"][one.id] == before["ranks"][one.id]


_PREFERRED_DOLLARS = judged(
    claim("amount_usd", "early", number=7, unit="USD", scope="agreed"),
    "prefer",
    "official_over_press",
)
_DISPUTED_WITH_PREFERRED_DOLLARS = claims_on(
    "agreements",
    claim("amount", "early", number=7, unit="KRW"),
    claim("amount", "early", number=68, unit="KRW"),
    _PREFERRED_DOLLARS,
)


@example(_DISPUTED_WITH_PREFERRED_DOLLARS)
@given(_CLAIMS)
def test_every_known_claim_has_a_rank_and_none_disputes_what_is_served(
    claims: list[Claim],
) -> None:
    resolution = resolve(claims, LATE)
    assert set(resolution.ranks) == {one.id for one in claims}
    for name, outcome in resolution.outcomes.items():
        accepted = [
            one
            for one in claims
            if one.field == name and resolution.ranks[one.id].rank == "accepted"
        ]
        if outcome.disputed:
            assert not outcome.winners
            assert not accepted
        elif outcome.winners and not name.startswith("amount"):
            served = outcome.winners[0][0]
            kind = field_kind("agreements", name)
            assert kind is not None
            for one in accepted:
                assert one.says == served.says or is_inside(kind.kind, served, one)
