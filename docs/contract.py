"""The contract as lines that a person reviews, in docs/reference/contract.txt: each operation,
parameter, answer, header, order, field, column, code and type of problem has one.
`python -m docs.contract` writes them; once the major version is 1 it refuses to drop any.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import api
from api.app import create_app
from api.collections import ALL, DERIVED, MODELS
from api.collections.codelists import CODELISTS
from api.formats.flatten import flat
from api.http.edge.problems import PROBLEMS
from api.read.request.plan import list_spec
from api.settings import Settings

FILE = Path(__file__).with_name("reference") / "contract.txt"
_BOUNDS = (
    "format",
    "default",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "maxItems",
    "pattern",
)


def lines() -> list[str]:
    """The whole contract, sorted."""
    application = create_app(Settings())
    found: set[str] = set()
    for files in (False, True):
        description = application.openapi(files=files)  # type: ignore[call-arg]
        found |= {*_operations(description), *_fields(description)}
        found |= {f"header {name}" for name in description["components"]["headers"]}
    for resource in (*ALL, *DERIVED):
        found.add(f"order {resource.name}: {list_spec(resource).default_sort}")
    for name in MODELS:
        found |= {f"column {name} {one.name}: {one.type}" for one in flat(name).columns}
    found |= {f"code {name} {code}" for name, known in CODELISTS.items() for code in known.values}
    found |= {f"problem {one.code}: {one.status}" for one in PROBLEMS.values()}
    return sorted(found)


def committed() -> list[str]:
    """The lines as they were accepted."""
    return FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []


def removed(before: list[str], after: list[str]) -> list[str]:
    """What a client may rely on and no longer finds: every change of a line is one, a new line is
    none, unless a request must now say more than before.
    """
    new = set(after) - set(before)
    return [
        *sorted(set(before) - set(after)),
        *(line for line in new if "?" in line and "!" in line),
    ]


def _operations(description: dict[str, Any]) -> Iterator[str]:
    shared = description["components"]["parameters"]
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            place = f"{method.upper()} {path}"
            yield f"{place} {operation['operationId']}"
            for part in operation["parameters"]:
                one = shared[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
                must = "!" if one.get("required") and one["in"] == "query" else ""
                yield f"{place} ?{one['name']}{must}: {_type(one['schema'])}"
                yield from _values(f"{place} ?{one['name']}", one["schema"])
            for media, answer in operation["responses"]["200"]["content"].items():
                yield f"{place} answers {media} {_type(answer['schema'])}"


def _fields(description: dict[str, Any]) -> Iterator[str]:
    for name, schema in description["components"]["schemas"].items():
        yield from _values(name, schema)
        for part in (schema, *schema.get("allOf", ())):
            if "$ref" in part:
                yield f"{name}: {_type(part)}"
            always = part.get("required", ())
            for field, inner in part.get("properties", {}).items():
                yield f"{name}.{field}{'' if field in always else '?'}: {_type(inner)}"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    kind = schema.get("type", "any")
    words = ["|".join(kind) if isinstance(kind, list) else kind]
    words += [f"{bound}={schema[bound]}" for bound in _BOUNDS if bound in schema]
    return " ".join([*words, f"of {_type(schema['items'])}"] if "items" in schema else words)


def _values(place: str, schema: dict[str, Any]) -> Iterator[str]:
    for value in (*schema.get("enum", ()), *schema.get("items", {}).get("enum", ())):
        yield f"{place} = {value}"


def main() -> int:
    """Write the file, or say what v1 would lose."""
    present = lines()
    gone = removed(committed(), present)
    if gone and not api.__version__.startswith("0."):
        print("v1 is frozen: these would break a client.", *gone, sep="\n", file=sys.stderr)
        return 1
    FILE.write_text("\n".join(present) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
