"""What an export takes beyond a list's parameters: which columns and, for CSV, how they are
written; neither limit nor cursor. Pure; raises InvalidRequest with everything that is wrong at
once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.base.errors import InvalidRequest, ParameterError
from api.collections.declare import Collection
from api.formats.flatten import Flat, flat
from api.formats.registry import OWN_PARAMETERS, Format
from api.read.release import Release
from api.read.request.given import Items
from api.read.request.plan import ParameterSpec, Plan, list_spec, make_plan, values_of

MOST_FIELDS = 200


@dataclass(frozen=True, slots=True, eq=False)
class ExportPlan:
    """A list's plan, the columns, whether they are the usual ones, and the flags of the format that
    are set.
    """

    plan: Plan
    flat: Flat
    plain: bool
    flags: frozenset[str]


def export_spec(resource: Collection, format_: Format) -> ParameterSpec:
    """What an export of the resource takes: all that a list takes but pages."""
    spec = list_spec(resource)
    names = tuple(name for name in spec.names if name not in ("limit", "cursor"))
    includes = {include.name: include for include in resource.includes}
    names = (*names, "fields", *format_.own_parameters)
    return replace(spec, names=names, includes=includes, ranked=False)


def make_export_plan(spec: ParameterSpec, items: Items, release: Release) -> ExportPlan:
    """The plan of an export."""
    errors: list[ParameterError] = []
    own = tuple(
        item for item in items if item[0] in ("fields", *OWN_PARAMETERS) and item[0] in spec.names
    )
    fields = tuple(
        dict.fromkeys(
            name for key, text in own if key == "fields" for name in values_of(text) if name
        )
    )
    if len(fields) > MOST_FIELDS:
        errors.append(
            ParameterError(
                "fields", "too_many_values", f"'fields' takes at most {MOST_FIELDS} columns."
            )
        )
        fields = ()
    flags = frozenset(
        name
        for name in OWN_PARAMETERS
        if _flag(name, [text for key, text in own if key == name], errors)
    )
    pages = {key for key, _ in items if key in ("limit", "cursor")}
    errors += [
        ParameterError(
            name, "not_in_files", f"'{name}' belongs to pages of JSON; a file always has every row."
        )
        for name in sorted(pages)
    ]
    plan = None
    try:
        plan = make_plan(
            spec, tuple(item for item in items if item not in own and item[0] not in pages), release
        )
    except InvalidRequest as error:
        errors += error.errors
    columns = _columns(
        spec, tuple(include.name for include in plan.include) if plan else (), fields, errors
    )
    if errors or plan is None or columns is None:
        raise InvalidRequest(*errors)
    return ExportPlan(plan, columns, not fields and not plan.include, flags)


def _columns(
    spec: ParameterSpec,
    includes: tuple[str, ...],
    fields: tuple[str, ...],
    errors: list[ParameterError],
) -> Flat | None:
    try:
        return flat(spec.resource.name, includes, fields)
    except InvalidRequest as error:
        errors += error.errors
        return None


def _flag(name: str, texts: Sequence[str], errors: list[ParameterError]) -> bool:
    """`bom=1`."""
    if len(texts) > 1:
        errors.append(
            ParameterError(
                name,
                "repeated_parameter",
                f"'{name}' takes one value and was given more than once.",
            )
        )
    if texts and texts[0] not in ("1", "0"):
        errors.append(
            ParameterError(
                name, "not_a_flag", f"'{name}' takes 1 or 0, not '{texts[0][:60]}'.", ("1", "0")
            )
        )
    return texts[:1] == ["1"]
