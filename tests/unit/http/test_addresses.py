"""One spelling for each address; links only from what was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.base.errors import InvalidRequest
from api.http.edge.canonical_url import address, canonical, query_items, without


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (b"", "/v1/projects"),
        (b"b=2&a=1", "/v1/projects?a=1&b=2"),
        (b"status=b&status=a", "/v1/projects?status=b&status=a"),
        (b"q=%6Eame+two%20words", "/v1/projects?q=name%20two%20words"),
        (b"name=%C3%BC", "/v1/projects?name=%C3%BC"),
        (b"a=&b", "/v1/projects?a=&b="),
        (b"id=a,b:c", "/v1/projects?id=a,b:c"),
    ],
)
def test_equal_requests_have_one_spelling(query: bytes, expected: str) -> None:
    assert canonical("/v1/projects", query) == expected


def test_what_cannot_be_read_is_kept_to_be_refused() -> None:
    assert canonical("/v1/projects", b"a=%FF") == "/v1/projects?a=%FF"
    with pytest.raises(InvalidRequest):
        query_items(b"a=%FF")
    with pytest.raises(InvalidRequest):
        query_items(b"&".join(b"a=1" for _ in range(300)))


def test_a_path_is_quoted() -> None:
    assert address("/v1/projects/ü b", ()) == "/v1/projects/%C3%BC%20b"
    assert address("/v1/conflicts/a:b", ()) == "/v1/conflicts/a:b"


def test_some_parameters_are_left_out() -> None:
    assert without((("a", "1"), ("cursor", "x"), ("a", "2")), "cursor") == (("a", "1"), ("a", "2"))


@given(st.lists(st.tuples(st.text(min_size=2, alphabet="abé &=/"), st.text()), max_size=8))
def test_the_spelling_says_what_was_asked_and_is_its_own_spelling(
    items: list[tuple[str, str]],
) -> None:
    spelt = address("/v1/projects", tuple(items))
    query = spelt.partition("?")[2].encode()
    assert sorted(query_items(query)) == sorted(items)
    assert canonical("/v1/projects", query) == spelt


@pytest.mark.parametrize("name", ["utm_source", "utm_campaign", "fbclid", "gclid", "_"])
def test_what_browsers_and_networks_add_is_no_part_of_an_address(name: str) -> None:
    assert canonical("/v1/projects", f"{name}=x&sector=energy".encode()) == (
        "/v1/projects?sector=energy"
    )
    assert query_items(f"{name}=x".encode()) == ()
