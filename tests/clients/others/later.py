"""The API as a later version may answer: every project has a status and a key that nobody knew.
Started by `run.py` in front of a live server.
"""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def later_version(server: str) -> Iterator[str]:
    """The address of the API in front of the one given."""

    class Handler(BaseHTTPRequestHandler):
        """Asks the API, and adds to what it says."""

        def do_GET(self) -> None:
            with urllib.request.urlopen(server + self.path) as answer:
                found = json.load(answer)
            if "item" in found:
                found["item"] |= {"status": "mothballed", "operator_id": "someone"}
            body = json.dumps(found).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as front:
        threading.Thread(target=front.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{front.server_port}"
        finally:
            front.shutdown()
