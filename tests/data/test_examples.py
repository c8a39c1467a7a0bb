"""What the description shows as an example is in the real dataset, so that who tries an address out
gets an answer.
"""

import httpx
import pytest

from api.app import create_app
from api.settings import Settings


@pytest.mark.parametrize("files", [False, True], ids=["json", "files"])
def test_every_address_with_its_examples_is_answered(live_server: str, files: bool) -> None:
    description = create_app(Settings()).openapi(files=files)  # type: ignore[call-arg]
    shared = description["components"]["parameters"]
    with httpx.Client(base_url=live_server, timeout=60) as client:
        for path, methods in description["paths"].items():
            taken = [
                shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
                for one in methods["get"]["parameters"]
            ]
            given = {one["name"]: one["example"] for one in taken if one.get("required")}
            address = path
            for name, value in given.items():
                address = address.replace(f"{{{name}}}", str(value))
            query = {name: value for name, value in given.items() if f"{{{name}}}" not in path}
            assert client.head(address, params=query).status_code == 200, address
