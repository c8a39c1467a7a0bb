"""Words of the search index that begin with a letter, as rows of two tables: what a beginning or
a mistyped word can mean. Pure.
"""

from collections.abc import Iterator
from typing import Any

from api.base.search_words import NAME
from api.base.spelling import stored_spellings
from api.publish.rows.search_index import STAGING_COLUMNS

_WORDS = STAGING_COLUMNS.index("words")


class Vocabulary:
    """The words in the index that begin with a letter: what a beginning or a mistyped word can
    mean. Its memory grows with distinct words.
    """

    def __init__(self) -> None:
        self._tokens: set[str] = set()

    def add(self, rows: list[tuple[Any, ...]]) -> None:
        """Take rows of the staging table."""
        for row in rows:
            self._tokens.update(row[_WORDS].split())

    def rows(self) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
        """Rows of `search_words` and `search_spellings`."""
        yield "search_words", [(word,) for word in sorted({token[1:] for token in self._tokens})]
        for token in sorted(self._tokens):
            if token[0] == NAME:
                word = token[1:]
                yield (
                    "search_spellings",
                    [(spelling, word) for spelling in sorted(stored_spellings(word))],
                )
