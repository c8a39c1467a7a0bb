"""Changes as sentences: figures have their currency or unit."""

from typing import Any

import pytest

from api.collections.codelists import CODELISTS
from api.publish.rows.change_sentences import what_changed


@pytest.mark.parametrize(
    ("field", "before", "after", "units", "said"),
    [
        ("amount", None, 36 * 10**9, (None, "USD"), "amount is $36 billion, where there was no"),
        ("amount", 10**12, 10**9, ("KRW", "USD"), "is $1 billion, where it was KRW 1 trillion"),
        ("amount", 10**9, None, ("USD", None), "amount has no value, where it was $1 billion"),
        ("capacity_value", 9, 9.2, ("GW", "GW"), "is 9.2 GW, where it was 9 GW"),
        ("rate_percent", 25, 15, (None, None), "rate percent is 15, where it was 25"),
        ("amount", 10**9, 2 * 10**9, None, "is 2 billion, where it was 1 billion"),  # of old files
    ],
)
def test_a_figure_has_its_unit(field: str, before: Any, after: Any, units: Any, said: str) -> None:
    change = {"subject_type": "projects", "field": field, "before": before, "after": after}
    if units:
        change["units"] = units
    assert said in what_changed(change, CODELISTS)
