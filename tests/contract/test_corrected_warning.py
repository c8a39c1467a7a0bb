"""Readers of an older release are told what was corrected since, also by a 304, until a later
document decides anew.
"""

from pathlib import Path

import pytest

from tests.asking import asking
from tests.contract.pinned_addresses import DAY, UNTIL_A_LATER_DOCUMENT
from tests.contract.test_pinned_releases import TwoReleases, pinned, warned
from tests.contract.test_pinned_releases import two_releases as two_releases


@pytest.mark.parametrize("path", ["/v1/projects", "/v1/projects.csv", "/projects"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_304_tells_what_was_corrected_since(
    two_releases: TwoReleases,
    path: str,
    *,
    whole: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its ETag is that of the former release, whose reader knows of no correction; kept or not,
    whole or streamed.
    """
    if not whole:
        monkeypatch.setattr("api.http.endpoints.exports.WHOLE_BYTES", 0)
    address = f"{pinned(path)}&as_of={DAY}"
    etag = two_releases.api.get(address, accept_encoding="identity").headers["etag"]
    kept = 10**7 if whole else 0
    seed, folder = two_releases.seed, tmp_path
    with asking(two_releases.url, seed_dir=seed, bulk_dir=folder, cache_bytes=kept) as api:
        for _ in range(2):  # made first, then perhaps kept
            answer = api.get(address, if_none_match=etag, accept_encoding="identity")
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == etag
            assert "corrected" in answer.headers["x-data-warnings"]
        assert api.get(address, if_none_match='"other"').status_code == 200


def test_a_correction_ends_where_a_later_document_decides(two_releases: TwoReleases) -> None:
    subject, _, _ = UNTIL_A_LATER_DOCUMENT
    for day, told in (("2025-10-26", True), ("2025-12-23", True), ("2025-12-24", False)):
        for path in ("/v1/people.csv", f"/v1/{subject}", "/v1/changes.csv"):
            asked = pinned(f"{path}?as_of={day}")
            assert ("corrected" in warned(two_releases.api, asked)) == told, asked
        found = two_releases.api.get(f"/v1/{subject}?as_of={day}").json()["meta"]["warnings"]
        assert ("corrected" in {one["code"] for one in found}) == told, day
