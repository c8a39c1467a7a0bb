"""What a newsroom asks of the dataset, and the answers the documents give: figures, sums, days,
disagreements, sources, silences.

Each row is one question: the request, the place of the answer in what comes back, and the answer.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
import pytest

BILLION = 1_000_000_000
OCTOBER_26, OCTOBER_31, DECEMBER = "as_of=2025-10-26", "as_of=2025-10-31", "as_of=2025-12-24"


class Question(NamedTuple):
    """A request below `/v1/`, the place of the answer (see `pick`) and the answer."""

    asked: str
    request: str
    place: str
    answer: Any


JAPAN, KOREA = "agreements/us-japan-investment", "agreements/us-korea-investment"
PACKAGE, PIPELINE = "commitments/japan-fact-sheet-package", "commitments/japan-project-pipeline"
REFINERY, PLANT = "projects/korea-zinc-refinery", "projects/ohio-gas-power-plant"
MEETING = "events/us-japan-consultation-committee-meeting"

LOOKUPS = [
    Question(
        "How much did Japan pledge?",
        JAPAN,
        "item.amount&currency&amount_basis",
        [550 * BILLION, "USD", "pledged"],
    ),
    Question(
        "How much did South Korea pledge?",
        KOREA,
        "item.amount&amount_qualifier",
        [350 * BILLION, "exact"],
    ),
    Question(
        "When was the Japanese memorandum signed?",
        "agreements/us-japan-september-memorandum",
        "item.signed_on",
        "2025-09",
    ),
    Question(
        "By when are Japan's investments due?",
        JAPAN,
        "item.ends_on&ends_on_modifier",
        ["2029-01-19", "by"],
    ),
    Question(
        "How are profits split?",
        "terms/us-japan-profit-split",
        "item.value&status",
        ["90:10", "agreed"],
    ),
    Question(
        "From when does that split apply?",
        "terms/us-japan-profit-split-timing",
        "item.value",
        "after the outlay is recovered",
    ),
    Question(
        "How soon do both sides meet on minerals?",
        "terms?agreement_id=us-japan-critical-minerals-framework&kind=consultation",
        "items.*.value_number&value_qualifier&unit",
        [[10, "up_to", "days"]],
    ),
    Question(
        "Does the minerals framework bind?",
        "agreements/us-japan-critical-minerals-framework",
        "item.binding",
        False,
    ),
    Question(
        "Who signed the technology deals?",
        "agreements?kind=prosperity_deal",
        "items.*.parties.role=signatory.*.party_id",
        [["michael-kratsios"]] * 2,
    ),
    Question(
        "How large is the fact-sheet package?",
        PACKAGE,
        "item.amount&amount_basis",
        [490 * BILLION, "packaged"],
    ),
    Question(
        "Which firms supply AI infrastructure?",
        "commitments/japan-ai-infrastructure",
        "item.parties.*.party_id",
        ["mitsubishi", "tdk", "fujikura"],
    ),
    Question(
        "How many firms are key players?",
        f"{PACKAGE}?include=companies",
        "item.companies_total",
        10,
    ),
    Question(
        "What is the pipeline worth?",
        PIPELINE,
        "item.amount&amount_qualifier&amount_basis",
        [400 * BILLION, "nearly", "pipeline"],
    ),
    Question(
        "How many projects are evaluated?",
        "indicators/japan-projects-under-evaluation",
        "item.value_number&value_qualifier",
        [20, "over"],
    ),
    Question(
        "Which states get a project of the first tranche?",
        "projects?tranche_id=us-japan-tranche-1&sort=id",
        "items.*.subdivision",
        ["US-GA", "US-OH", "US-TX"],
    ),
    Question(
        "How large is the Ohio plant?", PLANT, "item.capacity_value&capacity_unit", [9.2, "GW"]
    ),
    Question(
        "Who decides on projects?",
        "terms?agreement_id=us-japan-investment&kind=decision&sort=id",
        "items.id=us-japan-final-decision.*.obligation",
        ["The U.S. president gives the final approval"],
    ),
    Question(
        "Who chairs the meeting?",
        f"{MEETING}-2",
        "item.parties.role=chair.*.party_id",
        ["ryosei-akazawa", "howard-lutnick", "chris-wright"],
    ),
    Question(
        "Who advises?",
        JAPAN,
        "item.parties.role=adviser.*.party_id",
        ["us-japan-consultation-committee", "japan-government"],
    ),
    Question(
        "When was that meeting?",
        f"{MEETING}-2",
        "item.occurred_on&occurred_on_status",
        ["2025-12-23", "inferred"],
    ),
    Question("And the first?", f"{MEETING}-1", "item.occurred_on", "2025-12-15/2025-12-21"),
    Question("Which sectors are targeted?", JAPAN, "item.sectors.length", 8),
    Question("Who insures?", JAPAN, "item.parties.role=insurer.*.party_id", ["nexi"]),
    Question(
        "What does Amazon promise, and where?",
        "commitments/amazon-korea-cloud",
        "item.amount&host_country",
        [5 * BILLION, "KR"],
    ),
    Question(
        "What does the refinery cost?",
        REFINERY,
        "item.amount&amount_qualifier&currency&amount_usd",
        [10**13, "about", "KRW", 6_800_000_000],
    ),
    Question(
        "What does Washington pay of it?",
        REFINERY,
        "item.parties.role=contributor.*.amount&amount_qualifier",
        [[2 * 10**12, "about"]],
    ),
    Question(
        "What does Korea Zinc raise?",
        REFINERY,
        "item.parties.role=fundraiser.*.amount&currency",
        [[2_850 * BILLION, "KRW"]],
    ),
    Question("How many metals will it make?", REFINERY, "item.outputs.length", 8),
    Question(
        "From when has the U.S. first call?",
        "terms/korea-zinc-priority-access",
        "item.effective_on",
        "2026",
    ),
    Question(
        "What does the ammonia plant yield?",
        "projects/indiana-ammonia-plant",
        "item.outputs.*.unit",
        ["t/year", "t"],
    ),
    Question(
        "Which rise is Korea threatened with?",
        "tariffs?country=KR&status=threatened&scope=reciprocal",
        "items.*.previous_rate_percent&rate_percent",
        [[15, 25]],
    ),
    Question(
        "What does Nomura project?",
        "indicators/nomura-projected-annual-flow",
        "item.value_min&value_max&basis",
        [1e11, 1.5e11, "projected"],
    ),
]
SUMS = [
    Question(
        "What do both pledges make?",
        "totals?basis=pledged",
        "items.*.itemised_amount",
        [900 * BILLION],
    ),
    Question(
        "How much of the package is itemised?",
        "totals?basis=packaged",
        "items.*.itemised_amount&unitemised_amount",
        [[477 * BILLION, 13 * BILLION]],
    ),
    Question(
        "How much of it is energy?",
        "totals?basis=packaged&group_by=sector",
        "items.group=energy.*.itemised_amount",
        [402 * BILLION],
    ),
    Question(
        "Is the tranche split by sector?",
        "totals?basis=announced&group_by=sector",
        "items.*.group&stated_amount",
        [["critical_minerals", 0], ["energy", 0], ["not_split", 36 * BILLION]],
    ),
    Question(
        "What is committed?", "totals?basis=committed", "items.*.itemised_amount", [6_800_000_000]
    ),
    Question(
        "Why is Amazon not in it?",
        "totals?basis=committed",
        "items.*.excluded.*.reason",
        [["other_direction", "no_usd_amount"]],
    ),
    Question(
        "What is committed under the Korean deal?",
        "totals?basis=committed&agreement_id=us-korea-investment",
        "items.*.itemised_amount",
        [0],
    ),
]
DAYS = [
    Question(
        "When was it pledged, in October?",
        f"{JAPAN}?{OCTOBER_26}",
        "item.pledged_on&pledged_on_status",
        ["2025-08", "stated"],
    ),
    Question(
        "Was the memorandum known to be signed?",
        f"agreements/us-japan-september-memorandum?{OCTOBER_26}",
        "item.signed_on&status",
        [None, None],
    ),
    Question("Was an end known?", f"{JAPAN}?{OCTOBER_26}", "item.ends_on_status", "not_stated"),
    Question(
        "Was the president's last word known?",
        f"terms?kind=decision&{OCTOBER_26}",
        "items.*.id",
        ["us-japan-allocation-say"],
    ),
    Question("Was there a tranche at Christmas?", f"tranches?{DECEMBER}", "page.total", 0),
    Question(
        "What was announced by then?",
        f"totals?basis=announced&{DECEMBER}",
        "items.*.stated_amount",
        [0],
    ),
    Question(
        "And its record?",
        f"tranches/us-japan-tranche-1?{DECEMBER}",
        "status_code&code",
        [404, "not_yet_known"],
    ),
    Question(
        "Was that day's court ruling known?",
        f"events/seoul-court-ruling-2025-12-24?{DECEMBER}",
        "code",
        "not_yet_known",
    ),
    Question(
        "Which duty on Korean cars, first?",
        f"tariffs/korea-automobiles?{OCTOBER_26}",
        "item.rate_percent&status",
        [None, "in_force"],
    ),
    Question(
        "Which duty on Japanese cars, first?",
        f"tariffs/japan-automobiles?{OCTOBER_31}",
        "item.rate_percent&scope",
        [25, "automobiles_and_parts"],
    ),
    Question(
        "And later?",
        f"tariffs/japan-automobiles?{DECEMBER}",
        "item.rate_percent&scope",
        [15, "automobiles_and_most_goods"],
    ),
    Question(
        "How did the Korean deal stand?", f"{KOREA}?{OCTOBER_31}", "item.status", "negotiating"
    ),
    Question("How does it stand now?", KOREA, "item.status", "agreed"),
    Question(
        "Was the trip still ahead?",
        f"events/trump-asia-trip-2025-10?{OCTOBER_26}",
        "item.status",
        "planned",
    ),
    Question(
        "Who had just become prime minister?",
        f"people/sanae-takaichi?{OCTOBER_31}",
        "item.office&office_from",
        ["Prime Minister", "2025-10-20"],
    ),
    Question(
        "What was known before the first document?",
        "agreements?as_of=2025-10-25",
        "status_code",
        422,
    ),
]
DISAGREEMENTS = [
    Question("July or August?", JAPAN, "item.pledged_on&pledged_on_status", [None, "disputed"]),
    Question(
        "What do 45 days oblige to?",
        "terms/us-japan-response-time",
        "item.value_number&obligation&conflicts",
        [45, None, ["obligation"]],
    ),
    Question(
        "Cash or loans?",
        "conflicts?subject_id=us-japan-financing-form",
        "items.*.disputed&kind",
        [[True, "conflict"]],
    ),
    Question(
        "Which plant was raided?",
        "events/georgia-immigration-raid-2025-09",
        "item.place&conflicts",
        [None, ["place"]],
    ),
    Question(
        "Was 400 billion ever the sum?",
        "conflicts?subject_id=us-japan-investment&field=amount",
        "items.*.sides.*.rank",
        [["accepted", "superseded"]],
    ),
    Question(
        "Did the car tariff fall?",
        "conflicts?subject_id=japan-automobiles&field=rate_percent",
        "items.*.kind",
        ["change"],
    ),
    Question(
        "Two ceilings of 20 billion?",
        "conflicts?subject_id=us-korea-annual-ceiling",
        "items.*.kind",
        ["scope"],
    ),
    Question(
        "Was 25 percent ever in force?",
        "conflicts?subject_id=japan-general-25",
        "items.*.sides.*.value",
        [["threatened", "in_force"]],
    ),
    Question(
        "Which share of reserves?",
        "indicators/korea-pledge-share-of-reserves",
        "item.value_number&value_qualifier&period",
        [80, "over", "2025-10"],
    ),
    Question("Is the Korean deal binding?", KOREA, "item.binding", None),
]
SOURCES = [
    Question(
        "Who gives the pipeline?",
        "claims?subject_id=japan-project-pipeline&field=amount",
        "items.*.attributed_to",
        ["Ministry of Commerce"],
    ),
    Question("Of which country?", "institutions/ministry-of-commerce", "item.country", None),
    Question(
        "Which words give the 36 billion?",
        "claims?subject_id=us-japan-tranche-1&field=amount",
        "items.*.quote",
        ["the $36\u202fbillion investments"],
    ),
    Question(
        "Who says when the split applies?",
        "claims?subject_id=us-japan-profit-split-timing&field=value",
        "items.*.attributed_to",
        ["Howard Lutnick"],
    ),
    Question(
        "Does Korea's paper bind, by its words?",
        "claims?subject_id=us-korea-technology-prosperity-deal&field=binding",
        "items.*.basis",
        ["inferred"],
    ),
    Question(
        "Why does 'binding' not count for Korea?",
        "claims?subject_id=us-korea-investment&field=binding",
        "items.*.rank_reason",
        ["own_contradiction"],
    ),
    Question(
        "Is the article's day stated?",
        "documents/second-panel-meeting",
        "item.published_on&published_basis",
        ["2025-12-24", "stated"],
    ),
]
SILENCES = [
    Question(
        "By when are Korea's investments due?",
        KOREA,
        "item.ends_on&ends_on_status",
        [None, "not_stated"],
    ),
    Question(
        "What does the Ohio plant cost?", PLANT, "item.amount&amount_status", [None, "not_stated"]
    ),
    Question("Who builds it?", PLANT, "item.parties", []),
    Question(
        "What do electronics get?",
        "commitments/japan-electronics",
        "item.amount&amount_status",
        [None, "not_stated"],
    ),
    Question(
        "What does Westinghouse get?",
        "companies/westinghouse",
        "item.participations.*.amount",
        [None, None],
    ),
    Question(
        "Is the minerals framework part of the pledge?",
        "agreements/us-japan-critical-minerals-framework",
        "item.parent_id",
        None,
    ),
    Question(
        "Is the refinery part of the Korean pledge?",
        REFINERY,
        "item.relation&agreement_id",
        ["separate", "korea-zinc-refinery-deal"],
    ),
    Question(
        "Is the ammonia plant?",
        "projects/indiana-ammonia-plant",
        "item.relation&agreement_id",
        ["separate", None],
    ),
    Question("Was the third meeting held?", f"{MEETING}-3", "item.status", "planned"),
    Question(
        "Was the swap line granted?", "terms/us-korea-currency-swap", "item.status", "demanded"
    ),
    Question(
        "What will Korean Air pay?",
        "commitments/korean-air-purchases",
        "item.amount&amount_status",
        [None, "not_stated"],
    ),
    Question(
        "When did the party win?",
        "events/liberal-democratic-party-election-win",
        "item.occurred_on_status",
        "not_stated",
    ),
    Question(
        "What is the germanium facility in dollars?",
        "projects/korea-zinc-germanium-facility",
        "item.amount_usd&country",
        [None, "KR"],
    ),
]
QUESTIONS = [*LOOKUPS, *SUMS, *DAYS, *DISAGREEMENTS, *SOURCES, *SILENCES]


@pytest.fixture(scope="module")
def client(live_server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{live_server}/v1/", timeout=30) as found:
        yield found


def pick(found: Any, place: str) -> Any:
    """What stands at a place: keys joined by dots, `*` for each entry, `key=value` for those that
    have it, `length`, `a&b` for several keys.
    """
    step, _, rest = place.partition(".")
    if step == "*":
        return [pick(entry, rest) for entry in found]
    if "=" in step:
        key, _, value = step.partition("=")
        found = [entry for entry in found if entry[key] == value]
    elif step == "length":
        found = len(found)
    else:
        keys = step.split("&")
        found = [found[key] for key in keys] if len(keys) > 1 else found[step]
    return pick(found, rest) if rest else found


@pytest.mark.parametrize(
    "question", QUESTIONS, ids=[f"{question.asked} {question.request}" for question in QUESTIONS]
)
def test_the_answer_is_what_the_documents_say(client: httpx.Client, question: Question) -> None:
    answer = client.get(question.request)
    assert (
        pick({"status_code": answer.status_code, **answer.json()}, question.place)
        == question.answer
    )
