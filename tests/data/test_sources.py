"""Sources of the real dataset: they open, and are found by number, kind and publisher."""

from tests.asking import asking


def test_the_real_documents_open_and_are_found_by_number_and_kind(seeded_sqlite_url: str) -> None:
    with asking(seeded_sqlite_url) as api:
        (found,) = api.walk("/v1/documents?number=002")
        assert found["url"].startswith("https://newyorkbudgets.com/2025/12/24/")
        assert found["title"].endswith("$550B Trade Deal Investments")
        assert (found["kind"], found["relays"]) == (
            "newspaper",
            ["CNBC", "METI statement", "Nomura Securities"],
        )
        assert found["located_basis"]
        assert [one["number"] for one in api.walk("/v1/documents?kind=digest&sort=id")] == [
            "000",
            "004",
        ]
        assert [one["id"] for one in api.walk("/v1/documents?publisher=beemarkets.com")] == [
            "strategic-concessions"
        ]
        assert [one["id"] for one in api.walk("/v1/documents?q=002")] == ["second-panel-meeting"]
        assert list(api.walk("/v1/documents?kind=official")) == []
        assert all(one["url"] for one in api.walk("/v1/documents"))


def test_notes_and_links_that_our_copies_lost_are_named(seeded_sqlite_url: str) -> None:
    with asking(seeded_sqlite_url) as api:
        found = {one["id"]: one["references"] for one in api.walk("/v1/documents")}
        assert [one["number"] for one in found["korea-mission-digest"]] == [1, 2, 3, 4, 5, 6, 7]
        titles = [one["title"] for one in found["frameworks-explainer"]]
        assert len(titles) == 5
        assert all(titles)
        assert not any(one["resolvable"] for each in found.values() for one in each)
        file = api.get("/v1/documents.csv?number=004&fields=reference_numbers,reference_resolvable")
        assert file.text.splitlines()[1] == "1;2;3;4;5;6;7," + ";".join(["false"] * 7)
