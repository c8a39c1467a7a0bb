"""Peers that are no Python and are measured only where they are installed: nginx sending the same
bodies as files, and json-server.

Both write what they serve below a folder of the run.
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from bench.peers.database import bodies
from bench.servers import Server, free_port

MOST_JSON_SERVER = 20_000  # projects; it holds all of them in memory as one document

_NGINX = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    default_type application/json;
    keepalive_requests 1000000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


def nginx(folder: Path, answers: Mapping[str, bytes]) -> Server | None:
    """nginx with each body as a file at its address; None where it is not installed."""
    command = shutil.which("nginx")
    if command is None or not answers:
        return None
    place = folder / "nginx"
    shutil.rmtree(place, ignore_errors=True)
    (place / "files").mkdir(parents=True)
    for address, body in answers.items():
        (place / "files" / address.lstrip("/")).write_bytes(body)
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    (place / "nginx.conf").write_text(_NGINX.format(folder=place, port=port, user=user))
    return Server(
        "nginx",
        (command, "-c", str(place / "nginx.conf"), "-p", str(place)),
        next(iter(answers)),
        port=port,
    )


def json_server(published: Path, projects: int) -> Server | None:
    """json-server over all projects in one document; None where it is not installed or they are too
    many for it.
    """
    command = shutil.which("json-server")
    if command is None or projects > MOST_JSON_SERVER:
        return None
    document = published.with_name("json-server.json")
    if not document.exists() or document.stat().st_mtime < published.stat().st_mtime:
        document.write_text(
            json.dumps({"projects": list(bodies(published))}, ensure_ascii=False), encoding="utf-8"
        )
    return Server(
        "json-server",
        (command, "--quiet", "--host", "127.0.0.1", "--port", "{port}", str(document)),
        "/projects?_limit=1",
    )
