"""The nearest known words, and the sentence."""

from api.base.suggest import hint, nearest, shown, unknown_word


def test_a_mistyped_and_a_shortened_word_are_understood() -> None:
    assert nearest("stauts", ["status", "sector"]) == ("status",)
    assert nearest("amount", ["amount_usd_gte", "id"]) == ("amount_usd_gte",)
    assert nearest("zzz", ["status"]) == ()


def test_the_sentence_names_the_nearest_or_says_what_there_is() -> None:
    assert hint("stauts", ["status", "sector"], "none") == "; did you mean 'status'?"
    assert hint("zzz", ["status"], "it takes status.") == "; it takes status."
    assert hint("zzz", ["status"]) == ""


def test_an_error_names_the_nearest_words() -> None:
    error = unknown_word(
        "sort", "unknown_sort", "'nmae' is no sort key", "nmae", ["name"], "it takes name."
    )
    assert (error.message, error.suggestions) == (
        "'nmae' is no sort key; did you mean 'name'?",
        ("name",),
    )


def test_too_many_words_are_not_compared() -> None:
    assert nearest("stauts", ["status"] * 5001) == ()


def test_long_words_are_shown_bounded() -> None:
    assert shown("x" * 61) == "x" * 57 + "..."
    assert shown("x" * 60) == "x" * 60
