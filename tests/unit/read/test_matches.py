"""What a question means to the index: tiers that hold every hit once, and no question that can be
taken for an operator.
"""

import sqlite3
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.base.search_words import words_of
from api.read.sql.search_terms import (
    FTS5,
    TSQUERY,
    But,
    Either,
    Every,
    Expression,
    Token,
    anywhere,
    beginnings,
    by_name,
    tiers,
    written,
)

LETTERS = "wfjnsrtu"
RECORDS = st.frozensets(
    st.builds(
        str.__add__,
        st.sampled_from(LETTERS),
        st.sampled_from(["ohio", "ohiogas", "gas", "gasworks", "9"]),
    ),
    max_size=8,
)


def fits(expression: Expression | None, tokens: frozenset[str]) -> bool:
    """What the expression means, without a database."""
    match expression:
        case Token(text, beginning):
            return any(token.startswith(text) for token in tokens) if beginning else text in tokens
        case Every(parts):
            return all(fits(part, tokens) for part in parts)
        case Either(parts):
            return any(fits(part, tokens) for part in parts)
        case But(one, other):
            return fits(one, tokens) and not fits(other, tokens)
    return False


def alone(tokens: frozenset[str]) -> frozenset[str]:
    """As the build writes them: a word stands in its best place only, and the stem of a name is
    one of the record.
    """
    tokens |= {"t" + token[1:] for token in tokens if token[0] == "u"}
    better = {"s": "n", "r": "ns"}
    return frozenset(
        token
        for token in tokens
        if not any(letter + token[1:] in tokens for letter in better.get(token[0], ""))
    )


def known(tokens: frozenset[str], words: tuple[str, ...]) -> dict[str, list[str]]:
    """The vocabulary of one record."""
    vocabulary = {token[1:] for token in tokens if token[0] in "nsr" and not token[1].isnumeric()}
    return {
        one: sorted(word for word in vocabulary if word.startswith(one))
        for one in beginnings(words)
        if not one[0].isnumeric()
    }


@pytest.mark.parametrize("q", ["ohio", "ohio gas", "gas ohio", "oh", "ohiogas", "9", "gas 9"])
@given(tokens=RECORDS)
def test_each_hit_stands_in_one_tier_with_or_without_the_vocabulary(
    q: str, tokens: frozenset[str]
) -> None:
    tokens, words = alone(tokens), tuple(words_of(q))
    for meanings in ({}, known(tokens, words)):
        places = [place for place, tier in enumerate(tiers(words, meanings)) if fits(tier, tokens)]
        assert (
            len(places) == fits(anywhere(words, meanings), tokens) == fits(anywhere(words), tokens)
        )
        assert len([tier for tier in by_name(words, meanings) if fits(tier, tokens)]) <= 1


@pytest.mark.parametrize(
    ("tokens", "place"),
    [
        ({"wohiogas", "nohio", "ngas"}, 0),
        ({"nohio", "ngas"}, 1),
        ({"nohio", "ngasworks"}, 2),
        ({"sohio", "ngas", "ugas"}, 3),
        ({"nohio", "sgas"}, 4),
        ({"rohio", "ngas", "ugas"}, 5),
        ({"nohio", "rgas"}, 6),
        ({"nohio"}, None),
        ({"nohiogas"}, 1),
        ({"rohiogas"}, 6),
    ],
)
def test_tiers(tokens: set[str], place: int | None) -> None:
    found = [
        number
        for number, tier in enumerate(tiers(("ohio", "gas")))
        if fits(tier, frozenset(tokens))
    ]
    assert found == ([] if place is None else [place])


@given(
    words=st.lists(
        st.text(min_size=1, max_size=8).map(words_of).filter(bool).map(lambda found: found[0]),
        min_size=1,
        max_size=5,
        unique=True,
    )
)
def test_fts5_reads_every_expression(words: list[str]) -> None:
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE found USING fts5 (words, content='', columnsize=0, detail='none', "
        "tokenize='ascii', prefix='2 3')"
    )
    database.execute(
        "INSERT INTO found(rowid, words) VALUES (1, ?)", (" ".join("n" + word for word in words),)
    )
    [one] = database.execute(
        "SELECT count(*) FROM found WHERE found MATCH ?", (written(anywhere(tuple(words)), FTS5),)
    ).fetchone()
    assert one == 1
    for tier in tiers(tuple(words)):
        if tier is not None:
            database.execute(
                "SELECT count(*) FROM found WHERE found MATCH ?", (written(tier, FTS5),)
            ).fetchone()
    database.close()


def test_a_word_that_no_record_has_leaves_tiers_empty() -> None:
    assert written(anywhere(("xyz",), {"xyz": ()}), FTS5) == (
        '"wxyz" OR "hxyz" OR "jxyz" OR "txyz" OR "oxyz"'
    )
    assert written(Either(()), TSQUERY) == "'w'"
    assert [tier is None for tier in tiers(("xyz",), {"xyz": ()})] == [
        False,
        False,
        False,
        True,
        True,
        True,
        True,
        False,
        False,
    ]


def test_words_may_be_written_together_with_their_neighbour() -> None:
    assert beginnings(("low", "carbon", "steel")) == [
        "low",
        "lowcarbon",
        "carbon",
        "carbonsteel",
        "steel",
    ]
    for first, second in combinations(("nlow", "ncarbon", "nlowcarbon"), 2):
        assert fits(anywhere(("low", "carbon")), frozenset({first, second})) is True
