"""The cache around any application: what comes in pieces is passed on as it comes, and what is not
a good answer is never kept.
"""

import asyncio
import gc
import random
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from api.http.edge.pending_response import Validators
from api.http.edge.response_cache import ResponseCache
from api.http.edge.version import CodeVersion
from tests.unit.http.cached import (
    CODE,
    RELEASE,
    App,
    Served,
    ask,
    ask_within,
    cache_over,
    release_named,
)


def test_an_answer_in_one_piece_is_kept() -> None:
    app = App(b"whole")
    cache = cache_over(app)
    first, second = ask(cache), ask(cache)
    assert (app.calls, first[1]["body"], second[1]["body"]) == (1, b"whole", b"whole")
    assert dict(first[0]["headers"])[b"etag"] == dict(second[0]["headers"])[b"etag"]
    assert [name for name, _ in second[0]["headers"]].count(b"x-request-id") == 1


def test_an_answer_in_pieces_is_passed_on_and_then_kept() -> None:
    app = App(b"one", b"two", b"")
    cache = cache_over(app)
    first, second = ask(cache), ask(cache)
    assert [message.get("body") for message in first[1:]] == [b"one", b"two", b""]
    assert (app.calls, second[1]["body"]) == (1, b"onetwo")
    assert dict(first[0]["headers"])[b"etag"] == dict(second[0]["headers"])[b"etag"]


def test_an_answer_too_large_to_keep_is_passed_on() -> None:
    app = App(*[b"x" * 10_000] * 30)
    cache = cache_over(app)
    assert sum(len(message.get("body", b"")) for message in ask(cache)) == 300_000
    ask(cache)
    assert app.calls == 2


def test_only_good_data_is_kept() -> None:
    for app in (App(b"error", status=404), App(b"no data", data=False)):
        cache = cache_over(app)
        ask(cache)
        ask(cache)
        assert app.calls == 2
        assert b"etag" not in dict(ask(cache)[0]["headers"])


def test_head_of_an_answer_in_pieces_has_no_body() -> None:
    assert (
        b"".join(
            message.get("body", b"")
            for message in ask(cache_over(App(b"one", b"two")), method="HEAD")[1:]
        )
        == b""
    )


def test_equal_requests_at_once_make_one_answer_whatever_its_encoding() -> None:
    app = App(b"whole", wait=0.01)
    cache = cache_over(app)

    async def many() -> list[list[Message]]:
        codings = [((b"accept-encoding", b"gzip"),), ()]
        return await asyncio.gather(
            *(ask_within(cache, "GET", "/v1/x.csv", codings[number % 2]) for number in range(20))
        )

    answers = asyncio.run(many())
    assert app.calls == 1
    assert {answer[0]["status"] for answer in answers} == {200}


def test_what_the_database_could_not_answer_is_not_asked_again_by_all_who_waited() -> None:
    app = App(b"too slow", status=503, wait=0.01)
    cache = cache_over(app)

    async def many() -> list[list[Message]]:
        return await asyncio.gather(
            *(
                ask_within(cache, ("GET", "HEAD")[number % 2], "/v1/x.csv", ())
                for number in range(20)
            )
        )

    answers = asyncio.run(many())
    assert app.calls == 1
    assert {(answer[0]["status"], answer[1]["body"]) for answer in answers[::2]} == {
        (503, b"too slow")
    }
    assert {(answer[0]["status"], answer[1]["body"]) for answer in answers[1::2]} == {(503, b"")}
    ask(cache)
    assert app.calls == 2


def test_what_was_sent_is_freed_at_once() -> None:
    class Sender:
        """Holds the scope, as servers do."""

        def __init__(self) -> None:
            self.scope: dict[str, Any] = {
                "type": "http",
                "method": "GET",
                "path": "/v1/x.csv",
                "query_string": b"",
                "headers": (),
            }

        async def send(self, message: Message) -> None:
            pass

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def answered(app: App) -> int:
        """Objects that only the collector frees, after an answer that was too large to keep."""
        cache = cache_over(app, most=0)
        sender = Sender()
        gc.collect()
        await cache(sender.scope, receive, sender.send)
        del sender
        return gc.collect()

    gc.disable()
    try:
        for app in (App(b"whole"), App(b"one", b"two"), App(b"error", status=503)):
            assert asyncio.run(answered(app)) == 0
    finally:
        gc.enable()


def test_a_slow_reader_keeps_nobody_else_waiting() -> None:
    app = App(b"whole", wait=0.01)
    cache = cache_over(app)

    async def both() -> list[Message]:
        stalled, read = asyncio.Event(), asyncio.Event()

        async def send(message: Message) -> None:
            stalled.set()
            await read.wait()

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        scope: dict[str, Any] = {
            "type": "http",
            "method": "GET",
            "path": "/v1/x.csv",
            "query_string": b"",
            "headers": (),
        }
        slow = asyncio.create_task(cache(scope, receive, send))
        await asyncio.sleep(0)
        quick = asyncio.create_task(ask_within(cache, "GET", "/v1/x.csv", ()))
        await stalled.wait()
        answer = await asyncio.wait_for(quick, 5)
        read.set()
        await slow
        return answer

    assert asyncio.run(both())[1]["body"] == b"whole"
    assert app.calls == 1


def test_one_that_fails_does_not_take_the_others_with_it() -> None:
    class Failing(App):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if not self.calls:
                self.calls += 1
                await asyncio.sleep(0.01)
                raise RuntimeError
            await super().__call__(scope, receive, send)

    app = Failing(b"whole")
    cache = cache_over(app)

    async def many() -> list[Any]:
        return await asyncio.gather(
            *(ask_within(cache, "GET", "/v1/x.csv", ()) for _ in range(5)), return_exceptions=True
        )

    answers = asyncio.run(many())
    assert sum(isinstance(answer, RuntimeError) for answer in answers) == 1
    assert (
        sum(isinstance(answer, list) and answer[1]["body"] == b"whole" for answer in answers) == 4
    )


def test_other_addresses_pass_through() -> None:
    app = App(b"whole", data=False)
    cache = cache_over(app)
    ask(cache, path="/healthz")
    ask(cache, path="/healthz", method="HEAD")
    assert app.calls == 2


def test_requests_for_one_address_share_an_entry_however_they_are_written() -> None:
    app = App(b"whole")
    cache = cache_over(app)
    for number in range(30):
        answer = ask(cache, headers=((b"accept", b"text/csv, x/%d" % number),))
        assert (answer[0]["status"], answer[1]["body"]) == (200, b"whole")
    assert (app.calls, len(cache._entries)) == (1, 1)


def test_memory_is_bounded_and_an_entry_grows_with_its_encodings() -> None:
    app = App(b"whole")
    small = cache_over(app, most=40_000)
    for number in range(30):
        ask(small, path=f"/v1/{number}.csv")
    kept = len(small._entries)
    assert 0 < kept < 30
    app.pieces = (random.Random(1).randbytes(1000),)
    for number in range(10):
        ask(small, path=f"/v1/other{number}.csv", headers=((b"accept-encoding", b"zstd"),))
        ask(small, path=f"/v1/other{number}.csv", headers=((b"accept-encoding", b"gzip"),))
    assert 0 < len(small._entries) < kept


def test_a_request_spelt_like_one_before_gets_the_new_release() -> None:
    served, other = (
        Served(),
        release_named("r2", "b"),
    )
    app = App(b"old")
    cache = ResponseCache(app, served, CODE, 1_000_000)  # type: ignore[arg-type]
    first = [ask(cache), ask(cache)][1]
    served.release, app.release, app.pieces = other, other, (b"new",)
    second = [ask(cache), ask(cache)][1]
    assert (first[1]["body"], second[1]["body"], app.calls) == (b"old", b"new", 2)
    assert dict(first[0]["headers"])[b"etag"] != dict(second[0]["headers"])[b"etag"]


def test_an_answer_of_a_former_release_is_not_kept() -> None:
    served, other = (
        Served(),
        release_named("r2", "b"),
    )
    app = App(b"old")
    cache = ResponseCache(app, served, CODE, 1_000_000)  # type: ignore[arg-type]
    ask(cache, path="/v1/first.csv")
    served.release = (
        other  # published while the answer below, still read from the former one, is being made
    )
    old = ask(cache)
    app.release, app.pieces = other, (b"new",)
    assert (old[1]["body"], ask(cache)[1]["body"]) == (b"old", b"new")


def test_the_etag_covers_release_code_address_and_encoding() -> None:
    other = release_named("r1", "b")
    newer = CodeVersion("1", "d" * 16, CODE.built_at)
    base = Validators(RELEASE, CODE).etag("/v1/x", "identity")
    others = [
        Validators(other, CODE).etag("/v1/x", "identity"),
        Validators(RELEASE, newer).etag("/v1/x", "identity"),
        Validators(RELEASE, CODE).etag("/v1/y", "identity"),
        Validators(RELEASE, CODE).etag("/v1/x", "gzip"),
    ]
    assert len({base, *others}) == 5
    assert base == Validators(RELEASE, CODE).etag("/v1/x", "identity")


def test_a_304_says_which_release_and_may_be_kept_as_long_as_the_answer() -> None:
    cache = cache_over(App(b"whole"))
    first = dict(ask(cache)[0]["headers"])
    again = ask(cache, headers=((b"if-none-match", first[b"etag"]),))
    assert (again[0]["status"], again[1]["body"]) == (304, b"")
    kept = (b"etag", b"last-modified", b"cache-control", b"vary", b"x-data-release")
    assert {name: dict(again[0]["headers"])[name] for name in kept} == {
        name: first[name] for name in kept
    }
