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
