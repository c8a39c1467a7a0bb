"""Texts turned so that their ascending order is the descending order of the originals, one by one
and many at once.
"""

from hypothesis import given
from hypothesis import strategies as st

from api.base.text import all_inverted, inverted

TEXTS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    | st.text("ab-~ \n", max_size=12),
    min_size=1,
    max_size=8,
)


@given(texts=TEXTS)
def test_many_are_turned_as_each_by_itself(texts: list[str]) -> None:
    assert all_inverted(texts) == list(map(inverted, texts))


@given(texts=TEXTS)
def test_the_order_of_plain_texts_is_turned_round(texts: list[str]) -> None:
    plain = [text for text in texts if text.isascii() and text.isprintable()]
    assert sorted(plain, key=inverted) == sorted(plain, reverse=True)
