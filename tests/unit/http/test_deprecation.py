"""A deprecated operation says so in its answers and in the description."""

import asyncio
from datetime import date

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from api.http.edge.deprecation import Deprecation, with_deprecation

OLD_DEALS = Deprecation(date(2027, 1, 1), "/v2/deals", date(2027, 7, 1))


async def deals(request: Request) -> Response:
    return Response(b"[]", headers={"link": '</licence>; rel="license"'})


def test_a_deprecated_operation_says_so() -> None:
    application = FastAPI()
    application.add_api_route("/v1/deals", with_deprecation(deals, OLD_DEALS), deprecated=True)

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get("/v1/deals")

    answer = asyncio.run(asked())
    assert (answer.status_code, answer.content) == (200, b"[]")
    assert answer.headers["deprecation"] == "@1798761600"
    assert answer.headers["sunset"] == "Thu, 01 Jul 2027 00:00:00 GMT"
    assert answer.headers.get_list("link") == [
        '</licence>; rel="license"',
        '</v2/deals>; rel="successor-version"',
    ]
    assert application.openapi()["paths"]["/v1/deals"]["get"]["deprecated"] is True


@pytest.mark.parametrize(
    ("deprecated", "sunset"),
    [
        (date(2027, 1, 1), date(2027, 6, 30)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2027, 7, 1), date(2027, 1, 1)),
    ],
)
def test_what_ends_answers_for_six_months_more(deprecated: date, sunset: date) -> None:
    with pytest.raises(ValueError, match="6 months"):
        Deprecation(deprecated, "/v2/deals", sunset)
    assert "sunset" in Deprecation(date(2027, 8, 31), "/v2/deals", date(2028, 3, 1)).headers()


def test_what_is_deprecated_in_a_frozen_version_has_no_end() -> None:
    assert Deprecation(date(2027, 1, 1), "/v1/pacts").headers() == {"deprecation": "@1798761600"}
