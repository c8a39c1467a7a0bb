"""The modules that decide what is true, each with the quick tests that must notice a change."""

LEAST_KILLED = 0.9  # of all changes of each module

_READ, _EDGE, _PUBLISH = "tests/unit/read", "tests/unit/http", "tests/unit/publish"
MODULES = {
    "api/read/request/cursor.py": (f"{_READ}/test_cursor.py",),
    "api/read/request/plan.py": (
        f"{_READ}/test_plan.py",
        f"{_READ}/test_plan_bounds.py",
    ),
    "api/http/edge/pending_response.py": (f"{_EDGE}/test_pending_response.py",),
    "api/http/edge/response_cache.py": (f"{_EDGE}/test_response_cache.py",),
    "api/formats/csv_.py": ("tests/unit/formats/test_csv.py",),
}
