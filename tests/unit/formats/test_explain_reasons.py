"""Every reason that a claim can have for its rank has its sentences."""

import pytest

from api.collections.codelists import CODELISTS
from api.formats.explain_reasons import REASONS, UNDECIDED, reason_words

CODES = CODELISTS["rank_reasons"].values


@pytest.mark.parametrize("code", CODES)
def test_every_reason_has_its_sentences(code: str) -> None:
    for text in REASONS[code]:
        assert text[0].isupper()
        assert text.endswith(".")
        assert code not in text or "_" not in code


def test_no_sentence_is_of_a_reason_that_there_is_not() -> None:
    assert set(REASONS) <= set(CODES)
    assert set(UNDECIDED) <= set(CODES)


def test_a_side_that_holds_and_one_that_does_not_are_told_apart() -> None:
    holds = reason_words(CODELISTS, "later_document", holds=True)
    fails = reason_words(CODELISTS, "later_document", holds=False)
    assert holds != fails


def test_a_reason_of_a_later_release_is_told_by_its_definition() -> None:
    assert reason_words(CODELISTS, "no_such_reason", holds=True) == ""
