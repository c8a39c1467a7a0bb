"""The page of the reference for one collection: fields, filters, sorts, includes and indexes."""

import json
from typing import Any

from api.collections import DERIVED, MODELS
from api.collections.declare import Collection, Filter, Include
from api.collections.field_examples import give_examples
from docs.markdown import page, table


def type_of(schema: dict[str, Any]) -> str:
    """The JSON type of a field, as a reader would say it."""
    options = schema.get("anyOf", [schema])
    names = []
    for option in options:
        if "$ref" in option:
            names.append(option["$ref"].rpartition("/")[2])
        elif option.get("type") == "array":
            names.append(f"list of {type_of(option['items'])}")
        else:
            names.append(str(option.get("type", "any")))
    return " or ".join(names)


def example_of(schema: dict[str, Any]) -> str:
    """The example of a field, as JSON."""
    return "".join(
        f"`{json.dumps(example, ensure_ascii=False)}`"
        for example in schema.get("examples", [])[:1]
        if example not in (None, [])
    )


def fields(schema: dict[str, Any]) -> str:
    """The fields of one shape."""
    rows = (
        (f"`{name}`", type_of(one), one.get("description", ""), example_of(one))
        for name, one in schema["properties"].items()
    )
    return table(("Field", "Type", "Meaning", "Example"), rows)


def included(include: Include) -> str:
    """What an include adds, in words."""
    return f"`{include.name}`: records of [{include.collection}]({include.collection}.md)"


def filter_row(one: Filter) -> tuple[str, str, str, str]:
    """One filter as a row of a table."""
    accepted: str = one.kind
    if one.codelist:
        accepted = f"code of [{one.codelist}](codelists.md#{one.codelist})"
    elif one.collection:
        accepted = f"id in [{one.collection}]({one.collection}.md)"
    return f"`{one.name}`", accepted, one.description, f"`{one.example}`"


def together(resource: Collection) -> str:
    """The filters that one index serves together, and the sort that it serves with them."""
    named = {
        one.column: one.name for one in resource.filters if one.operator in ("any_of", "equals")
    }
    rows = []
    for pair in resource.pairs:
        order = [
            f"`sort=-{column.removesuffix('_down')}`" for column in pair if column not in named
        ]
        rows.append(
            (
                " and ".join(f"`{named[column]}`" for column in pair if column in named),
                "".join(order) or "`sort=id`",
            )
        )
    heads = ("One value each of", "In the order of")
    pairs = f"These together, with one value each, too:\n\n{table(heads, rows)}" if rows else ""
    return (
        "Every filter alone and every sort. [What else is fast, and what is given "
        f"up](../speed.md).\n\n{pairs}"
    )


def collection_page(resource: Collection) -> str:
    """Fields, filters, sorts and includes of one collection."""
    schema = MODELS[resource.name].model_json_schema(by_alias=True, mode="serialization")
    give_examples(resource.name, schema["properties"])
    shapes = [
        f"### {name}\n\n{one.get('description', '')}\n\n{fields(one)}"
        for name, one in sorted(schema.get("$defs", {}).items())
    ]
    sorts = ", ".join(f"`{sort.name}`" for sort in resource.sorts)
    sorted_by = "Those without a value come last, either way; ties by `id`, ascending."
    if any(sort.kind == "date" for sort in resource.sorts):
        sorted_by += (
            " A date counts as its `…_earliest`; one that has none, such as *by 2028*, comes last."
        )
    for sort in resource.sorts:
        if sort.then:
            sorted_by += f" Ties of `{sort.name}` by `{sort.then}` first, in its direction."
    includes = "\n".join(f"* {included(include)}" for include in resource.includes) or "None."
    return page(
        resource.name,
        f"{resource.description} List: `/v1/{resource.name}`."
        + ("" if resource in DERIVED else f" One record: `/v1/{resource.name}/{{id}}`."),
        f"## Fields\n\n{fields(schema)}",
        *([f"## Shapes inside\n\n{chr(10).join(shapes)}"] if shapes else []),
        "## Filters\n\n"
        + table(("Parameter", "Accepts", "Meaning", "Example"), map(filter_row, resource.filters)),
        f"## Sort\n\n`sort=` takes {sorts}, each also with `-` before it for descending; "
        f"default `{resource.default_sort}`. {sorted_by}\n",
        f"## Include\n\n{includes}\n",
        f"## Served by an index\n\n{together(resource)}",
    )
