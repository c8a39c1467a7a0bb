"""Equal requests at once: one answer for all who wait, errors too; a stream is sent to each."""

import asyncio

from starlette.types import Message, Receive, Scope, Send

from tests.unit.http.cached import App, ask, ask_within, cache_over


class Refusing(App):
    """Refuses whoever excludes its media type, as the API does."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (b"accept", b"text/html") in scope["headers"]:
            self.calls += 1
            await asyncio.sleep(self.wait)
            await send({"type": "http.response.start", "status": 406, "headers": []})
            await send({"type": "http.response.body", "body": b"refused"})
        else:
            await super().__call__(scope, receive, send)


def test_who_waited_behind_one_that_was_refused_share_one_answer() -> None:
    app = Refusing(b"whole", wait=0.01)
    cache = cache_over(app)

    async def many() -> list[list[Message]]:
        return await asyncio.gather(
            *(
                ask_within(cache, "GET", "/v1/x.csv", accept)
                for accept in [((b"accept", b"text/html"),), *[()] * 20]
            )
        )

    answers = asyncio.run(many())
    assert [answer[0]["status"] for answer in answers] == [406, *[200] * 20]
    assert app.calls == 2


def test_an_error_is_made_once_for_all_who_ask_at_once() -> None:
    app = App(b"not found", status=404, wait=0.01)
    cache = cache_over(app)

    async def many() -> list[list[Message]]:
        return await asyncio.gather(*(ask_within(cache, "GET", "/v1/x.csv", ()) for _ in range(20)))

    answers = asyncio.run(many())
    assert {(answer[0]["status"], answer[1]["body"]) for answer in answers} == {(404, b"not found")}
    assert app.calls == 1
    ask(cache)
    assert app.calls == 2


def test_streams_asked_for_at_once_are_each_sent_whole() -> None:
    app = App(*[b"x" * 10_000] * 30, wait=0.01)
    cache = cache_over(app)

    async def many() -> list[list[Message]]:
        return await asyncio.gather(*(ask_within(cache, "GET", "/v1/x.csv", ()) for _ in range(5)))

    assert {
        sum(len(message.get("body", b"")) for message in answer) for answer in asyncio.run(many())
    } == {300_000}
