"""The nearest known words, and the sentence."""

from api.base.suggest import did_you_mean, nearest, shown


def test_a_mistyped_and_a_shortened_word_are_understood() -> None:
    assert nearest("stauts", ["status", "sector"]) == ("status",)
    assert nearest("amount", ["amount_usd_gte", "id"]) == ("amount_usd_gte",)
    assert nearest("zzz", ["status"]) == ()


def test_the_sentence_names_the_nearest_or_says_what_there_is() -> None:
    assert did_you_mean(("status", "sector"), "none") == "did you mean 'status'?"
    assert did_you_mean((), "it takes a, b.") == "it takes a, b."


def test_long_words_are_shown_bounded() -> None:
    assert shown("x" * 61) == "x" * 57 + "..."
    assert shown("x" * 60) == "x" * 60
