"""What makes a description small: one for JSON and one for files, each parameter that several
operations take described once, and only the components that are used. Pure.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from api.http.openapi.parameters import Json, pascal

_REFERENCE = re.compile(r'"#/components/(\w+)/([\w-]+)"')


def of_operations(document: Json, *, files: bool) -> Json:
    """The description of the operations that answer JSON, or of those that send files."""
    paths = {
        path: kept
        for path, methods in document["paths"].items()
        if (kept := {key: one for key, one in methods.items() if _sends_a_file(one) == files})
    }
    found = {**document, "paths": paths, "components": dict(document["components"])}
    _share_parameters(found)
    found["components"] = _used(found)
    used = {tag for one in _operations(found) for tag in one["tags"]}
    return found | {"tags": [tag for tag in document["tags"] if tag["name"] in used]}


def _operations(document: Json) -> Iterator[dict[str, Any]]:
    for methods in document["paths"].values():
        yield from methods.values()


def _sends_a_file(operation: Json) -> bool:
    answer = operation["responses"]["200"]
    named = "Content-Disposition" in answer.get("headers", ())
    return named or "application/json" not in answer["content"]


def _share_parameters(document: Json) -> None:
    """Make a component of each parameter that several operations describe alike. Of those with one
    name the most frequent is called so, the others with a tag before it.
    """
    taken = [
        (operation["tags"][0], one)
        for operation in _operations(document)
        for one in operation.get("parameters", ())
    ]
    often = Counter(json.dumps(one) for _, one in taken)
    tags = {json.dumps(one): tag for tag, one in reversed(taken)}
    names: dict[str, str] = {}
    for written, number in often.most_common():
        name = pascal(json.loads(written)["name"])
        if number > 1:
            names[written] = pascal(tags[written]) + name if name in names.values() else name

    def shared(one: Json) -> Json:
        name = names.get(json.dumps(one))
        return {"$ref": f"#/components/parameters/{name}"} if name else one

    document["paths"] = {
        path: {
            method: one | {"parameters": [shared(each) for each in one.get("parameters", ())]}
            for method, one in methods.items()
        }
        for path, methods in document["paths"].items()
    }
    document["components"]["parameters"] = {
        name: json.loads(written) for written, name in names.items()
    }


def _used(document: Json) -> Json:
    """The components that an operation refers to, at whatever remove."""
    components: Json = document["components"]
    found: dict[tuple[str, str], Any] = {}
    waiting: list[Any] = [document["paths"]]
    while waiting:
        for kind, name in _REFERENCE.findall(json.dumps(waiting.pop())):
            if (kind, name) not in found:
                found[kind, name] = components[kind][name]
                waiting.append(components[kind][name])
    return {
        kind: {name: part for name, part in parts.items() if (kind, name) in found}
        for kind, parts in components.items()
    }
