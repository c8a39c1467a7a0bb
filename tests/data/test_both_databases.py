"""Both databases answer the real dataset with the same bytes."""

import httpx

from api.collections import ALL


def test_both_databases_send_the_same_bytes(live_server: str, live_postgres_server: str) -> None:
    paths = [
        f"/v1/{resource.name}?limit=500{day}"
        for resource in ALL
        for day in ("", "&as_of=2025-12-24")
    ]
    paths += [
        "/v1/conflicts?limit=500",
        "/v1/changes?limit=500",
        "/v1/totals",
        "/v1/projects?include=companies,claims,agreements",
    ]
    with (
        httpx.Client(base_url=live_server, timeout=30) as first,
        httpx.Client(base_url=live_postgres_server, timeout=30) as second,
    ):
        for path in paths:
            assert (
                first.get(path).raise_for_status().content
                == second.get(path).raise_for_status().content
            ), path
