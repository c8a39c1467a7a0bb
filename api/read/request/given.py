"""What a request gives for the parameters of an endpoint, and those that many endpoints take. Pure;
mistakes are added to the errors, so that one answer reports them all.
"""

from collections.abc import Container, Mapping, Sequence

from api.base.errors import ParameterError
from api.base.suggest import shown, unknown_word
from api.collections import ALL
from api.read.release import Release
from api.read.request.as_of import parse_as_of
from api.read.request.values import parse_whole

DEFAULT_LIMIT = 50
MOST_LIMIT = 500

# The two clocks of the dataset, which every data answer takes: what was known (`as_of`), and what
# we had published (`release`). Which release answers is decided before there is a plan.
CLOCKS = ("as_of", "release")
LATEST = "latest"  # the release, whichever it is

Items = Sequence[tuple[str, str]]
Given = Mapping[str, Sequence[str]]


# Parameters that readers of other addresses, or of other APIs, try here.
_ELSEWHERE = {
    "format": "There is no parameter 'format': the format is chosen by the suffix of the address, "
    "such as /v1/projects.csv.",
    "fields": "There is no parameter 'fields' here. Lists as files take it, such as "
    "/v1/projects.csv?fields=id,name; JSON answers have every field.",
}
_POINTERS = frozenset(f"{one.singular}_id" for one in ALL)


def gather(
    items: Items, names: Sequence[str], several: Container[str], errors: list[ParameterError]
) -> Given:
    """The values of each known parameter; unknown ones, and those given twice that are not among
    `several`, are reported.
    """
    found: dict[str, list[str]] = {}
    unknown: set[str] = set()
    for name, value in items:
        if name not in names:
            if name not in unknown:
                unknown.add(name)
                sentence = f"There is no parameter '{shown(name)}' here"
                if name in _ELSEWHERE:
                    errors.append(ParameterError(name, "unknown_parameter", _ELSEWHERE[name]))
                    continue
                errors.append(
                    unknown_word(
                        shown(name),
                        "unknown_parameter",
                        sentence,
                        _meant(name, names),
                        names,
                        f"it takes {', '.join(names)}.",
                    )
                )
        elif name in found and name not in several:
            errors.append(
                ParameterError(
                    name,
                    "repeated_parameter",
                    f"'{name}' takes one value and was given more than once.",
                )
            )
        else:
            found.setdefault(name, []).append(value)
    return found


def _meant(name: str, names: Sequence[str]) -> str:
    """The parameter that does here what the name does in other lists: records about an agreement
    are found by `subject_id`, missing amounts and dates by their status.
    """
    if name in _POINTERS and "subject_id" in names:
        return "subject_id"
    status = f"{name.removesuffix('_is_null').removesuffix('_usd')}_status"
    return status if name.endswith("_is_null") and status in names else name


def read_as_of(given: Given, release: Release, errors: list[ParameterError]) -> str | None:
    """The day asked for, if any."""
    if "as_of" not in given:
        return None
    day = parse_as_of(given["as_of"][0], release)
    if isinstance(day, ParameterError):
        errors.append(day)
        return None
    return day


def read_limit(given: Given, errors: list[ParameterError]) -> int:
    """How many a page holds."""
    if "limit" not in given:
        return DEFAULT_LIMIT
    limit = parse_whole("limit", given["limit"][0], 1, MOST_LIMIT)
    if isinstance(limit, ParameterError):
        errors.append(limit)
        return DEFAULT_LIMIT
    return limit


def is_pinned(given: Given) -> bool:
    """Whether the parameters name a release, so that no later one may change the answer."""
    return given.get("release", [LATEST])[0] != LATEST
