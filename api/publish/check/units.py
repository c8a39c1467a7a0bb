"""Units and currencies that figures may have: what is not known here is likely a slip. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from api.base.suggest import hint

# Currencies of ISO 4217 that circulate.
_CURRENCY_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES
VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CURRENCY_CODES.split())
POWER = ("W", "kW", "MW", "GW", "TW")
ENERGY = ("Wh", "kWh", "MWh", "GWh", "TWh")
AMOUNTS_OF = (
    *("g", "kg", "t", "kt", "Mt", "bbl", "l", "m", "km", "m2", "km2", "m3", "ft3", "acres", "ha"),
    *("people", "jobs", "households", "projects", "sites", "units", "vessels", "ships", "aircraft"),
    *("vehicles", "wafers", "reactors", "companies", "countries", "times"),
)
TIMES = ("hours", "days", "weeks", "months", "quarters", "years")
PLAIN = (
    *AMOUNTS_OF,
    *POWER,
    *ENERGY,
    *TIMES,
    "percent",
    "percentage points",
    "basis points",
    "points",
    "rank",
)
PERIODS = ("hour", "day", "week", "month", "quarter", "year")
# Words for a unit that are written out, and others for a currency.
_MEANT = {
    "gigawatts": "GW",
    "gigawatt": "GW",
    "megawatts": "MW",
    "megawatt": "MW",
    "kilowatts": "kW",
    "tons": "t",
    "tonnes": "t",
    "metric tons": "t",
    "barrels": "bbl",
    "%": "percent",
    "per cent": "percent",
    "won": "KRW",
    "krw": "KRW",
    "yen": "JPY",
    "dollars": "USD",
    "dollar": "USD",
    "us$": "USD",
    "$": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "yuan": "CNY",
    "rmb": "CNY",
}
_MONEY = ("amount", "amount_usd")

Problem = tuple[str, str]  # code and message


def unit_problems(field: str, claim: dict[str, Any], given: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with the unit of a figure, or with its sign."""
    unit = claim.get("unit")
    if field in _MONEY:
        yield from _money(field, claim, given)
    elif unit is not None and not is_known(unit):
        yield "unknown_unit", f"the unit '{unit}' is not known{_meant(unit, PLAIN)}"
    elif field == "capacity_value" and unit in (*ENERGY, *TIMES):
        yield (
            "unknown_unit",
            f"a capacity is power or an amount a period, such as t/year; '{unit}' is neither",
        )
    if field == "capacity_value" and any(claim[key] < 0 for key in given):
        yield "negative_amount", "a capacity is never below zero"


def is_known(unit: str) -> bool:
    """Whether the unit is a symbol we know, a currency, or one of them a period: `t/year`."""
    whole, slash, period = unit.partition("/")
    return (whole in PLAIN or whole in CURRENCIES) and (not slash or period in PERIODS)


def _money(field: str, claim: dict[str, Any], given: Sequence[str]) -> Iterator[Problem]:
    unit = claim.get("unit")
    if unit is None:
        yield (
            "amount_without_currency",
            "an amount needs its currency as `unit`, ISO 4217, such as USD",
        )
    elif unit not in CURRENCIES:
        yield (
            "amount_without_currency",
            f"'{unit}' is no currency of ISO 4217{_meant(unit, CURRENCIES)}",
        )
    elif field == "amount_usd" and unit != "USD":
        yield (
            "amount_without_currency",
            "`amount_usd` is a conversion into dollars that a document states: its unit is USD",
        )
    if any(claim[key] < 0 for key in given):
        yield "negative_amount", "an amount is never below zero"


def _meant(unit: str, known: Any) -> str:
    meant = _MEANT.get(unit.lower())
    return f"; did you mean '{meant}'?" if meant else hint(unit, known)
