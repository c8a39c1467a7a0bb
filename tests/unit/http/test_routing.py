"""Routes in stages: each is made once however many wait for it, replaces the one before, and may fail without harm to what is known."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.http.edge.routing import FinishedRoute, IndexedRouter, Operation, Stage


def route(path: str) -> FinishedRoute:
    """A route that answers its own path and the parameters it found."""

    async def handle(request: Request) -> Response:
        return Response(repr((path, request.path_params)).encode())

    return FinishedRoute(path, handle, lambda: Operation("one", "tag", "Summary", "Words.", {}))


class Stages:
    """Two stages, the second counted, and failing as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.made, self.failures = 0, failures

    def all(self) -> list[Stage]:
        return [self.first, self.second]

    def first(self) -> Sequence[FinishedRoute]:
        return [route("/a/{id}")]

    def second(self) -> Sequence[FinishedRoute]:
        self.made += 1
        if self.made <= self.failures:
            raise RuntimeError("not now")
        return [route("/a/{id}"), route("/a/{id}/more"), route("/b/{id}"), route("/b/plain")]


async def asked(router: IndexedRouter, path: str, method: str = "GET") -> bytes:
    """The body that the router answers."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    await router.app({"type": "http", "method": method, "path": path, "headers": [], "query_string": b"", "app": None}, receive, send)
    return b"".join(message.get("body", b"") for message in sent)


def test_what_the_first_stage_has_makes_no_other() -> None:
    stages = Stages()
    assert asyncio.run(asked(IndexedRouter(stages.all()), "/a/1")) == b"('/a/{id}', {'id': '1'})"
    assert stages.made == 0


def test_many_that_need_the_next_stage_make_it_once() -> None:
    stages = Stages()
    router = IndexedRouter(stages.all())

    async def together() -> list[bytes]:
        return await asyncio.gather(*(asked(router, path) for path in ("/b/1", "/a/2", "/a/3/more", "/b/plain", "/b/4")))

    assert asyncio.run(together()) == [
        b"('/b/{id}', {'id': '1'})",
        b"('/a/{id}', {'id': '2'})",
        b"('/a/{id}/more', {'id': '3'})",
        b"('/b/plain', {})",
        b"('/b/{id}', {'id': '4'})",
    ]
    assert stages.made == 1


def test_a_stage_that_fails_is_tried_again_and_what_was_known_still_answers() -> None:
    stages = Stages(failures=1)
    router = IndexedRouter(stages.all())
    with pytest.raises(RuntimeError, match="not now"):
        asyncio.run(asked(router, "/b/1"))
    assert asyncio.run(asked(router, "/a/1")) == b"('/a/{id}', {'id': '1'})"
    assert asyncio.run(asked(router, "/b/1")) == b"('/b/{id}', {'id': '1'})"


def test_one_that_gives_up_waiting_leaves_the_stage_to_the_others() -> None:
    stages = Stages()
    router = IndexedRouter(stages.all())

    async def one_leaves() -> bytes:
        leaving, staying = asyncio.ensure_future(asked(router, "/b/1")), asyncio.ensure_future(asked(router, "/b/2"))
        await asyncio.sleep(0)
        leaving.cancel()
        return await staying

    assert asyncio.run(one_leaves()) == b"('/b/{id}', {'id': '2'})"
    assert stages.made == 1


def test_everything_can_be_made_at_once_even_while_a_stage_is_under_way() -> None:
    stages = Stages()
    router = IndexedRouter(stages.all())

    async def both() -> bool:
        waiting = asyncio.ensure_future(router.advance())
        await asyncio.sleep(0)
        router.complete()
        return await waiting

    assert asyncio.run(both())
    assert router.find("/b/plain") is not None
    assert asyncio.run(router.advance()) is False


@pytest.mark.parametrize(("path", "method", "status"), [("/b/1", "POST", 405), ("/a/1", "PUT", 405), ("/c", "GET", 404), ("/c", "POST", 404)])
def test_what_is_not_answered_is_refused_by_the_routes_of_all_stages(path: str, method: str, status: int) -> None:
    with pytest.raises(HTTPException) as refused:
        asyncio.run(asked(IndexedRouter(Stages().all()), path, method))
    assert refused.value.status_code == status
