"""Codes of standards: countries, their subdivisions and currencies, in full, out of pycountry.

Only publishing imports this: the library takes as long to load as the server to start.
"""

from functools import cache

import pycountry

from api.collections.codelists import Code


@cache
def _countries() -> tuple[Code, ...]:
    return tuple(
        Code(
            one.alpha_2,
            getattr(one, "common_name", one.name),
            f"{getattr(one, 'official_name', _in_order(one.name))}.",
        )
        for one in sorted(pycountry.countries, key=lambda one: one.alpha_2)
    )


def _in_order(name: str) -> str:
    """`Korea, Republic of` as it is said."""
    first, comma, rest = name.partition(", ")
    return f"{rest} {first}" if comma else name


@cache
def _subdivisions() -> tuple[Code, ...]:
    """States, provinces, regions; the country is the broader code."""
    countries = {code.value: code.label for code in _countries()}
    return tuple(
        Code(one.code, one.name, f"{one.type}, {countries[one.country_code]}.", one.country_code)
        for one in sorted(pycountry.subdivisions, key=lambda one: one.code)
    )


@cache
def _currencies() -> tuple[Code, ...]:
    return tuple(
        Code(one.alpha_3, one.name, f"{one.name}.")
        for one in sorted(pycountry.currencies, key=lambda one: one.alpha_3)
    )


# As `standard` of a code list names it.
STANDARDS = {"ISO 3166-1": _countries, "ISO 3166-2": _subdivisions, "ISO 4217": _currencies}
