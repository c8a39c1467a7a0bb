"""How the cache answers from an older release that an address names."""

import pytest
from starlette.types import Receive, Scope, Send

from api.http.edge.canonical_url import canonical
from api.http.edge.pending_response import Validators
from api.http.edge.respond import FROM_CACHE_KEY, STATUS_KEY
from api.http.edge.response_cache import MOST_RELEASES, ResponseCache
from tests.unit.http.cached import (
    CODE,
    RELEASE,
    App,
    Served,
    ask,
    ask_within,
    release_named,
    scope_after,
    status_of,
)

OLDER = release_named("r0", "0")
NAMED = b"release=r0"
ETAG = Validators(OLDER, CODE).etag(canonical("/v1/x.csv", NAMED), "identity")


def cache_with_older(app: App, served: Served) -> ResponseCache:
    """A cache that can open an older release."""
    opened = {OLDER.id: OLDER}.get
    return ResponseCache(app, served, CODE, 1_000_000, opened)  # type: ignore[arg-type]


@pytest.mark.parametrize("pieces", [(b"whole",), (b"one", b"two")])
def test_that_an_older_answer_is_unchanged_is_said_once_it_was_made(
    pieces: tuple[bytes, ...],
) -> None:
    app = App(*pieces)
    app.release = OLDER
    cache = cache_with_older(app, Served())
    scope, sent = scope_after(cache, "GET", NAMED, (b"if-none-match", ETAG))
    assert (app.calls, status_of(sent), scope[STATUS_KEY]) == (1, 304, 304)
    assert b"".join(message.get("body", b"") for message in sent) == b""


def test_an_older_answer_is_kept_until_there_is_a_new_release() -> None:
    app, served = App(b"whole"), Served()
    app.release = OLDER
    cache = cache_with_older(app, served)
    for _ in range(2):
        assert ask(cache, query=NAMED)[1]["body"] == b"whole"
    assert app.calls == 1
    scope, sent = scope_after(cache, "GET", NAMED, (b"if-none-match", ETAG))
    assert (app.calls, status_of(sent), FROM_CACHE_KEY in scope) == (1, 304, True)
    served.release = release_named("r2", "b")
    ask(cache, query=NAMED)
    assert app.calls == 2


def test_a_release_that_cannot_be_opened_at_once_is_asked_of_the_application() -> None:
    app = App(b"whole")
    app.release = OLDER
    cache = ResponseCache(app, Served(), CODE, 1_000_000)  # type: ignore[arg-type]
    for _ in range(2):
        assert status_of(ask(cache, query=NAMED, headers=((b"if-none-match", ETAG),))) == 304
    assert app.calls == 1


def test_an_etag_of_the_served_release_says_nothing_of_an_older_one() -> None:
    app = App(b"whole")
    app.release = OLDER
    etag = Validators(RELEASE, CODE).etag(canonical("/v1/x.csv", NAMED), "identity")
    answer = ask(cache_with_older(app, Served()), query=NAMED, headers=((b"if-none-match", etag),))
    assert (status_of(answer), answer[1]["body"]) == (200, b"whole")


def test_an_older_answer_made_while_a_new_release_came_is_not_kept() -> None:
    newer, served = release_named("r2", "b"), Served()

    class Overtaken(App):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if not self.calls:
                self.calls, served.release = 1, newer
                await ask_within(cache, "GET", "/v1/other.csv", ())
            await super().__call__(scope, receive, send)

    app = Overtaken(b"whole")
    app.release = OLDER
    cache = cache_with_older(app, served)
    ask(cache, query=NAMED)
    before = app.calls
    ask(cache, query=NAMED)
    ask(cache, query=NAMED)
    assert app.calls == before + 1


def test_validators_of_so_many_releases_are_kept() -> None:
    app, served = App(b"whole"), Served()
    cache = cache_with_older(app, served)
    for number in range(20):
        app.release = release_named(f"r{number}", "0")
        ask(cache, query=f"release=r{number}".encode())
    assert MOST_RELEASES == len(cache._validators) == 16
