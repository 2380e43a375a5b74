"""The workflow files: valid, without known weaknesses, with no more rights and secrets than they need."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
PROGRAMS = Path(sys.executable).parent
SECRET = re.compile(r"secrets\.(\w+)")
#: Each server of Mastodon has a name of its own; docs/publishing.md says how one is added.
OF_A_SERVER = "NEWSDESK_MASTODON_TOKEN_"


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    if not (PROGRAMS / program).exists():
        pytest.skip(f"{program} is not installed")
    command = [str(PROGRAMS / program), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _read(name: str) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return found


def _steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_valid(path: Path) -> None:
    """GitHub's schema holds."""
    done = _run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_known_weakness_is_found() -> None:
    """zizmor, which looks for ways to take over a workflow, finds nothing, and needs no network for it."""
    done = _run("zizmor", "--offline", "--no-progress", str(FOLDER))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_and_says_its_version(path: Path) -> None:
    """An action is named by a full commit hash, with the version that it is; one hash for each action."""
    lines = [line for line in path.read_text().splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        assert re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line
    pinned = {match[1] for line in lines if (match := re.search(r"uses: (\S+)", line))}
    everywhere = {
        match for p in WORKFLOWS for match in re.findall(r"uses: (\S+)", p.read_text(encoding="utf-8"))
    }
    assert len({name.partition("@")[0] for name in everywhere}) == len(everywhere), pinned


def test_each_job_has_the_rights_it_needs_and_no_other() -> None:
    """Nothing is allowed by default; only what commits may write, only what deploys may publish."""
    rights = {
        (path.stem, name): job["permissions"]
        for path in WORKFLOWS
        for name, job in _read(path.name)["jobs"].items()
    }
    assert rights == {
        ("ci", "audit"): {"contents": "read"},
        ("ci", "test"): {"contents": "read"},
        ("publish", "build"): {"contents": "write", "pages": "read"},
        ("publish", "deploy"): {"pages": "write", "id-token": "write"},
    }
    assert all(_read(path.name)["permissions"] == {} for path in WORKFLOWS)


def test_publishing_runs_one_at_a_time_after_each_edition() -> None:
    """Runs wait for each other; one is 17 minutes after each edition, and one collects before it."""
    workflow = _read("publish.yml")
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    begins = workflow[True]  # YAML reads the key `on` so
    assert set(begins) == {"push", "schedule", "workflow_dispatch"}
    assert begins["push"] == {"branches": ["main"]}
    every = yaml.safe_load((ROOT / "newsdesk.yaml").read_text())["editions"]["every_hours"]
    editions = list(range(0, 24, every))
    hours = [entry["cron"].removeprefix("17 ").removesuffix(" * * *") for entry in begins["schedule"]]
    told = [{int(hour) for hour in line.split(",")} for line in hours]
    assert told == [{(hour - 1) % 24 for hour in editions}, set(editions)]


def test_a_secret_reaches_the_one_step_that_needs_it() -> None:
    """Secrets stand in the environment of single steps, each in one; every key that code reads is passed."""
    workflow = _read("publish.yml")
    text = (FOLDER / "publish.yml").read_text(encoding="utf-8")
    found = {
        step["name"]: set(SECRET.findall(str(step.get("env", {}))))
        for step in _steps(workflow)
        if "run" in step
    }
    given = {name: secrets for name, secrets in found.items() if secrets}
    assert set(given) == {"Collect", "Write"}
    assert given["Write"] == {"ANTHROPIC_API_KEY"}
    assert sorted(SECRET.findall(text)) == sorted(given["Collect"] | given["Write"])
    told = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    for path in (ROOT / "plugins/newsdesk/collect").rglob("*.py"):
        told += path.read_text(encoding="utf-8")
    keys = set(re.findall(r"NEWSDESK_[A-Z_]+(?<!_)(?![A-Z_])", told))
    assert given["Collect"] == {key for key in keys if not key.startswith(OF_A_SERVER)}
    assert not SECRET.findall((FOLDER / "ci.yml").read_text(encoding="utf-8"))


def test_every_command_of_a_step_is_there() -> None:
    """What steps call by make is a target; scripts are in the repository."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    commands = [step["run"] for path in WORKFLOWS for step in _steps(_read(path.name)) if "run" in step]
    made = {
        target for command in commands for target in re.findall(r"^make ([a-z-]+)", command, re.MULTILINE)
    }
    assert {"setup", "publish", "check"} <= made <= targets
    assert (ROOT / ".ci" / "run").exists()
    assert ".ci/run" in commands
