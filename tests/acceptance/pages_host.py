"""GitHub's side of publish.yml: runs its steps, and packs its artifact."""

from __future__ import annotations

import re
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from newsrooms import Done, environ

_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
Job = dict[str, Any]


def job(file: Path, name: str) -> Job:
    """Return a job of a workflow file."""
    found: Job = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"][name]
    return found


def steps(of: Job) -> dict[str, Job]:
    """Return a job's steps that run commands, by name and in order."""
    return {step["name"]: step for step in of["steps"] if "run" in step}


class Runner:
    """Runs steps in a folder as GitHub's runner does.

    ``values`` are what expressions stand for; a secret that is not among them is empty, as on GitHub. Other
    expressions that aren't there are errors. Files of GITHUB_ENV and its kin stand in ``home``.
    """

    def __init__(self, workspace: Path, home: Path, values: Mapping[str, str]) -> None:
        """Set the runner up."""
        self.workspace, self.values = workspace, values
        home.mkdir(parents=True)
        self._files = {name: home / name.lower() for name in ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH")}
        for file in self._files.values():
            file.touch()
        self._script = home / "step.sh"
        self._home = home

    def run(self, of: Job, step: Job) -> Done:
        """Run a step's commands with its environment and its job's."""
        self._script.write_text(self._filled(step["run"]), encoding="utf-8")
        told = {
            name: self._filled(str(value)) for name, value in {**of["env"], **step.get("env", {})}.items()
        }
        surroundings = {
            **{name: str(file) for name, file in self._files.items()},
            **{"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com"},
            # Nobody's own git settings, and no question at a terminal.
            **{"HOME": str(self._home), "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(self._script)],
            cwd=self.workspace,
            env=environ({**surroundings, **told}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        return Done(done.returncode, done.stdout + done.stderr, done.stdout)

    def _filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, expression: str) -> str:
        return (
            self.values.get(expression, "") if expression.startswith("secrets.") else self.values[expression]
        )


def pack(folder: Path, artifact: Path, *, hidden: bool) -> None:
    """Pack a site as upload-pages-artifact does: no repository, and dotfiles only if they are asked for."""

    def kept(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
        name = Path(entry.name).name
        dropped = name in (".git", ".github") or (not hidden and name.startswith(".") and name != ".")
        return None if dropped else entry

    with tarfile.open(artifact, "w", dereference=True) as tar:
        tar.add(folder, ".", filter=kept)
