"""Code lists that are lifecycles: which stage comes after which. A word that has no place here
(`negotiating`, `approved`, `reported`) is neither before nor after another. Never raises.
"""

from functools import cache

# Code list → code → the stages it directly follows.
AFTER: dict[str, dict[str, tuple[str, ...]]] = {
    "agreement_statuses": {
        "discussed": (),
        "pledged": ("discussed",),
        "announced": ("discussed",),
        "agreed": ("pledged", "announced"),
        "signed": ("agreed",),
        "in_implementation": ("signed",),
    },
    "project_statuses": {
        "candidate": (),
        "proposed": ("candidate",),
        "under_evaluation": ("proposed",),
        "announced": ("under_evaluation",),
        "agreed": ("announced",),
        "launched": ("agreed",),
        "completed": ("launched",),
    },
    "term_statuses": {"demanded": (), "proposed": (), "agreed": ("demanded", "proposed")},
    "event_statuses": {"planned": (), "happened": ("planned",)},
    "tariff_statuses": {"threatened": (), "agreed": ("threatened",), "in_force": ("agreed",)},
}


@cache
def is_further(codelist: str, code: str, other: str) -> bool:
    """Whether `code` is a later stage of the list's lifecycle than `other`."""
    before = AFTER.get(codelist, {}).get(code, ())
    return other in before or any(is_further(codelist, stage, other) for stage in before)
