"""Newsrooms as people have them: a folder with the real Makefile, worked by the real commands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newsdesk.stories import StoryVersion

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
SETTINGS = ("newsdesk.yaml", "pelicanconf.py", "publishconf.py", "Makefile", "pyproject.toml", "uv.lock")
#: What a test run sets for itself and a user doesn't have.
_NOT_OURS = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "SITEURL", "NEWSDESK_SITEURL", "ANTHROPIC_API_KEY")

#: The edition in which newsrooms with posts that pass for real have their first story, and a key for it.
EDITION = "2026-11-06T18:00Z"
KEY = {"ANTHROPIC_API_KEY": "sk-loopback-only-0123456789"}

Files = dict[str, bytes]


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said, both streams together."""

    code: int
    said: str
    out: str

    def plainly(self, *words: str, code: int) -> None:
        """Assert the exit code, the words in what was said, and that nobody was shown a traceback."""
        assert "Traceback" not in self.said, self.said
        assert self.code == code, self.said
        for word in words:
            assert word in self.said, (word, self.said)


@dataclass(frozen=True)
class Newsroom:
    """A newsroom's folder and the commands that are run in it."""

    root: Path

    @property
    def content(self) -> Path:
        """What is kept."""
        return self.root / "content"

    @property
    def output(self) -> Path:
        """The built site."""
        return self.root / "output"

    def make(self, *targets: str, cwd: Path | None = None, **environment: str) -> Done:
        """Run make here, or from another folder with ``-C``."""
        command = [_make(), *targets] if cwd is None else [_make(), "-C", str(self.root), *targets]
        return run(command, cwd or self.root, environment)

    def newsdesk(self, *arguments: str, cwd: Path | None = None, **environment: str) -> Done:
        """Run the installed program here."""
        return run([str(PROGRAMS / "newsdesk"), *arguments], cwd or self.root, environment)

    def copy(self, folder: Path) -> Newsroom:
        """Return the same newsroom in another folder, times of files included."""
        shutil.copytree(self.root, folder, symlinks=True)
        return Newsroom(folder)

    def pages(self) -> dict[str, bytes]:
        """Return the built HTML pages by path."""
        return {path: data for path, data in files(self.output).items() if path.endswith(".html")}


def furnish(folder: Path, *, demonstration: bool, every_hours: int = 6) -> Newsroom:
    """Make a newsroom as a clone is one after set-up: its .venv leads to the programs under test."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SETTINGS:
        shutil.copy(ROOT / name, folder / name)
    for name in ("plugins", "theme"):
        (folder / name).symlink_to(ROOT / name)
    settings = folder / "newsdesk.yaml"
    told = settings.read_text().replace("every_hours: 6", f"every_hours: {every_hours}")
    told = told.replace("    enabled: true\n", "    enabled: false\n")  # no test asks the world outside
    settings.write_text(told, encoding="utf-8")
    shutil.copytree(ROOT / "content" / "pages", folder / "content" / "pages")
    if demonstration:
        for name in ("snapshots", "replies"):
            shutil.copytree(ROOT / "content" / name, folder / "content" / name)
    set_up(folder)
    return Newsroom(folder)


def set_up(folder: Path) -> None:
    """Leave a folder as ``make setup`` does, with a .venv that leads to the programs under test."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("pelican", "newsdesk", "python", "ghp-import"):
        (programs / name).symlink_to(PROGRAMS / name)
    (programs / "uv").write_text("#!/bin/sh\necho nothing is set up again in a test >&2; exit 1\n")
    (programs / "uv").chmod(0o755)
    (folder / ".venv" / ".synced").touch()  # younger than everything that it depends on


def run(command: list[str], cwd: Path, environment: dict[str, str]) -> Done:
    """Run a command to its end, with nobody at the keyboard."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environ(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    return Done(done.returncode, done.stdout + done.stderr, done.stdout)


def environ(changes: dict[str, str]) -> dict[str, str]:
    """Return the environment of a user with some changes."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    return {**kept, "COLUMNS": "100", **changes}


def files(folder: Path) -> Files:
    """Return every file below a folder by its path from there."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def times(folder: Path) -> dict[str, int]:
    """Return when each file and folder below a folder was changed."""
    return {path.relative_to(folder).as_posix(): path.lstat().st_mtime_ns for path in folder.rglob("*")}


def leftovers(folder: Path) -> list[Path]:
    """Return temporary files that nobody took away."""
    return [path for path in folder.rglob("*.tmp") if ".venv" not in path.parts]


def _make() -> str:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed: apt-get install make")
    return make


def versions(newsroom: Newsroom) -> list[StoryVersion]:
    """Return every version of every story of a newsroom."""
    paths = sorted((newsroom.content / "versions").rglob("v*.json"))
    return [StoryVersion.model_validate_json(path.read_bytes()) for path in paths]


def asks(newsroom: Newsroom, address: str, **more: Any) -> None:
    """Point a newsroom's settings at a server that stands for Claude's."""
    settings = newsroom.root / "newsdesk.yaml"
    claude = json.dumps({"base_url": address, **more})
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\nclaude: {claude}\n", encoding="utf-8")
