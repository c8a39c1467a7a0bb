"""The parameters of each operation as OpenAPI describes them, read off the declared filters, sorts
and includes. Pure.
"""

from typing import Any

from api.collections.codelists import CODELISTS
from api.collections.declare import LARGEST_EXACT, Collection, Filter
from api.read.request.given import DEFAULT_LIMIT, MOST_LIMIT
from api.read.request.plan import MOST_VALUES, ParameterSpec
from api.read.request.values import LONGEST_TEXT, MOST_WORDS


def pascal(name: str) -> str:
    """`value_statuses` → `ValueStatuses`."""
    return "".join(part.capitalize() for part in name.split("_"))


def schema_of(resource: Collection) -> str:
    """Name of the schema of one record."""
    return resource.model.__name__


def code_schema(codelist: str) -> str:
    """Name of the enumeration of a code list as a parameter takes it: `value_statuses` →
    `ValueStatusCode`.
    """
    name = pascal(codelist)
    for ending, singular in (("Statuses", "Status"), ("Bases", "Basis"), ("ies", "y"), ("s", "")):
        if name.endswith(ending):
            return name.removesuffix(ending) + singular + "Code"
    return name + "Code"


CODE_SCHEMAS = {name: code_schema(name) for name in CODELISTS}


Json = dict[str, Any]

ID_PATTERN = "^[a-z0-9][a-z0-9-]*$"
# What splits values and what no stored text holds.
TEXT_PATTERN = "^[^,\\u0000-\\u001f\\u007f]+$"


def parameter(
    name: str,
    description: str,
    schema: Json,
    example: Any,
    *,
    place: str = "query",
    required: bool = False,
) -> Json:
    """One parameter. The example of an optional one is left out: pages that send requests would
    fill it in, whatever their reader asked for.
    """
    found: Json = {"name": name, "in": place, "description": description, "schema": schema}
    if required or place == "path":
        found |= {"required": True, "example": example}
    return found


def path_id(what: str, example: str) -> Json:
    """The id in a path."""
    schema = {"$ref": "#/components/schemas/RecordId"}
    return parameter(
        "id", f"Id of the {what}; a previous id answers 301.", schema, example, place="path"
    )


RECORD_ID: Json = {
    "type": "string",
    "pattern": ID_PATTERN,
    "minLength": 1,
    "maxLength": LONGEST_TEXT,
    "description": "Id of a record.",
    "examples": ["ohio-gas-power-plant"],
}

TEXT_VALUE: Json = {
    "type": "string",
    "pattern": TEXT_PATTERN,
    "minLength": 1,
    "maxLength": LONGEST_TEXT,
    "description": "A value that stands in no closed list.",
    "examples": ["USD"],
}
FIGURE: Json = {
    "type": "number",
    "format": "double",
    "minimum": -LARGEST_EXACT,
    "maximum": LARGEST_EXACT,
    "description": "A number that every reader of JSON keeps exact.",
    "examples": [36000000000],
}


AS_OF = parameter(
    "as_of",
    (
        "Knowledge day: answer with what the documents known on this day support, as if later ones "
        "did not exist. Default: the last knowledge day."
    ),
    {"type": "string", "format": "date"},
    "2026-02-28",
)


RELEASE = parameter(
    "release",
    "Answer from this published release, for ever the same; `latest` is the newest.",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
    "latest",
)
# Every data answer takes both.
BOTH_CLOCKS = [AS_OF, RELEASE]

LIMIT = parameter(
    "limit",
    "Records on a page.",
    {
        "type": "integer",
        "format": "int64",
        "minimum": 1,
        "maximum": MOST_LIMIT,
        "default": DEFAULT_LIMIT,
    },
    DEFAULT_LIMIT,
)
CURSOR = parameter(
    "cursor",
    (
        "Where to continue: `page.next_cursor` of the page before, with the same filters and sort. "
        "After a new release: 410, start again."
    ),
    {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "minLength": 1, "maxLength": 4000},
    "WyI1ZTIxIl0",
)


def parameters_of(spec: ParameterSpec) -> list[Json]:
    """Every query parameter of an endpoint, filters first."""
    found = [_filter(filter_) for filter_ in spec.filters.values()]
    found += [_sort(spec)] if "sort" in spec.names else []
    found += [LIMIT] if "limit" in spec.names else []
    found += [CURSOR] if "cursor" in spec.names else []
    found += [_include(spec)] if "include" in spec.names else []
    return [*found, *BOTH_CLOCKS] if "as_of" in spec.names else found


def _filter(filter_: Filter) -> Json:
    if filter_.many:
        schema: Json = {"type": "array", "items": _item(filter_), "maxItems": MOST_VALUES}
        return parameter(filter_.name, filter_.description, schema, [filter_.example])
    if filter_.kind == "words":
        return words_parameter(filter_.name, filter_.description, filter_.example)
    if filter_.kind == "flag":
        return parameter(
            filter_.name, filter_.description, {"type": "boolean"}, filter_.example == "true"
        )
    if filter_.kind == "number":
        schema = {"$ref": "#/components/schemas/Figure"}
        return parameter(filter_.name, filter_.description, schema, float(filter_.example))
    schema = {"type": "string", "format": "date"} if filter_.kind == "date" else _item(filter_)
    return parameter(filter_.name, filter_.description, schema, filter_.example)


def words_parameter(name: str, description: str, example: str, *, required: bool = False) -> Json:
    """Words to look for; at least one letter or digit, which no pattern says alike in every
    language of clients.
    """
    schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
    return parameter(
        name,
        f"{description} At least one letter or digit, at most {MOST_WORDS} words.",
        schema,
        example,
        required=required,
    )


def _item(filter_: Filter) -> Json:
    if filter_.codelist:
        return {"$ref": f"#/components/schemas/{CODE_SCHEMAS[filter_.codelist]}"}
    if filter_.kind == "reference":
        return {"$ref": "#/components/schemas/RecordId"}
    return {"$ref": "#/components/schemas/TextValue"}


def choice_schemas(spec: ParameterSpec) -> Json:
    """The words that `sort` and `include` of a collection take, as schemas that its list and its
    record share.
    """
    name = pascal(spec.resource.name)
    sorts = [choice for sort in spec.sorts for choice in (sort, f"-{sort}")]
    found: Json = {
        f"{name}Sort": {
            "type": "string",
            "enum": sorts,
            "description": f"Sort keys of {spec.resource.name}; `-` before one sorts descending.",
            "examples": [spec.default_sort],
            # Generators drop the `-`, and number what then has the same name.
            "x-enum-varnames": [
                name for sort in spec.sorts for name in (sort, f"{sort}_descending")
            ],
        }
    }
    if spec.includes:
        includes = list(spec.includes)
        found[f"{name}Include"] = {
            "type": "string",
            "enum": includes,
            "description": f"What can be included in {spec.resource.name}.",
            "examples": includes[:1],
        }
    return found


def _sort(spec: ParameterSpec) -> Json:
    schema: Json = {"$ref": f"#/components/schemas/{pascal(spec.resource.name)}Sort"}
    description = "Sort key; those without a value come last; ties by `id`."
    if any(sort.kind == "date" for sort in spec.sorts.values()):
        description += " A date counts as its `…_earliest`."
    for sort in spec.sorts.values():
        if sort.then:
            description += f" Ties of `{sort.name}` by `{sort.then}` first, in its direction."
    default = f" Default: `{spec.default_sort}`"
    default += ", or with `q` best match first." if spec.ranked else "."
    return parameter("sort", description + default, schema, spec.default_sort)


def _include(spec: ParameterSpec) -> Json:
    names = list(spec.includes)
    schema = {
        "type": "array",
        "items": {"$ref": f"#/components/schemas/{pascal(spec.resource.name)}Include"},
        "maxItems": MOST_VALUES,
    }
    description = "Related records to add, and how many as `…_total`."
    return parameter("include", description, schema, names[:1])
