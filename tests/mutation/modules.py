"""The modules that decide what is true, each with the quick tests that must notice a change."""

LEAST_KILLED = 0.9  # of all changes of each module

_READ, _EDGE, _PUBLISH = "tests/unit/read", "tests/unit/http", "tests/unit/publish"
MODULES = {
    "api/base/dates.py": ("tests/unit/base/test_dates.py",),
    "api/read/request/cursor.py": (f"{_READ}/test_cursor.py",),
    "api/read/request/plan.py": (
        f"{_READ}/test_plan.py",
        f"{_READ}/test_plan_bounds.py",
    ),
    "api/http/edge/pending_response.py": (f"{_EDGE}/test_pending_response.py",),
    "api/http/edge/response_cache.py": (
        f"{_EDGE}/test_response_cache_requests.py",
        f"{_EDGE}/test_unchanged.py",
        f"{_EDGE}/test_response_cache.py",
        f"{_EDGE}/test_answers_at_once.py",
        f"{_EDGE}/test_older_answers.py",
        f"{_EDGE}/test_kept_answers.py",
    ),
    **{
        f"api/publish/resolve/{module}.py": (
            f"{_PUBLISH}/resolve/test_choose.py",
            f"{_PUBLISH}/resolve/test_choices.py",
            f"{_PUBLISH}/resolve/test_preferred.py",
            f"{_PUBLISH}/test_resolve.py",
            f"{_PUBLISH}/resolve/test_inside.py",
            f"{_PUBLISH}/test_containment.py",
            f"{_PUBLISH}/test_states.py",
            f"{_PUBLISH}/test_judgements.py",
            f"{_PUBLISH}/test_amounts.py",
        )
        for module in ("resolve", "field", "choose", "containment", "states", "amounts")
    },
    **{
        f"api/publish/resolve/{module}.py": (
            f"{_PUBLISH}/resolve/test_public_values.py",
            f"{_PUBLISH}/resolve/test_disputed_spans.py",
            f"{_PUBLISH}/test_party_amounts.py",
        )
        for module in ("public_values", "party_values")
    },
    "api/publish/resolve/spans.py": (f"{_PUBLISH}/resolve/test_disputed_spans.py",),
    "api/publish/resolve/conflicts.py": (
        f"{_PUBLISH}/resolve/test_conflicts.py",
        f"{_PUBLISH}/resolve/test_at_stake.py",
        f"{_PUBLISH}/resolve/test_changes.py",
        f"{_PUBLISH}/resolve/test_bringers.py",
    ),
    "api/publish/resolve/versions.py": (
        f"{_PUBLISH}/resolve/test_versions.py",
        f"{_PUBLISH}/resolve/test_spans.py",
    ),
    "api/publish/resolve/to_claims.py": (
        f"{_PUBLISH}/resolve/test_to_claims.py",
        f"{_PUBLISH}/resolve/test_judged.py",
    ),
    "api/publish/resolve/participations.py": (f"{_PUBLISH}/resolve/test_participations.py",),
    "api/publish/rows/amount_facts.py": (f"{_PUBLISH}/rows/test_amount_facts.py",),
    "api/publish/rows/counted.py": (
        f"{_PUBLISH}/rows/test_counted.py",
        f"{_PUBLISH}/rows/test_counted_excess.py",
    ),
    "api/publish/rows/counting.py": (
        f"{_PUBLISH}/rows/test_counting.py",
        f"{_PUBLISH}/rows/test_with_counted.py",
    ),
    "api/publish/rows/rounding.py": (f"{_PUBLISH}/rows/test_rounding.py",),
    "api/publish/rows/totals.py": (f"{_PUBLISH}/rows/test_totals.py",),
    "api/read/answers/totals.py": (
        f"{_READ}/answers/test_totals.py",
        f"{_READ}/answers/test_totals_sql.py",
        f"{_READ}/answers/test_totals_read.py",
    ),
    "api/formats/csv_.py": ("tests/unit/formats/test_csv.py",),
}
