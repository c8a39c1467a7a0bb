"""Pages say what the data say: no correction as news, nothing that narrows a value lost, the words
behind the figure that is shown.
"""

import re
from collections.abc import Iterator

import pytest

from tests.asking import Asking, asking


@pytest.fixture(scope="module")
def site(seeded_sqlite_url: str) -> Iterator[Asking]:
    with asking(seeded_sqlite_url) as api:
        yield api


def test_the_front_page_quotes_what_the_figure_of_each_bar_rests_on(site: Asking) -> None:
    """Also in a release that counts a whole through its parts alone."""
    for query in ("", "?release=2026-11-21", "?as_of=2025-10-31"):
        page = site.get(f"/{query}").text
        shown = re.findall(r"<b>(Japan|South Korea), (\w+): (?:\w+ )?(\$\d+) billion</b>", page)
        assert {("Japan", "packaged", "$490"), ("South Korea", "pledged", "$350")} <= {*shown}


def test_of_documents_without_a_kind_nothing_is_said(site: Asking) -> None:
    assert "none is a primary source" in site.get("/").text
    assert "none is a primary source" not in site.get("/?release=2026-11-21").text


def test_the_text_about_the_data_says_which_release_it_is_written_for(site: Asking) -> None:
    assert "written for the newest release" not in site.get("/known-gaps").text
    assert "written for the newest release" in site.get("/known-gaps?as_of=2025-10-26").text


def test_what_a_release_corrected_is_no_news_of_the_day_it_is_about(site: Asking) -> None:
    page = site.get("/?as_of=2025-10-26").text
    assert "What changed last" in page
    assert "no longer 2025" not in page
    record = re.sub(r"<[^>]+>", "", site.get("/agreements/us-japan-investment").text)
    assert "Binding: no longer yes (a correction of ours)" in record
    assert "Date of the pledge: disputed, before August 2025" in record
    assert "To be done: by 19 January 2029" in record


def test_a_list_that_is_empty_on_a_day_says_so(site: Asking) -> None:
    assert "None was known on this day." in site.get("/tranches?as_of=2025-10-26").text
    filtered = site.get("/tranches?as_of=2025-10-26&q=energy").text
    assert "No record matches." in filtered


def test_a_value_that_was_rejected_is_not_called_unstated(site: Asking) -> None:
    text = site.get("/v1/agreements/us-japan-investment/explain.txt?field=binding").text
    assert text.startswith("U.S.-Japan investment deal. Binding: rejected, so no value is given.")
    assert "no longer yes (a correction of ours)" in text


def test_a_dispute_names_the_other_records_it_is_about(site: Asking) -> None:
    page = site.get("/disputes/commitments/japan-fact-sheet-package/amount").text
    other = site.get("/v1/commitments/japan-project-pipeline").json()["item"]["name"]
    assert f'<a href="/commitments/japan-project-pipeline">{other}</a>' in page


def test_the_states_of_a_release_before_the_list_of_states_are_shown(site: Asking) -> None:
    found = site.get("/charts/states.json?release=2026-11-21").json()
    assert len(found["items"]) == 6
    assert found["left_out"].startswith("13 of 19 ")
    empty = site.get("/charts/states.svg?country=JP").text
    assert "Nothing matches." in empty


def test_an_id_that_ends_like_a_date_stays_an_id(site: Asking) -> None:
    assert "nobody-2025-10" in site.get("/people/nobody-2025-10").text


def test_a_history_names_records_and_tells_what_was_mended_of_the_first_day(site: Asking) -> None:
    pages = {
        path: re.sub(r"<[^>]+>", "", site.get(path).text)
        for path in ("/people/howard-lutnick", "/agreements/nippon-steel-us-steel-merger")
    }
    assert "Affiliation: us-department-of-commerce" not in pages["/people/howard-lutnick"]
    first = pages["/agreements/nippon-steel-us-steel-merger"].partition("First known.")[2]
    assert "United States, not stated before (a correction of ours)" in first
