"""When the cache says that nothing changed since the client got its answer: by ETag, by date, and
for whom.
"""

import pytest

from api.http.edge.canonical_url import canonical
from api.http.edge.pending_response import Validators
from tests.unit.http.cached import (
    CODE,
    RELEASE,
    App,
    JsonApp,
    ask,
    cache_over,
    headers_of,
    status_of,
)

Header = tuple[bytes, bytes]
MODIFIED = b"Sat, 21 Nov 2026 12:00:00 GMT"
ETAGS = {
    coding: Validators(RELEASE, CODE).etag("/v1/x.csv", coding) for coding in ("identity", "gzip")
}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ([(b"if-none-match", ETAGS["identity"])], 304),
        ([(b"if-none-match", b'"other", ' + ETAGS["identity"])], 304),
        ([(b"if-none-match", b'"other"'), (b"if-none-match", ETAGS["identity"])], 304),
        ([(b"if-none-match", b"*")], 304),
        ([(b"if-none-match", b'"other"')], 200),
        ([(b"if-none-match", b"!")], 200),
        ([(b"if-none-match", b"+")], 200),
        ([(b"if-none-match", ETAGS["gzip"])], 200),
        ([(b"if-none-match", ETAGS["gzip"]), (b"accept-encoding", b"gzip")], 304),
        ([(b"if-none-match", ETAGS["identity"]), (b"accept-encoding", b"gzip")], 304),
        ([(b"if-modified-since", MODIFIED)], 304),
        ([(b"if-modified-since", b"Sun, 22 Nov 2026 12:00:00 GMT")], 304),
        ([(b"if-modified-since", b"Fri, 20 Nov 2026 12:00:00 GMT")], 200),
        ([(b"if-modified-since", b"Zzz")], 200),
        ([(b"if-modified-since", b"")], 200),
        ([(b"if-none-match", b'"other"'), (b"if-modified-since", MODIFIED)], 200),
        ([(b"if-none-match", ETAGS["identity"]), (b"accept", b"text/csv")], 304),
    ],
)
def test_that_nothing_changed_is_said_of_a_kept_answer(sent: list[Header], status: int) -> None:
    app = App(b"whole")
    cache = cache_over(app)
    ask(cache)
    for _ in range(2):
        answer = ask(cache, headers=tuple(sent))
        assert status_of(answer) == status
        assert answer[1]["body"] == (b"" if status == 304 else answer[1]["body"])
        assert (b"content-length" in headers_of(answer)) == (status == 200)
    assert app.calls == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ([(b"if-none-match", ETAGS["identity"])], 304),
        ([(b"if-none-match", ETAGS["gzip"]), (b"accept-encoding", b"gzip")], 304),
        ([(b"if-none-match", ETAGS["identity"]), (b"accept-encoding", b"gzip")], 304),
        ([(b"if-none-match", ETAGS["gzip"])], 200),
        ([(b"if-none-match", b"*")], 304),
        ([(b"if-modified-since", MODIFIED)], 304),
    ],
)
def test_an_etag_of_this_release_needs_no_answer_to_be_made(
    sent: list[Header], status: int
) -> None:
    app = App(b"whole")
    answer = ask(cache_over(app), headers=tuple(sent))
    assert status_of(answer) == status
    known = sent[0][0] == b"if-none-match" and sent[0][1] != b"*"
    assert app.calls == (0 if status == 304 and known else 1)


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/v1/x", b"", 406),
        ("/v1/x", b"q=a.csv", 406),
        ("/v1/a.b/x", b"", 406),
        ("/v1/x.csv", b"", 304),
        ("/v1/x.csv", b"q=a", 304),
    ],
)
def test_an_etag_is_compared_for_who_takes_the_media_type_of_the_address(
    path: str, query: bytes, status: int
) -> None:
    app = JsonApp(b"{}")
    etag = Validators(RELEASE, CODE).etag(canonical(path, query), "identity")
    sent = ((b"if-none-match", etag), (b"accept", b"text/html"))
    answer = ask(cache_over(app), path=path, query=query, headers=sent)
    assert (app.calls, status_of(answer)) == (0 if status == 304 else 1, status)
