"""The changes of a release at its own address, alone and with those of the releases between."""

import pytest

from tests.contract.pinned_addresses import CORRECTED, FIRST, SECOND, UNTIL_A_LATER_DOCUMENT
from tests.contract.test_pinned_releases import TwoReleases
from tests.contract.test_pinned_releases import two_releases as two_releases


def test_a_release_lists_what_it_changed(two_releases: TwoReleases) -> None:
    api = two_releases.api
    first, second = (f"/v1/releases/{one}/changes" for one in (FIRST, SECOND))

    def told(address: str) -> list[str]:
        return [one["sentence"] for one in api.get(address).json()["items"]]

    assert told(second) == told(f"/v1/changes?in_release={SECOND}")
    assert [CORRECTED, UNTIL_A_LATER_DOCUMENT[0]] == [
        f"{one['subject_type']}/{one['subject_id']}" for one in api.get(second).json()["items"]
    ]
    assert told(f"{second}?since={FIRST}") == told(second)
    assert len(told(first)) > 1
    former = f"/v1/changes?in_release={FIRST}&release={FIRST}&kind=changed"
    assert told(f"{first}?kind=changed") == told(former)
    page = api.get(f"{first}?limit=1").json()
    assert told(page["links"]["next"]) == told(f"{first}?limit=2")[1:][:1]
    rows = api.get(api.get(f"{second}?since={FIRST}").json()["links"]["csv"]).text
    assert rows.count("\n") == len(told(second)) + 1


@pytest.mark.parametrize("release_id", [FIRST, SECOND])
def test_it_agrees_with_the_figures_of_the_release(
    two_releases: TwoReleases, release_id: str
) -> None:
    """A correction changes what the list of a later release says of the document's news."""
    api = two_releases.api
    item = api.get(f"/v1/releases/{release_id}").json()["item"]
    address = f"/v1/releases/{release_id}/changes"
    for name, query in (
        ("records_added", "kind=appeared"),
        ("values_changed", "kind=changed&change=document"),
        ("corrections", "change=correction"),
    ):
        page = api.get(f"{address}?{query}").json()
        assert page["page"]["total"] == item[name], name
        rows = api.get(page["links"]["csv"]).text.strip().splitlines()[1:]
        assert len(rows) == item[name]
        assert page["meta"]["release"] == release_id


@pytest.mark.parametrize(
    ("address", "status", "parameter"),
    [
        ("/v1/releases/none/changes", 404, "id"),
        (f"/v1/releases/{SECOND}/changes?release={FIRST}", 404, "id"),
        (f"/v1/releases/{SECOND}/changes?since=none", 422, "since"),
        (f"/v1/releases/{SECOND}/changes?since={SECOND}", 422, "since"),
        (f"/v1/releases/{FIRST}/changes?since={SECOND}", 422, "since"),
        (f"/v1/releases/{SECOND}/changes?since={FIRST}&since={FIRST}", 422, "since"),
        (f"/v1/releases/{SECOND}/changes?in_release={FIRST}", 422, "in_release"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_told(
    two_releases: TwoReleases, address: str, status: int, parameter: str
) -> None:
    answer = two_releases.api.get(address)
    assert answer.status_code == status
    assert [one["parameter"] for one in answer.json()["errors"]] == [parameter]
