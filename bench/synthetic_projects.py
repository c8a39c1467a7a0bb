"""The synthetic projects: eight to twelve claims each, drawn from one stream of chance."""

from typing import Any

from bench import vocabulary as words
from bench.synthetic import (
    COUNTRIES,
    SECTORS,
    Claim,
    Dice,
    Record,
    Size,
    agreement_id,
    company,
    record,
    tranche_id,
)

_CURRENCIES = {"USD": "dollars", "JPY": "yen"}
_STATUSES = ("announced", "agreed", "launched", "under_evaluation", "proposed", "completed")


_STATES = ("US-AK", "US-GA", "US-IN", "US-OH", "US-TN", "US-TX", "US-PA")


_QUALIFIERS = ("about", "over", "at_least", "nearly", "up_to")


def make_project(dice: Dice, number: int, size: Size) -> Record:
    """One project: eight to twelve claims, most of one document; a later one may confirm,
    contradict or carry on.
    """
    first = dice.below(size.documents)
    town, kind, noun = dice.one(words.TOWNS), dice.one(words.KINDS), dice.one(words.NOUNS)
    sector, status = dice.one(SECTORS), dice.one(_STATUSES)
    every = size.projects // size.rare
    rare = number % every == 0 and number // every < size.rare
    name = f"{town} {words.RARE_WORD + ' ' if rare else ''}{kind} {noun} {number + 1}"
    began = f"{noun} {number + 1} {status.replace('_', ' ')} in December 2024"
    claims = _agreement(dice, first, size, (status, began), sector) + _place(dice, first, town)
    day = dice.day_before(first, size)
    known = day if dice.chance() < 0.8 else day[:7]
    claims.append(dice.claim("announced_on", first, f"on {day}", value=known))
    amount = 1_000_000 * (5 + dice.below(9_000)) if dice.chance() < 0.85 else None
    if amount:
        claims += _amount(dice, first, amount)
    claims += _parties(dice, first, size) + _figures(dice, first, number)
    if first + 1 < size.documents and dice.chance() < 0.3:
        later = first + 1 + dice.below(size.documents - first - 1)
        claims += _later(dice, later, status, amount, sector)
    summary = f"A {kind} {noun} near {town}, of the {sector} sector."
    record_id = f"{words.slug(town)}-{words.slug(noun)}-{number + 1}"
    return record(record_id, name, summary, first, claims)


def _agreement(
    dice: Dice, document: int, size: Size, status: tuple[str, str], sector: str
) -> list[Claim]:
    """What it is part of, its status (the code and the words for it) and its sector."""

    def coded(field: str, quote: str, value: str, **more: str) -> Claim:
        return dice.claim(field, document, quote, "coded", value=value, **more)

    batch = dice.below(size.tranches)
    claims = [
        coded("agreement_id", "under the accord", agreement_id(batch % size.agreements)),
        coded("status", status[1], status[0], effective_on="2024-12"),
        coded("sector", sector.replace("_", " "), sector),
    ]
    if dice.chance() >= 0.6:
        return [*claims, coded("relation", "a candidate", "candidate")]
    relation = coded("relation", "in the tranche", "in_tranche")
    tranche = dice.claim("tranche_id", document, "the tranche", "inferred", value=tranche_id(batch))
    return [*claims, relation, tranche]


def _figures(dice: Dice, document: int, number: int) -> list[Claim]:
    claims = []
    if dice.chance() < 0.3:
        megawatts = number % 977 + 1
        quote = f"{megawatts} MW"
        claims.append(dice.claim("capacity_value", document, quote, number=megawatts, unit="MW"))
    if dice.chance() < 0.1:
        product = dice.one(words.PRODUCTS)
        yearly, unit = 1000 * (1 + dice.below(500)), dice.one(words.UNITS)
        quote = f"{yearly:,} {unit.replace('/', ' a ')} of {product}"
        field = f"outputs[{product}].value"
        claims.append(dice.claim(field, document, quote, number=yearly, unit=unit))
    return claims


def _place(dice: Dice, document: int, town: str) -> list[Claim]:
    if dice.chance() < 0.75:
        state = dice.one(_STATES)
        country = dice.claim("country", document, "United States", "inferred", value="US")
        return [
            country,
            dice.claim("subdivision", document, f"{town}, {state[3:]}", "coded", value=state),
        ]
    return [dice.claim("country", document, f"near {town}", "coded", value=dice.one(COUNTRIES))]


def _amount(dice: Dice, document: int, amount: int) -> list[Claim]:
    chance = dice.chance()
    says: dict[str, Any] = {"number": amount, "unit": "JPY" if chance < 0.04 else "USD"}
    if chance > 0.8:
        says["qualifier"] = dice.one(_QUALIFIERS)
    elif chance > 0.75:
        says = {"min": amount, "max": amount * 2, "unit": "USD"}
    basis = "announced" if chance < 0.5 else "committed"
    millions = amount // 1_000_000
    figure = f"{millions:,} to {millions * 2:,}" if "min" in says else f"{millions:,}"
    hedge = str(says.get("qualifier", "for")).replace("_", " ")
    quote = f"{hedge} {figure} million {_CURRENCIES[says['unit']]}"
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
                "completed in January 2025",
                "coded",
                value="completed",
                effective_on="2025-01",
            )
        ]
    if chance < 0.6:
        return [dice.claim("sector", document, sector.replace("_", " "), "coded", value=sector)]
    alias = f"第{dice.below(90) + 1} {dice.one(words.TOWNS)}"
    return [dice.claim("aliases", document, f"also known as {alias}", value=alias)]
