"""What marks the answers of one release, and an answer while it is made: what is passed on, what is
collected of it, and which errors are shared.
"""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.types import Message

from api.collections.codelists import CODELISTS, stored
from api.collections.served_tables import declarations
from api.http.edge.middleware import EVERY_ANSWER
from api.http.edge.pending_response import PendingResponse, Validators
from api.http.edge.version import CodeVersion
from api.read.release import Release, release_from
from tests.unit.http.cached import CODE, RELEASE


def another(hash_: str) -> Release:
    return release_from(
        [
            (
                "r1",
                hash_,
                hash_,
                "2026-11-21T12:00:00Z",
                '["2025-10-26"]',
                "{}",
                declarations(),
                "built",
            )
        ],
        [],
        [(stored(one),) for one in CODELISTS.values()],
        [],
    )


def pending(
    *messages: Message,
    silent: bool = False,
    most: int = 10,
    release: Release | None = RELEASE,
    none_match: bytes = b"",
) -> tuple[PendingResponse, list[Message]]:
    """An answer to which the messages were sent, and what it passed on."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def passed() -> PendingResponse:
        made = PendingResponse(
            send,
            "/v1/x",
            lambda one: Validators(one, CODE),
            silent=silent,
            most=most,
            none_match=none_match,
        )
        made.release = release
        for message in messages:
            await made(message)
        return made

    return asyncio.run(passed()), sent


def start(status: int = 200, *headers: tuple[bytes, bytes]) -> Message:
    return {"type": "http.response.start", "status": status, "headers": list(headers)}


def body(piece: bytes, **more: Any) -> Message:
    return {"type": "http.response.body", "body": piece, **more}


def test_the_etag_covers_release_code_address_and_encoding() -> None:
    base = Validators(RELEASE, CODE).etag("/v1/x", "identity")
    newer = CodeVersion(CODE.version, "d" * 16, CODE.built_at)
    others = [
        Validators(another("b" * 64), CODE).etag("/v1/x", "identity"),
        Validators(RELEASE, newer).etag("/v1/x", "identity"),
        Validators(RELEASE, CODE).etag("/v1/y", "identity"),
        Validators(RELEASE, CODE).etag("/v1/x", "gzip"),
    ]
    assert len({base, *others}) == 5
    assert base == Validators(another("a" * 64), CODE).etag("/v1/x", "identity")
    assert len(base) == len('""') + 32
    assert base.startswith(b'"')
    assert base.endswith(b'"')


def test_one_etag_leaves_no_trace_in_the_next() -> None:
    validators = Validators(RELEASE, CODE)
    first = validators.etag("/v1/x", "identity")
    validators.etag("/v1/y", "gzip")
    assert validators.etag("/v1/x", "identity") == first


def test_an_address_in_any_bytes_has_an_etag() -> None:
    assert Validators(RELEASE, CODE).etag("/v1/\udcff", "identity")


@pytest.mark.parametrize(
    ("built", "modified"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), b"Sat, 21 Nov 2026 12:00:00 GMT"),
        (datetime(2026, 12, 1, tzinfo=UTC), b"Tue, 01 Dec 2026 00:00:00 GMT"),
    ],
)
def test_an_answer_is_as_old_as_the_later_of_release_and_code(
    built: datetime, modified: bytes
) -> None:
    validators = Validators(RELEASE, CodeVersion("1", "c" * 16, built))
    assert dict(validators.headers("/v1/x", "identity"))[b"last-modified"] == modified


def test_that_nothing_changed_is_said_with_the_release_and_what_every_answer_has() -> None:
    validators = Validators(RELEASE, CODE)
    own = validators.headers("/v1/x", "identity")
    assert [name for name, _ in own] == [b"etag", b"last-modified", b"cache-control", b"vary"]
    warned = (b"x-data-warnings", b"[]")
    unchanged = validators.unchanged(
        own, [(b"content-type", b"text/csv"), warned, (b"x-other", b"1")]
    )
    assert unchanged == [*own, warned, (b"x-data-release", b"r1"), *EVERY_ANSWER]


def test_a_stream_that_the_reader_has_is_not_sent() -> None:
    etag = Validators(RELEASE, CODE).etag("/v1/x", "identity")
    warned = (b"x-data-warnings", b"[]")
    head = start(200, (b"content-type", b"text/csv"), warned, (b"x-request-id", b"1"))
    made, sent = pending(head, body(b"one", more_body=True), body(b"two"), none_match=etag)
    own = Validators(RELEASE, CODE).headers("/v1/x", "identity")
    assert (sent[0]["status"], sent[0]["headers"]) == (304, [*own, warned, (b"x-request-id", b"1")])
    assert [message["body"] for message in sent[1:]] == [b"", b""]
    assert (made.held, made.body) == (True, None)
    assert not pending(head, body(b"one"), none_match=b'"other"')[0].held


def test_a_stream_is_passed_on_with_validators_and_collected() -> None:
    head = start(200, (b"content-type", b"text/csv"), (b"x-request-id", b"1"))
    made, sent = pending(head, body(b"one", more_body=True), body(b"two"))
    own = Validators(RELEASE, CODE).headers("/v1/x", "identity")
    assert sent[0]["headers"] == [*head["headers"], *own]
    assert [message["body"] for message in sent[1:]] == [b"one", b"two"]
    assert made.body == b"onetwo"
    assert made.headers == [(b"content-type", b"text/csv")]
    assert made.ready.is_set()
    assert made.failure == []


@pytest.mark.parametrize(("length", "kept"), [(9, True), (10, True), (11, False), (12, False)])
def test_up_to_the_bound_a_stream_is_collected(length: int, kept: bool) -> None:
    pieces = [body(b"x", more_body=place < length) for place in range(1, length + 1)]
    for messages in (pieces, [body(b"x" * length)]):
        made, sent = pending(start(), *messages)
        assert made.body == (b"x" * length if kept else None)
        assert b"".join(message["body"] for message in sent[1:]) == b"x" * length


def test_a_stream_that_broke_off_is_not_collected() -> None:
    made, _ = pending(start(), body(b"one", more_body=True))
    assert made.body is None


def test_a_silent_answer_sends_no_body_and_collects_none() -> None:
    made, sent = pending(start(), body(b"one", more_body=True), body(b"two"), silent=True)
    assert [message["body"] for message in sent[1:]] == [b"", b""]
    assert made.body is None


@pytest.mark.parametrize("status", [199, 201, 304])
def test_only_a_good_answer_is_collected(status: int) -> None:
    made, sent = pending(start(status), body(b"one"))
    assert sent == [start(status), body(b"one")]
    assert (made.body, made.headers, made.failure) == (None, [], [])
    assert not made.ready.is_set()


def test_what_names_no_release_is_passed_on_as_it_is() -> None:
    made, sent = pending(start(), body(b"one"), release=None)
    assert (made.body, sent) == (None, [start(), body(b"one")])


@pytest.mark.parametrize("status", [400, 404, 405, 407, 410, 422, 500, 503])
def test_an_error_is_shared_with_those_who_wait(status: int) -> None:
    messages = [start(status), body(b"one", more_body=True), body(b"two")]
    made, sent = pending(*messages)
    assert made.failure == messages
    assert sent == messages


@pytest.mark.parametrize("status", [399, 406])
def test_an_answer_that_depends_on_more_than_the_address_is_not_shared(status: int) -> None:
    made, _ = pending(start(status), body(b"one"))
    assert made.failure == []


def test_other_messages_are_passed_on() -> None:
    trailers: Message = {"type": "http.response.trailers", "headers": []}
    made, sent = pending(start(), body(b"one"), trailers)
    assert (made.body, sent[-1]) == (b"one", trailers)
