"""What a request for totals asks: parameters in, one typed plan out. Raises InvalidRequest, also
for two bases in one sum.
"""

from dataclasses import dataclass

from api.base.errors import InvalidRequest, ParameterError
from api.base.suggest import nearest
from api.collections.agreements import AGREEMENTS
from api.read.release import Release
from api.read.request.as_of import known_day
from api.read.request.given import CLOCKS, Given, Items, gather, is_pinned, read_as_of
from api.read.request.plan import values_of

GROUPS = ("agreement", "sector", "country", "subdivision", "year")


TOTALS_PARAMETERS = ("basis", "agreement_id", "group_by", *CLOCKS)


@dataclass(frozen=True, slots=True)
class TotalsPlan:
    """What is summed: the bases (each by itself), the agreement, the key to group by, the knowledge
    day.
    """

    bases: tuple[str, ...]
    agreement_id: str | None
    group_by: str | None
    as_of: str | None
    day: str
    pinned: bool = False


def totals_plan(items: Items, release: Release) -> TotalsPlan:
    """The plan of a request for totals."""
    errors: list[ParameterError] = []
    given = gather(items, TOTALS_PARAMETERS, {"basis"}, errors)
    bases = _bases(given, release, errors)
    group_by = given["group_by"][0] if "group_by" in given else None
    if group_by is not None and group_by not in GROUPS:
        message = f"'{group_by}' cannot be grouped by; use one of {', '.join(GROUPS)}."
        near = nearest(group_by, GROUPS) or GROUPS
        errors.append(ParameterError("group_by", "unknown_value", message, near))
    as_of = read_as_of(given, release, errors)
    agreement_id = given["agreement_id"][0] if "agreement_id" in given else None
    if agreement_id == "":
        message = "'agreement_id' is empty; name an agreement or leave it out."
        errors.append(ParameterError("agreement_id", "empty_value", message))
    if errors:
        raise InvalidRequest(*errors)
    day = known_day(as_of, release) if as_of else release.last_day
    if agreement_id:
        agreement_id = release.moved.get(AGREEMENTS.name, {}).get(agreement_id, agreement_id)
    return TotalsPlan(bases, agreement_id, group_by, as_of, day, is_pinned(given))


def _bases(given: Given, release: Release, errors: list[ParameterError]) -> tuple[str, ...]:
    """The basis asked for, or every basis."""
    known = release.codelists["amount_bases"].values
    asked = tuple(
        dict.fromkeys(
            value for text in given.get("basis", ()) for value in values_of(text) if value
        )
    )
    for value in asked:
        if value not in known:
            message = f"'{value}' is no basis; use one of {', '.join(known)}."
            near = nearest(value, known) or known
            errors.append(ParameterError("basis", "unknown_value", message, near))
    if len(asked) > 1:
        message = (
            "Amounts of different bases overlap (a tranche is announced within a pledge), so no "
            "sum mixes them: ask for one basis at a time."
        )
        several = tuple(value for value in asked if value in known)
        errors.append(ParameterError("basis", "mixed_bases", message, several))
    return asked or known
