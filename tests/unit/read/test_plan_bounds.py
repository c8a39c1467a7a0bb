"""Plans at their bounds: exactly as many values as are taken, how orders are chosen, and what the
specifications of an endpoint take.
"""

from dataclasses import FrozenInstanceError

import pytest

from api.base.errors import ParameterError
from api.collections.agreements import AGREEMENTS
from api.collections.projects import PROJECTS
from api.read.request.cursor import RELEVANCE
from api.read.request.plan import (
    DAY_ONLY,
    OF_CLAIMS,
    claims_of,
    list_spec,
    make_plan,
    record_spec,
    split_values,
)
from tests.unit.read.test_plan import RELEASE, conditions_of, mistakes, plan


def test_exactly_as_many_values_as_are_taken() -> None:
    ids = [f"a{number:03}" for number in range(100)]
    assert conditions_of(plan(("agreement_id", ",".join(ids)))) == {"agreement_id": tuple(ids)}
    halves = [("agreement_id", ",".join(half)) for half in (ids[:50], ids[50:])]
    assert conditions_of(plan(*halves)) == {"agreement_id": tuple(ids)}
    (error,) = mistakes(*halves, ("agreement_id", "one-more"))
    assert error.code == "too_many_values"


@pytest.mark.parametrize("name", ["sort", "include"])
def test_a_long_word_is_shown_back_cut(name: str) -> None:
    (error,) = mistakes((name, "x" * 100))
    assert f"'{'x' * 60}' " in error.message


def test_a_search_without_a_sort_key_shows_first_what_fits_best() -> None:
    assert plan(("q", "steel")).ordering is RELEVANCE
    assert plan(("q", "steel"), ("sort", "-name")).ordering.text == "-name"
    unranked = list_spec(AGREEMENTS, without=("q",))
    assert not unranked.ranked
    assert make_plan(unranked, [], RELEASE).ordering.text == AGREEMENTS.default_sort


def test_sorts_go_either_way() -> None:
    assert [plan(("sort", text)).ordering.descending for text in ("name", "-name")] == [False, True]


def test_what_one_record_and_one_day_take() -> None:
    assert record_spec(PROJECTS).names == ("include", "as_of", "release")
    assert set(record_spec(PROJECTS).includes) == {one.name for one in PROJECTS.includes}
    assert DAY_ONLY.names == ("as_of", "release")
    assert not DAY_ONLY.includes
    assert not record_spec(PROJECTS).ranked


def test_claims_of_a_record_are_asked_for_by_type_and_id() -> None:
    made = make_plan(OF_CLAIMS, [], RELEASE, claims_of(PROJECTS, "plant"))
    assert conditions_of(made) == {"subject_type": ("projects",), "subject_id": ("plant",)}
    assert made.ordering.text == "field"


def test_a_plan_cannot_be_changed_and_each_spec_is_its_own() -> None:
    made = plan(("status", "announced"))
    for value, field in ((made, "limit"), (made.tests[0], "values"), (DAY_ONLY, "names")):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field, None)
    assert plan(("status", "announced")) != made
    assert list_spec(PROJECTS) != list_spec(PROJECTS)


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["a,b", "c,a"], ["a", "b", "c"]),
        (['"a, b",c', 'd,"e,"'], ["a, b", "c", "d", "e,"]),
        (['a"b,c', ',"",'], ['a"b', "c"]),
    ],
)
def test_a_value_in_double_quotes_may_have_commas(texts: list[str], values: list[str]) -> None:
    errors: list[ParameterError] = []
    assert split_values("country", texts, errors) == values
    assert not errors


def test_a_plan_is_pinned_where_the_request_names_its_release() -> None:
    assert plan(("release", "r1")).pinned
    assert not plan(("as_of", "2025-12-24")).pinned
