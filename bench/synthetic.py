"""The synthetic records themselves: what each project, company, tranche, agreement and document
claims, drawn from one stream of chance.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from hashlib import sha256
from random import Random
from typing import Any

from bench import vocabulary as words

Record = dict[str, Any]
Claim = dict[str, Any]

_FIRST_DAY = date(2025, 1, 15)
_LONGEST_DOCUMENT = 5000  # lines
_SECTORS = (
    "energy",
    "semiconductors",
    "metals",
    "shipbuilding",
    "critical_minerals",
    "electronics",
    "pharmaceuticals",
    "chemicals",
)
_STATUSES = ("announced", "agreed", "launched", "under_evaluation", "proposed", "completed")
_STATES = ("US-AK", "US-GA", "US-IN", "US-OH", "US-TN", "US-TX", "US-PA")
_COUNTRIES = ("JP", "KR", "MY", "TH", "CN")
_AGREEMENT_KINDS = (
    "headline_deal",
    "memorandum",
    "framework",
    "prosperity_deal",
    "purchase_agreement",
    "joint_venture",
)
_COMPANY_KINDS = (
    "manufacturer",
    "energy",
    "technology",
    "construction",
    "metals",
    "shipyard",
    "automaker",
)
_QUALIFIERS = ("about", "over", "at_least", "nearly", "up_to")
_CURRENCIES = {"USD": "dollars", "JPY": "yen"}


@dataclass(frozen=True)
class Size:
    """How many of each there are."""

    projects: int
    companies: int
    agreements: int
    tranches: int
    documents: int
    knowledge_days: int
    rare: int  # projects whose name holds the rare word


def size_of(projects: int) -> Size:
    """Everything in proportion to the projects, within what keeps a small set varied and the small
    collections small.
    """
    tranches = min(200, max(8, projects // 500))
    return Size(
        projects,
        max(20, projects // 20),
        6,
        tranches,
        documents=20,
        knowledge_days=12,
        rare=min(5, projects),
    )


class Dice:
    """One stream of chance: everything below draws from it in one order."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed).random

    def below(self, limit: int) -> int:
        """A whole number from 0 to below the limit."""
        return int(self.chance() * limit)

    def one(self, choices: tuple[str, ...]) -> str:
        """One of the choices."""
        return choices[int(self.chance() * len(choices))]

    def claim(
        self, field: str, document: int, quote: str, basis: str = "stated", **says: Any
    ) -> Claim:
        """A claim with a citation somewhere in the document."""
        chance = self.chance
        line, start = 1 + int(chance() * _LONGEST_DOCUMENT), int(chance() * 200)
        where = {
            "document": document_id(document),
            "line": line,
            "start": start,
            "end": start + len(quote),
            "quote": quote,
        }
        return {"field": field, **says, "basis": basis, **where}


@cache
def document_id(number: int) -> str:
    """Id of a document, from 0."""
    return f"dispatch-{number + 1:02}"


def agreement_id(number: int) -> str:
    """Id of an agreement, from 0."""
    return f"accord-{number + 1}"


def tranche_id(number: int) -> str:
    """Id of a tranche, from 0; tranche n stands under agreement n modulo their number."""
    return f"tranche-{number + 1}"


@lru_cache(maxsize=100_000)
def company(number: int) -> tuple[str, str]:
    """Id and name of a company, from 0."""
    count = len(words.SYLLABLES)
    first, second, third = (words.SYLLABLES[number // count**place % count] for place in range(3))
    name = (
        f"{first}{second}{third}".capitalize()
        + " "
        + words.COMPANY_ENDINGS[number % len(words.COMPANY_ENDINGS)]
    )
    return f"{words.slug(name)}-{number + 1}", f"{name} {number + 1}"


def record(record_id: str, name: str, summary: str, document: int, claims: list[Claim]) -> Record:
    """A record whose wordings rest on one document."""
    resting = [document_id(document)]
    return {
        "id": record_id,
        "names": [{"text": name, "documents": resting}],
        "summaries": [{"text": summary, "documents": resting}],
        "claims": claims,
    }


def make_project(dice: Dice, number: int, size: Size) -> Record:
    """One project: eight to twelve claims, most of one document; a later one may confirm,
    contradict or carry on.
    """
    below, one, chance, claim = dice.below, dice.one, dice.chance, dice.claim
    first = below(size.documents)
    town, kind, noun, sector, status = (
        one(words.TOWNS),
        one(words.KINDS),
        one(words.NOUNS),
        one(_SECTORS),
        one(_STATUSES),
    )
    rare = (
        size.rare
        and number % (size.projects // size.rare) == 0
        and number // (size.projects // size.rare) < size.rare
    )
    name = f"{town} {words.RARE_WORD + ' ' if rare else ''}{kind} {noun} {number + 1}"
    batch = below(size.tranches)
    claims = [
        claim(
            "agreement_id",
            first,
            "under the accord",
            "coded",
            value=agreement_id(batch % size.agreements),
        ),
        claim(
            "status",
            first,
            f"{noun} {number + 1} {status.replace('_', ' ')} in February 2025",
            "coded",
            value=status,
            effective_on="2025-02",
        ),
        claim("sector", first, sector.replace("_", " "), "coded", value=sector),
    ]
    if chance() < 0.6:
        claims.append(claim("relation", first, "in the tranche", "coded", value="in_tranche"))
        claims.append(
            claim("tranche_id", first, "the tranche", "inferred", value=tranche_id(batch))
        )
    else:
        claims.append(claim("relation", first, "a candidate", "coded", value="candidate"))
    claims += _place(dice, first, town)
    day = (_FIRST_DAY + timedelta(days=below(400))).isoformat()
    claims.append(
        claim("announced_on", first, f"on {day}", value=day if chance() < 0.8 else day[:7])
    )
    amount = 1_000_000 * (5 + below(9_000)) if chance() < 0.85 else None
    if amount:
        claims += _amount(dice, first, amount)
    claims += _parties(dice, first, size)
    if chance() < 0.3:
        claims.append(
            claim(
                "capacity_value",
                first,
                f"{number % 977 + 1} MW",
                number=number % 977 + 1,
                unit="MW",
            )
        )
    if chance() < 0.1:
        product = one(words.PRODUCTS)
        quantity, unit = 1000 * (1 + below(500)), one(words.UNITS)
        quote = f"{quantity:,} {unit.replace('/', ' a ')} of {product}"
        claims.append(claim(f"outputs[{product}].value", first, quote, number=quantity, unit=unit))
    if first + 1 < size.documents and chance() < 0.3:
        claims += _later(
            dice, first + 1 + below(size.documents - first - 1), status, amount, sector
        )
    summary = f"A {kind} {noun} near {town}, of the {sector} sector."
    return record(
        f"{words.slug(town)}-{words.slug(noun)}-{number + 1}", name, summary, first, claims
    )


def _place(dice: Dice, document: int, town: str) -> list[Claim]:
    if dice.chance() < 0.75:
        state = dice.one(_STATES)
        country = dice.claim("country", document, "United States", "inferred", value="US")
        return [
            country,
            dice.claim("subdivision", document, f"{town}, {state[3:]}", "coded", value=state),
        ]
    return [dice.claim("country", document, f"near {town}", "coded", value=dice.one(_COUNTRIES))]


def _amount(dice: Dice, document: int, amount: int) -> list[Claim]:
    chance = dice.chance()
    says: dict[str, Any] = {"number": amount, "unit": "JPY" if chance < 0.04 else "USD"}
    if chance > 0.8:
        says["qualifier"] = dice.one(_QUALIFIERS)
    elif chance > 0.75:
        says = {"min": amount, "max": amount * 2, "unit": "USD"}
    basis = "announced" if chance < 0.5 else "committed"
    millions = amount // 1_000_000
    sum_ = f"{millions:,} to {millions * 2:,}" if "min" in says else f"{millions:,}"
    hedge = str(says.get("qualifier", "for")).replace("_", " ")
    quote = f"{hedge} {sum_} million {_CURRENCIES[says['unit']]}"
    return [
        dice.claim("amount", document, quote, **says),
        dice.claim("amount_basis", document, quote, "coded", value=basis),
    ]


def _parties(dice: Dice, document: int, size: Size) -> list[Claim]:
    lead = dice.below(size.companies)
    company_id, name = company(lead)
    claims = [dice.claim(f"parties[{company_id}].role", document, name, value="developer")]
    if dice.chance() < 0.5:
        company_id, name = company((lead + 1 + dice.below(size.companies - 1)) % size.companies)
        claims.append(
            dice.claim(
                f"parties[{company_id}].role",
                document,
                name,
                value=dice.one(("supplier", "investor", "contributor")),
            )
        )
        if dice.chance() < 0.4:
            claims.append(
                dice.claim(
                    f"parties[{company_id}].product", document, name, value=dice.one(words.PRODUCTS)
                )
            )
    return claims


def _later(dice: Dice, document: int, status: str, amount: int | None, sector: str) -> list[Claim]:
    """What a later document says: a few rival the amount or carry the status on; the others confirm
    or add.
    """
    chance = dice.chance()
    if chance < 0.06 and amount:
        quote = f"${amount * 2 // 1_000_000} million"
        other = dice.claim("amount", document, quote, number=amount * 2, unit="USD")
        if chance < 0.03:
            other["judgement"] = {
                "verdict": "prefer",
                "reason": "later_document",
                "note": "The later document knew the final sum.",
            }
        return [other]
    if chance < 0.13 and status != "completed":
        return [
            dice.claim(
                "status",
                document,
                "completed in December 2025",
                "coded",
                value="completed",
                effective_on="2025-12",
            )
        ]
    if chance < 0.6:
        return [dice.claim("sector", document, sector.replace("_", " "), "coded", value=sector)]
    alias = f"第{dice.below(90) + 1} {dice.one(words.TOWNS)}"
    return [dice.claim("aliases", document, f"also known as {alias}", value=alias)]


def make_company(dice: Dice, number: int, size: Size) -> Record:
    """One company."""
    company_id, name = company(number)
    document = dice.below(3)
    country = dice.claim("country", document, name, "inferred", value=dice.one(("US", *_COUNTRIES)))
    kind = dice.claim("kind", document, name, "coded", value=dice.one(_COMPANY_KINDS))
    return record(
        company_id, name, f"A firm of that name, number {number + 1}.", document, [country, kind]
    )


def make_agreement(dice: Dice, number: int) -> Record:
    """One agreement between governments."""
    kind, (host, investor) = (
        _AGREEMENT_KINDS[number % len(_AGREEMENT_KINDS)],
        (words.GOVERNMENTS[0], words.GOVERNMENTS[1 + number % 2]),
    )
    claims = [
        dice.claim("kind", 0, f"Accord of {words.TOWNS[number]}", "coded", value=kind),
        dice.claim("status", 0, "was signed", "coded", value="signed"),
        dice.claim("investor_country", 0, investor[1], "coded", value=investor[2]),
        dice.claim("host_country", 0, host[1], "coded", value=host[2]),
        dice.claim("signed_on", 0, "in January 2025", value="2025-01"),
        dice.claim(
            "amount",
            0,
            f"${(number + 1) * 100} billion",
            number=(number + 1) * 100_000_000_000,
            unit="USD",
        ),
        dice.claim("amount_basis", 0, "pledged", "coded", value="pledged"),
        dice.claim(f"parties[{investor[0]}].role", 0, investor[1], value="investor"),
        dice.claim(f"parties[{host[0]}].role", 0, host[1], value="host"),
        *(
            dice.claim("sectors", 0, sector.replace("_", " "), "coded", value=sector)
            for sector in _SECTORS[: 3 + number]
        ),
    ]
    return record(
        agreement_id(number),
        f"Accord of {words.TOWNS[number]}",
        "An accord on investments by sector.",
        0,
        claims,
    )


def make_tranche(dice: Dice, number: int, size: Size) -> Record:
    """One tranche."""
    document = dice.below(3)
    day = (_FIRST_DAY + timedelta(days=dice.below(400))).isoformat()
    billions = 10 + dice.below(90)
    claims = [
        dice.claim(
            "agreement_id",
            document,
            "under the accord",
            "coded",
            value=agreement_id(number % size.agreements),
        ),
        dice.claim(
            "sequence",
            document,
            f"tranche {number + 1}, number {number // size.agreements + 1}",
            number=number // size.agreements + 1,
        ),
        dice.claim("announced_on", document, f"announced {day}", value=day),
        dice.claim(
            "amount",
            document,
            f"${billions} billion in all",
            number=1_000_000_000 * billions,
            unit="USD",
        ),
        dice.claim("amount_basis", document, "in all", "coded", value="announced"),
    ]
    return record(
        tranche_id(number),
        f"Tranche {number + 1}",
        f"A batch of projects, number {number + 1}.",
        document,
        claims,
    )


def make_government(dice: Dice, number: int) -> Record:
    """One government."""
    government_id, name, country = words.GOVERNMENTS[number]
    claims = [
        dice.claim("kind", 0, name, "coded", value="government"),
        dice.claim("country", 0, name, "coded", value=country),
    ]
    return record(government_id, name, "A government that is party to accords.", 0, claims)


def make_document(dice: Dice, number: int, size: Size) -> Record:
    """One document; several share a knowledge day."""
    day = (
        _FIRST_DAY + timedelta(days=35 * (number * size.knowledge_days // size.documents))
    ).isoformat()
    title, publisher = f"Dispatch {number + 1}", words.PUBLISHERS[number % len(words.PUBLISHERS)]
    return {
        "id": document_id(number),
        "file_name": f"{document_id(number)}.txt",
        "sha256": sha256(document_id(number).encode()).hexdigest(),
        "known_from": day,
        "known_from_basis": "The day it bears.",
        "known_from_confidence": "high",
        "published_basis": "stated",
        "claims": [
            dice.claim("title", number, title, value=title),
            dice.claim("publisher", number, publisher, value=publisher),
            dice.claim("published_on", number, day, value=day),
        ],
    }
