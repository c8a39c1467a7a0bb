"""Accept and Accept-Encoding, read as the standard says."""

import pytest

from api.http.edge.negotiate import accepts, encoding


@pytest.mark.parametrize(
    "header",
    [
        "",
        "*/*",
        "application/json",
        "application/*",
        "text/html, */*;q=0.1",
        "Application/JSON; charset=utf-8",
        "text/csv;q=1, application/json;q=0.001",
    ],
)
def test_json_is_allowed(header: str) -> None:
    assert accepts(header.encode(), "application/json")


@pytest.mark.parametrize(
    "header",
    [
        "text/csv",
        "application/json;q=0",
        "application/*;q=0, text/*",
        "application/json; q=0.000, */*",
        "*/*;q=0",
        "application/problem+json",
    ],
)
def test_json_is_excluded(header: str) -> None:
    assert not accepts(header.encode(), "application/json")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "identity"),
        ("identity", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "gzip"),
        ("br", "identity"),
        ("gzip;q=0", "identity"),
        ("*", "gzip"),
        ("*;q=0", "identity"),
        ("gzip;q=0, *", "identity"),
        ("GZIP;Q=0.5", "gzip"),
        ("gzip;q=nonsense", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd;q=0.5, gzip", "gzip"),
        ("zstd;q=0, *", "gzip"),
    ],
)
def test_the_encoding_is_one_both_know(header: str, expected: str) -> None:
    assert encoding(header.encode()) == expected
