"""What can be known of the image without building it: its stages, what they copy, who runs it and
how its health is asked.
"""

import re
import shlex

from tests.house.tree import ROOT


def instructions() -> list[tuple[str, str]]:
    """Instruction and argument of each step, continued lines joined, comments left out."""
    lines = [
        line
        for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
        if not line.lstrip().startswith("#")
    ]
    steps = "\n".join(lines).replace("\\\n", " ").splitlines()
    return [
        (name.upper(), argument.strip())
        for name, _, argument in (step.partition(" ") for step in steps if step.strip())
    ]


def arguments(name: str) -> list[str]:
    """Arguments of every step with this instruction."""
    return [argument for instruction, argument in instructions() if instruction == name]


def last_stage() -> list[tuple[str, str]]:
    """Steps of the stage that is shipped."""
    steps = instructions()
    start = max(index for index, (name, _) in enumerate(steps) if name == "FROM")
    return steps[start:]


def test_it_is_built_in_stages() -> None:
    assert len(arguments("FROM")) >= 2
    assert any("--from=" in argument for name, argument in last_stage() if name == "COPY")


def test_everything_it_copies_exists_and_is_let_in() -> None:
    let_in = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    for argument in arguments("COPY"):
        parts = [part for part in shlex.split(argument) if not part.startswith("--")]
        if "--from=" in argument:
            continue
        for source in parts[:-1]:
            assert (ROOT / source).exists(), f"{source} is copied, but is not there"
            assert source.rstrip("/").split("/")[0] in let_in, (
                f"{source} is copied, but .dockerignore keeps it out"
            )


def test_it_runs_as_nobody_in_particular() -> None:
    users = [argument for name, argument in last_stage() if name == "USER"]
    assert users
    assert users[-1].split(":")[0] not in {"root", "0"}


def test_it_can_be_asked_for_its_health() -> None:
    (check,) = arguments("HEALTHCHECK")
    assert "/readyz" in check
    assert "urllib" in check, "the image has no curl"


def test_it_is_seeded_when_built_and_serves_when_started() -> None:
    assert any("pledgebook seed" in argument for argument in arguments("RUN"))
    assert re.search(r"pledgebook.*serve", arguments("CMD")[-1])
    assert not any(
        re.search(r"pledgebook (seed|migrate)", argument)
        for name, argument in last_stage()
        if name in {"CMD", "ENTRYPOINT"}
    )


def test_it_installs_only_what_is_locked_and_names_no_host() -> None:
    assert all(
        "--require-hashes" in argument or "--no-deps" in argument
        for argument in arguments("RUN")
        if "pip install" in argument
    )
    assert "://" not in "\n".join(
        argument for name, argument in instructions() if name != "HEALTHCHECK"
    )
