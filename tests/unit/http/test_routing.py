"""Routes are FastAPI's own: the application shows every address with its operation, and the index
in front finds what they would.
"""

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from api.app import create_app
from api.http.edge.routing import RouteIndex
from api.settings import Settings

APPLICATION = create_app(Settings())
ROUTES = [route for route in APPLICATION.routes if isinstance(route, APIRoute)]


def scope(path: str, method: str = "GET") -> Scope:
    return {"type": "http", "method": method, "path": path}


def test_the_routes_of_the_application_are_the_operations_of_its_description() -> None:
    both = (APPLICATION.openapi(), APPLICATION.openapi(files=True))  # type: ignore[call-arg]
    described = {
        path: set(operations) & {"get", "post"}
        for description in both
        for path, operations in description["paths"].items()
    }
    assert {
        route.path: {method.lower() for method in route.methods or ()}
        for route in ROUTES
        if route.include_in_schema
    } == described
    named = {route.operation_id for route in ROUTES if route.include_in_schema}
    assert None not in named
    assert len(named) == len(described)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: str(route.path))
def test_the_index_finds_the_route_that_trying_all_in_turn_finds(route: APIRoute) -> None:
    index = APPLICATION.routes[0]
    assert isinstance(index, RouteIndex)
    own = route.path.replace("{collection}", "projects")
    for path in (own.replace("{id}", "a-1"), own.replace("{id}", "claims")):
        first = next(one for one in ROUTES if one.matches(scope(path))[0] is Match.FULL)
        match, found = index.matches(scope(path))
        # A parameter among the first two segments is left to the routes themselves.
        assert (match, found.get("route")) in [(Match.FULL, first), (Match.NONE, None)]
        assert match is Match.FULL or "{" in "/".join(route.path.split("/")[:3])
        assert found == {} or found == first.matches(scope(path))[1]


def test_an_address_ends_with_its_last_letter() -> None:
    for route in ROUTES:
        if not route.path.endswith("}"):  # else it is the id that ends so
            own = route.path.replace("{collection}", "projects").replace("{id}", "a-1")
            for more in ("\n", "\r", " "):
                assert route.matches(scope(own + more))[0] is Match.NONE, route.path


@pytest.mark.parametrize(
    ("path", "method"),
    [("/v1/projects", "POST"), ("/v1/none", "GET"), ("/v1/projects/a/b/c", "GET"), ("/", "PUT")],
)
def test_what_no_route_answers_is_left_to_the_framework(path: str, method: str) -> None:
    assert APPLICATION.routes[0].matches(scope(path, method)) == (Match.NONE, {})
