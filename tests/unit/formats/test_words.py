"""Words of collections: one that was declared and given no words of its own has some all the same,
so that its pages stand.
"""

import pytest

from api.collections import BY_NAME
from api.formats import words


def test_every_collection_has_words_of_its_own() -> None:
    assert all(words.title_of(name) and words.opening_of(name) for name in BY_NAME)
    assert (words.title_of("agreements"), words.noun("agreements", 2)) == ("Deals", "deals")


def test_a_new_collection_goes_by_its_declaration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(words._TITLES, "people")
    monkeypatch.delitem(words._NOUNS, "people")
    assert words.title_of("people") == "People"
    assert words.opening_of("people") == BY_NAME["people"].description
    assert [words.noun("people", count) for count in (1, 2)] == ["person", "people"]
