"""From raw parameters to a plan: everything wrong is named at once with the nearest words; nothing
is ignored.
"""

from datetime import date

import pytest

from api.base.errors import InvalidCursor, InvalidRequest, ParameterError, ReleaseChanged
from api.collections.agreements import AGREEMENTS
from api.collections.codelists import CODELISTS, stored
from api.collections.projects import PROJECTS
from api.collections.served_tables import declarations
from api.read.release import Release, release_from
from api.read.request import as_of
from api.read.request.cursor import encode_cursor
from api.read.request.given import gather
from api.read.request.plan import Condition, Plan, list_spec, make_plan, record_spec

DATASET = (
    "r1",
    "a" * 64,
    "a" * 64,
    "2026-11-21T12:00:00Z",
    '["2025-10-26","2025-12-24","2026-02-28"]',
    "{}",
    declarations(),
    "built",
)
CODES = [(stored(one),) for one in CODELISTS.values()]
RELEASE = release_from(
    [DATASET],
    [("agreements", "old-deal", "older-deal"), ("agreements", "older-deal", "deal")],
    CODES,
    [],
)
NEWER = release_from([("r2", "b" * 64, "b" * 64, *DATASET[3:])], [], CODES, [])


@pytest.fixture(autouse=True)
def present_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_of, "latest_day", lambda: date(2026, 11, 21))


def plan(*items: tuple[str, str], release: Release = RELEASE) -> Plan:
    return make_plan(list_spec(PROJECTS), items, release)


def mistakes(*items: tuple[str, str]) -> tuple[ParameterError, ...]:
    with pytest.raises(InvalidRequest) as caught:
        plan(*items)
    return caught.value.errors


def conditions_of(made: Plan) -> dict[str, tuple[object, ...]]:
    return {test.filter.name: test.values for test in made.tests}


def test_defaults() -> None:
    made = plan()
    assert (made.limit, made.ordering.text, made.include, made.as_of, made.day, made.after) == (
        50,
        "id",
        (),
        None,
        "2026-02-28",
        None,
    )


def test_commas_and_repetition_mean_the_same_whatever_the_order() -> None:
    asked = plan(("status", "announced,proposed"))
    assert conditions_of(asked) == {"status": ("announced", "proposed")}
    assert conditions_of(plan(("status", "proposed"), ("status", "announced"))) == conditions_of(
        asked
    )
    assert plan(("status", "proposed,announced,proposed")).fingerprint == asked.fingerprint


def test_each_kind_of_value_is_read() -> None:
    made = plan(
        ("capacity_value_gte", "9.2"),
        ("amount_usd_lte", "1e9"),
        ("tranche_id_is_null", "false"),
        ("announced_on_gte", "2026-02-17"),
        ("currency", "USD"),
    )
    assert conditions_of(made) == {
        "capacity_value_gte": (9.2,),
        "amount_usd_lte": (1e9,),
        "tranche_id_is_null": (False,),
        "announced_on_gte": ("2026-02-17",),
        "currency": ("USD",),
    }


def test_a_previous_id_is_read_as_the_living_one() -> None:
    assert conditions_of(plan(("agreement_id", "old-deal,deal"))) == {"agreement_id": ("deal",)}
    assert conditions_of(plan(("currency", "old-deal"))) == {"currency": ("old-deal",)}


@pytest.mark.parametrize(
    ("name", "words"), [("format", "/v1/projects.csv."), ("fields", "Lists as files")]
)
def test_a_parameter_of_other_addresses_is_answered_with_where_it_works(
    name: str, words: str
) -> None:
    with pytest.raises(InvalidRequest) as raised:
        plan((name, "id"))
    assert [(one.code, one.suggestions) for one in raised.value.errors] == [
        ("unknown_parameter", ())
    ]
    assert words in raised.value.errors[0].message


@pytest.mark.parametrize(
    ("name", "value", "code", "suggestion"),
    [
        ("stauts", "announced", "unknown_parameter", "status"),
        ("nothing_like_it", "x", "unknown_parameter", None),
        ("amount_usd_is_null", "true", "unknown_parameter", "amount_status"),
        ("announced_on_is_null", "true", "unknown_parameter", "announced_on_gte"),
        ("status", "anounced", "unknown_value", "announced"),
        ("status", "Announced", "unknown_value", "announced"),
        ("country", "United States", "unknown_value", "US"),
        ("sort", "nmae", "unknown_sort", "name"),
        ("sort", "", "unknown_sort", None),
        ("sort", "--name", "unknown_sort", "-name"),
        ("include", "company", "unknown_include", "companies"),
        ("limit", "0", "out_of_bounds", "1"),
        ("limit", "501", "out_of_bounds", "500"),
        ("limit", "ten", "not_a_number", None),
        ("limit", "9" * 30, "not_a_number", None),
        ("limit", "٣", "not_a_number", None),
        ("amount_usd_gte", "1_000", "not_a_number", None),
        ("amount_usd_gte", "1\n", "not_a_number", None),
        ("amount_usd_gte", "nan", "not_a_number", None),
        ("amount_usd_gte", "inf", "not_a_number", None),
        ("amount_usd_gte", "1e99", "out_of_bounds", None),
        ("tranche_id_is_null", "yes", "not_a_flag", "true"),
        ("announced_on_gte", "2026", "not_a_day", "2026-01-01"),
        ("announced_on_lte", "2026-02", "not_a_day", "2026-02-28"),
        ("announced_on_lte", "2026-02-30", "not_a_day", None),
        ("currency", "US\x00D", "control_character", None),
        ("currency", "U" * 201, "too_long", None),
        ("agreement_id", ",".join(f"a{number}" for number in range(101)), "too_many_values", None),
        ("as_of", "2025-10-25", "before_first_document", "2025-10-26"),
        ("as_of", "2026-11-22", "in_the_future", "2026-02-28"),
        ("as_of", "yesterday", "not_a_day", None),
    ],
)
def test_each_mistake_is_named_with_the_nearest_words(
    name: str, value: str, code: str, suggestion: str | None
) -> None:
    (error,) = mistakes((name, value))
    assert (error.parameter, error.code) == (name, code)
    assert (suggestion in error.suggestions) if suggestion else error.message


@pytest.mark.parametrize(
    ("asked", "suggestion"),
    [("agreement_id", "subject_id"), ("documnt_id", "document_id"), ("subjct_id", "subject_id")],
)
def test_what_a_record_is_about_is_asked_by_its_subject(asked: str, suggestion: str) -> None:
    errors: list[ParameterError] = []
    gather([(asked, "x")], ["document_id", "holder_id", "subject_id"], (), errors)
    (error,) = errors
    assert error.suggestions[0] == suggestion


@pytest.mark.parametrize(
    "name", ["limit", "sort", "as_of", "amount_usd_gte", "tranche_id_is_null", "cursor"]
)
def test_a_single_valued_parameter_given_twice_is_refused(name: str) -> None:
    value = {
        "limit": "5",
        "sort": "id",
        "as_of": "2025-12-24",
        "amount_usd_gte": "1",
        "tranche_id_is_null": "true",
        "cursor": "x",
    }[name]
    assert [(error.parameter, error.code) for error in mistakes((name, value), (name, value))] == [
        (name, "repeated_parameter")
    ]


def test_everything_wrong_is_told_at_once() -> None:
    found = mistakes(
        ("stauts", "x"),
        ("limit", "0"),
        ("sort", "nam"),
        ("include", "claim"),
        ("as_of", "1999-01-01"),
        ("status", "anounced"),
    )
    assert {error.parameter for error in found} == {
        "stauts",
        "limit",
        "sort",
        "include",
        "as_of",
        "status",
    }


def test_a_record_takes_no_list_parameters() -> None:
    with pytest.raises(InvalidRequest):
        make_plan(record_spec(PROJECTS), [("limit", "5")], RELEASE)


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("2025-10-26", "2025-10-26"),
        ("2025-12-23", "2025-10-26"),
        ("2025-12-24", "2025-12-24"),
        ("2026-11-21", "2026-02-28"),
    ],
)
def test_a_day_between_known_days_is_the_latest_known_before(asked: str, day: str) -> None:
    made = plan(("as_of", asked))
    assert (made.as_of, made.day) == (asked, day)


def cursor_of(made: Plan, release: Release = RELEASE) -> str:
    return encode_cursor(made.ordering, release.hash, made.fingerprint, "key", "p-1")


def test_a_cursor_continues_its_own_list() -> None:
    after = plan(("cursor", cursor_of(plan()))).after
    assert after is not None
    assert (after.key, after.id) == ("key", "p-1")
    assert plan(("limit", "7"), ("cursor", cursor_of(plan()))).after == after


@pytest.mark.parametrize(
    "other",
    [("status", "announced"), ("sort", "-id"), ("sort", "name"), ("as_of", "2025-12-24")],
    ids=lambda pair: "=".join(pair),
)
def test_a_cursor_of_another_list_is_refused(other: tuple[str, str]) -> None:
    with pytest.raises(InvalidCursor):
        plan(other, ("cursor", cursor_of(plan())))


def test_a_cursor_of_another_release_is_told_apart() -> None:
    with pytest.raises(ReleaseChanged):
        plan(("cursor", cursor_of(plan(), NEWER)))


def test_a_cursor_with_any_character_changed_is_refused() -> None:
    cursor = cursor_of(plan())
    for place in range(len(cursor)):
        damaged = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        with pytest.raises(InvalidCursor):
            plan(("cursor", damaged))


@pytest.mark.parametrize("text", ["", "x", "%%%", "é", "AAAA", "a" * 5000])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(InvalidCursor):
        plan(("cursor", text))


@pytest.mark.parametrize("name", ["plant\x00", "\x00"])
def test_a_cursor_that_names_nul_is_refused(name: str) -> None:
    made = plan()
    text = encode_cursor(made.ordering, RELEASE.hash, made.fingerprint, "key", name)
    with pytest.raises(InvalidCursor):
        plan(("cursor", text))


def test_fixed_tests_come_with_the_path() -> None:
    parent = next(one for one in AGREEMENTS.filters if one.name == "parent_id")
    made = make_plan(
        list_spec(AGREEMENTS, without=("parent_id",)), [], RELEASE, (Condition(parent, ("deal",)),)
    )
    assert conditions_of(made) == {"parent_id": ("deal",)}


def test_what_is_asked_without_a_parameter_is_planned_once_a_release() -> None:
    question, newer = (
        record_spec(PROJECTS),
        NEWER,
    )
    made = make_plan(question, (), RELEASE)
    assert make_plan(question, [], RELEASE) is made
    for another in (
        make_plan(record_spec(PROJECTS), (), RELEASE),
        make_plan(question, (), newer),
        make_plan(question, [("as_of", "2025-12-24")], RELEASE),
    ):
        assert another is not made
    assert make_plan(question, (), RELEASE) is made
