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

FIRST_DAY = date(2025, 1, 15)
_LONGEST_DOCUMENT = 5000  # lines
SECTORS = (
    "energy",
    "semiconductors",
    "metals",
    "shipbuilding",
    "critical_minerals",
    "electronics",
    "pharmaceuticals",
    "chemicals",
)
COUNTRIES = ("JP", "KR", "MY", "TH", "CN")
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

    def day_before(self, document: int, size: Size) -> str:
        """A day of the year before a document is known: what it announces has happened by then."""
        return (document_day(document, size) - timedelta(days=self.below(400))).isoformat()

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


def document_day(number: int, size: Size) -> date:
    """The day from which a document is known."""
    return FIRST_DAY + timedelta(days=35 * (number * size.knowledge_days // size.documents))


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


def make_company(dice: Dice, number: int, size: Size) -> Record:
    """One company."""
    company_id, name = company(number)
    document = dice.below(3)
    country = dice.claim("country", document, name, "inferred", value=dice.one(("US", *COUNTRIES)))
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
            for sector in SECTORS[: 3 + number]
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
    document = 0  # projects of every document lie in it
    day = dice.day_before(document, size)
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
            f"over ${billions} billion in all",
            number=1_000_000_000 * billions,
            qualifier="over",  # its projects may come to more
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
    day = document_day(number, size).isoformat()
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
