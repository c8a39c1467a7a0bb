"""Units and currencies that figures may have: what is not known here is likely a slip. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from api.base.suggest import hint
from api.collections.codelists import CodeList
from api.publish.check.findings import CodeAndMessage

POWER = ("W", "kW", "MW", "GW", "TW")
ENERGY = ("Wh", "kWh", "MWh", "GWh", "TWh")
AMOUNTS_OF = (
    *("g", "kg", "t", "kt", "Mt", "bbl", "l", "m", "km", "m2", "km2", "m3", "ft3", "acres", "ha"),
    *("people", "jobs", "households", "projects", "sites", "units", "vessels", "ships", "aircraft"),
    *("vehicles", "wafers", "reactors", "companies", "countries", "times"),
)
TIMES = ("hours", "days", "weeks", "months", "quarters", "years")
PLAIN_UNITS = (
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
}
MONEY = ("amount", "amount_usd")
_SHARE = "share_percent"
# Fields whose name says the unit.
_OWN_UNITS = {
    _SHARE: ("a share", "percent"),
    "rate_percent": ("a rate", "percent"),
    "previous_rate_percent": ("a rate", "percent"),
    "project_count": ("a number of projects", "projects"),
}


def unit_problems(
    field: str, claim: dict[str, Any], given: Sequence[str], currencies: CodeList
) -> Iterator[CodeAndMessage]:
    """What is wrong with the unit of a figure that is no amount, or with the sign of any."""
    unit = claim.get("unit")
    if field in MONEY or unit is None:
        pass
    elif not is_known(unit, currencies):
        meant = _MEANT.get(unit.lower())
        near = f"; did you mean '{meant}'?" if meant else hint(unit, PLAIN_UNITS)
        yield "unknown_unit", f"the unit '{unit}' is not known{near}"
    elif field == "capacity_value" and unit in (*ENERGY, *TIMES):
        yield (
            "unknown_unit",
            f"a capacity is power or an amount a period, such as t/year; '{unit}' is neither",
        )
    if field in _OWN_UNITS and unit != _OWN_UNITS[field][1]:
        name, own = _OWN_UNITS[field]
        yield "unknown_unit", f"the unit of {name} is {own}"
    if field == _SHARE and any(not 0 <= claim[key] <= 100 for key in given):
        yield "bad_number", "a share is between 0 and 100 percent"
    if field in (*MONEY, "capacity_value") and any(claim[key] < 0 for key in given):
        yield "negative_amount", f"`{field}` is never below zero"


def is_known(unit: str, currencies: CodeList) -> bool:
    """Whether the unit is a symbol we know, a currency, or one of them a period: `t/year`."""
    whole, slash, period = unit.partition("/")
    return (whole in PLAIN_UNITS or whole in currencies.by_value) and (
        not slash or period in PERIODS
    )
