"""Generates, compiles and runs a client in each language of `docs/clients.md` that needs a
toolchain of its own, and writes `docs/clients-results.md`: `make clients-all`.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from textwrap import fill

from api.settings import Settings
from tests.clients.others.later import later_version
from tests.servers import ROOT, serving

PAGE = ROOT / "docs" / "clients-results.md"
HERE = Path(__file__).parent
LONGEST = 100  # characters of a line of the page
GENERATE = "openapi-generator-cli generate -i $SERVER/openapi-3.0.json -o client"
NPM = "npm install --silent --no-audit --no-fund typescript@5.9.3 @types/node@20"
TSC = (
    "npx tsc --strict --target es2022 --module commonjs --moduleResolution node "
    "--lib es2022,dom,dom.iterable --types node --skipLibCheck --outDir built journey.ts"
)
NODE = "node built/journey.js $SERVER $LATER"
# What Debian has of the annotations that the client of Java names; Jackson is in the generator.
CLASSES = "client/out:$GENERATOR:/usr/share/java/geronimo-annotation-1.3-spec.jar"


@dataclass(frozen=True)
class Client:
    """One client: what it needs, how it is generated, and what compiles and runs the program."""

    name: str
    tool: str
    needs: tuple[str, ...]
    generate: str
    run: str
    note: str = ""


CLIENTS = (
    Client(
        "TypeScript: hey-api",
        "@hey-api/openapi-ts 0.95.0",
        ("node", "npm"),
        "npx openapi-ts -i $SERVER/openapi.json -o client",
        f"cp $HERE/journey_hey.ts journey.ts && {TSC} && {NODE}",
    ),
    Client(
        "TypeScript: orval",
        "orval 7.13.2",
        ("node", "npm"),
        "npx orval --input $SERVER/openapi.json --output client/api.ts --client fetch",
        f"cp $HERE/journey_orval.ts journey.ts && {TSC} && {NODE}",
        "It names no host: set `baseUrl` in its settings.",
    ),
    Client(
        "TypeScript: fetch",
        "",
        ("node", "npm", "java"),
        f"{GENERATE} -g typescript-fetch",
        f"cp $HERE/journey_fetch.ts journey.ts && {TSC} && {NODE}",
    ),
    Client(
        "Go",
        "",
        ("go", "java"),
        f"{GENERATE} -g go -p disallowAdditionalPropertiesIfNotPresent=false",
        "mkdir client/journey && cp $HERE/journey.go client/journey/main.go && cd client "
        "&& go vet . ./journey && go run ./journey $SERVER $LATER",
        "Without the setting it compiles too, but refuses a key that a later version adds.",
    ),
    Client(
        "Java",
        "",
        ("javac", "java"),
        f"{GENERATE} -g java --library native "
        "-p openApiNullable=false,useSingleRequestParameter=true",
        "mkdir client/out && cp $HERE/Journey.java client && find client -name '*.java' "
        f"-not -path '*/test/*' > sources && javac -nowarn -proc:none -cp {CLASSES} "
        f"-d client/out @sources && java -cp {CLASSES} Journey $SERVER $LATER",
        "Its default library needs gson-fire and OkHttp 4, which Debian does not have: not run. "
        "This one needs Jackson. Take the objects of requests, as here: the other methods take "
        "parameters by their place, which a new filter changes.",
    ),
    Client(
        "Ruby",
        "",
        ("ruby", "java"),
        f"{GENERATE} -g ruby",
        "ruby -Iclient/lib $HERE/journey.rb $SERVER $LATER",
        "Needs the gem typhoeus. Set `params_encoding = :multi`: by default a list is written "
        "`status[0]=`, and the API says 422.",
    ),
    Client(
        "R",
        "",
        ("Rscript", "java"),
        f"{GENERATE} -g r",
        "mkdir lib && R CMD INSTALL --no-docs --library=lib client >/dev/null 2>&1 "
        "&& Rscript $HERE/journey.R $SERVER $LATER",
        "Needs httr, jsonlite, R6, base64enc and stringr. Faults of the generator: call the "
        "methods ending with `WithHttpInfo`, since the plain ones refuse every optional parameter "
        'left out; write several values as one, `sector = list("energy,metals")`, since it '
        "cannot send a name twice; give codes as text.",
    ),
    Client(
        "PHP",
        "",
        ("php", "java"),
        f"{GENERATE} -g php",
        "find client/lib -name '*.php' -print0 | xargs -0 -n 1 php -l >/dev/null "
        "&& php $HERE/journey.php $SERVER $LATER",
        "Needs Guzzle 7. It warns that `include`, a parameter, is a word of PHP: nothing that it "
        "makes has that name. Give parameters by name.",
    ),
)
VERSIONS = {"node": "node --version", "go": "go version", "javac": "javac -version"}
VERSIONS |= {"ruby": "ruby --version", "php": "php --version", "Rscript": "Rscript --version 2>&1"}


def shell(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What a command prints, its errors too; raises CalledProcessError with that."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    return done.stdout


def checked(client: Client, environment: dict[str, str]) -> str:
    """A line of the table; raises CalledProcessError where a command fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "npm" in client.needs:
            package = client.tool.replace(" ", "@")
            shell(f"{NPM} {package}", folder, environment)
        said = shell(client.generate, folder, environment)
        warnings = sum(" WARN " in line for line in said.splitlines())
        files = [file for file in (folder / "client").rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files) / 1e6
        printed = shell(client.run, folder, environment)
    if not printed.splitlines()[-1].startswith("1 tranche: "):
        raise subprocess.CalledProcessError(1, client.run, printed)
    tool = client.tool or f"OpenAPI Generator {version('openapi-generator-cli')}"
    found = re.search(r"\d[\d.]*", shell(VERSIONS[client.needs[0]], ROOT, environment))
    chain = f"{client.needs[0]} {found[0] if found else ''}"
    return f"| {client.name} | {tool} | {chain} | {len(files)}, {size:.1f} MB | {warnings} |"


def main() -> int:
    """Write the page; 1 where a client that could be tried does not work."""
    spec = find_spec("openapi_generator_cli")
    assert spec is not None
    assert spec.origin is not None
    rows, notes, absent, failed = [], [], [], False
    with serving(Settings().database_url) as server, later_version(server) as later:
        environment = dict(os.environ) | {
            "SERVER": server,
            "LATER": later,
            "HERE": str(HERE),
            "GENERATOR": str(Path(spec.origin).with_name("openapi-generator.jar")),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }
        for client in CLIENTS:
            missing = [tool for tool in client.needs if shutil.which(tool) is None]
            if missing:
                absent.append(f"- {client.name}: no {', '.join(missing)} on this machine.")
                continue
            try:
                rows.append(checked(client, environment))
            except subprocess.CalledProcessError as error:
                failed = True
                print(f"{client.name}: {error.cmd}\n{error.output}", file=sys.stderr)
                continue
            command = client.generate.replace("$SERVER", "http://127.0.0.1:8000")
            note = fill(f"**{client.name}.** {client.note}", LONGEST, break_on_hyphens=False)
            notes.append(f"{note}\n\n```sh\n{command}\n```")
            print(rows[-1])
    if not failed:
        write(rows, notes, absent)
    return int(failed)


def write(rows: list[str], notes: list[str], absent: list[str]) -> None:
    """The page of what was found."""
    top = (HERE / "top.md").read_text(encoding="utf-8")
    machine = (
        f"Run on {platform.system()} {platform.machine()}, Python {platform.python_version()}."
    )
    table = ["| client | generator | compiled and run with | made | warnings |", "| -- " * 5 + "|"]
    parts = [top.rstrip(), machine, "\n".join([*table, *rows]), *notes]
    if absent:
        parts.append("## Not tried\n\n" + "\n".join(absent))
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
