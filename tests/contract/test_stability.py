"""The committed specification is the one the code gives; a change of it is called additive or
breaking.
"""

import copy
import json
from typing import Any

import pytest

from api.app import create_app
from api.settings import Settings
from tests.contract.stability import changes
from tests.house.tree import ROOT


def committed() -> dict[str, Any]:
    """openapi.json."""
    found: dict[str, Any] = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
    return found


def test_the_committed_specification_is_what_the_code_gives() -> None:
    present = json.loads(json.dumps(create_app(Settings()).openapi()))
    found = [str(change) for change in changes(committed(), present)]
    assert found == [], "v1 allows additive changes only; `make openapi` commits them"
    assert present == committed(), "only words differ; `make openapi` renews them"


def small() -> dict[str, Any]:
    """A specification small enough to read."""
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 500}}
    answer = {
        "description": "",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Deal"}}},
    }
    deal = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "string"},
            "name": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        },
    }
    return {
        "paths": {
            "/v1/deals": {
                "get": {
                    "operationId": "list_deals",
                    "parameters": [limit],
                    "responses": {"200": answer},
                }
            }
        },
        "components": {"schemas": {"Deal": deal}},
    }


def edited(path: str, value: Any) -> dict[str, Any]:
    """The small specification with one thing set, or removed where the value is None; steps are
    parted by spaces.
    """
    whole = copy.deepcopy(small())
    *steps, last = path.split()
    place: Any = whole
    for step in steps:
        place = place[int(step)] if isinstance(place, list) else place[step]
    key: Any = int(last) if isinstance(place, list) and last != "+" else last
    if value is None:
        del place[key]
    elif last == "+":
        place.append(value)
    else:
        place[key] = value
    return whole


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("paths /v1/pacts", {"get": {"operationId": "list_pacts", "responses": {}}}),
        (
            "paths /v1/deals get parameters +",
            {"name": "sort", "in": "query", "schema": {"type": "string"}},
        ),
        ("paths /v1/deals get parameters 0 schema maximum", 1000),
        ("components schemas Deal properties status", {"type": "string"}),
        ("components schemas Pact", {"type": "object"}),
    ],
)
def test_an_addition_is_called_so(path: str, value: Any) -> None:
    found = changes(small(), edited(path, value))
    assert [change.breaking for change in found] in ([False], [])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("paths /v1/deals", None),
        ("paths /v1/deals get operationId", "deals"),
        ("paths /v1/deals get parameters 0", None),
        ("paths /v1/deals get parameters 0 required", True),
        ("paths /v1/deals get parameters 0 schema maximum", 100),
        (
            "paths /v1/deals get parameters +",
            {"name": "key", "in": "query", "required": True, "schema": {"type": "string"}},
        ),
        ("paths /v1/deals get responses 200", None),
        ("components schemas Deal properties name", None),
        ("components schemas Deal properties id type", "integer"),
        ("components schemas Deal properties name anyOf 1", None),
        ("components schemas Deal required 0", None),
    ],
)
def test_a_break_is_called_so(path: str, value: Any) -> None:
    assert any(change.breaking for change in changes(small(), edited(path, value)))


def test_words_change_nothing() -> None:
    assert changes(small(), edited("components schemas Deal description", "A deal.")) == []
