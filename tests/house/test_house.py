"""The house: targets, set-up, and what must not be imported before there is work."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("duckdb", "ibis", "pyarrow", "numpy", "scipy", "anthropic", "pelican", "httpx2", "rich", "vader")


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def _make(*arguments: str, cwd: Path = ROOT, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": path or os.environ["PATH"]}
    environment.pop("MAKEFLAGS", None)
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed: apt-get install make")
    return subprocess.run(
        [make, *arguments], cwd=cwd, capture_output=True, text=True, check=False, env=environment
    )


def test_help_lists_every_target() -> None:
    """``make help`` and plain ``make`` list each target that people call, with what it does."""
    listed = set(re.findall(r"^  make ([\w-]+) ", _make("help").stdout, re.MULTILINE))
    assert listed == set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    stock = {"html", "serve", "devserver", "regenerate", "publish", "github", "clean"}
    assert stock | {"collect", "check", "test", "help"} <= listed
    assert _make().stdout == _make("help").stdout


@pytest.mark.parametrize("target", ["html", "publish", "regenerate", "devserver", "serve"])
def test_no_build_survives_a_plugin_that_fails(target: str) -> None:
    """Every call of Pelican stops at an error, and servers are for this machine alone."""
    lines = _make("-n", target).stdout.splitlines()
    (line,) = (line for line in lines if "/pelican " in line)
    assert "--fatal errors" in line
    assert ("--bind 127.0.0.1" in line) == (target in ("devserver", "serve"))


def test_a_second_set_up_costs_nothing(tmp_path: Path) -> None:
    """With the lock unchanged nothing is installed again; a new lock is installed."""
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    uv = tmp_path / ".venv" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text('#!/bin/sh\necho "uv $*" >> called\n')
    uv.chmod(0o755)
    for _ in range(2):
        assert _make("setup", cwd=tmp_path).returncode == 0
    called = tmp_path / "called"
    assert called.read_text().split() == ["uv", "sync", "--frozen", "--quiet", "--inexact"]
    newer = (tmp_path / ".venv" / ".synced").stat().st_mtime + 10
    os.utime(tmp_path / "uv.lock", (newer, newer))
    _make("setup", cwd=tmp_path)
    assert called.read_text().count("uv sync") == 2
    os.utime(tmp_path / "uv.lock", (newer - 100, newer - 100))
    for _ in range(2):
        _make("setup", "EXTRAS=semantic spark", cwd=tmp_path)
    assert called.read_text().count("uv sync") == 3
    assert called.read_text().rstrip().endswith("--extra semantic --extra spark")


def test_a_missing_system_package_is_named(tmp_path: Path) -> None:
    """Without python3-venv the Debian package is named, nothing is half made, and apt is never called."""
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    python = tmp_path / "python3"
    python.write_text('#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; *) exit 0;; esac\n')
    python.chmod(0o755)
    done = _make("html", f"PYTHON={python}", cwd=tmp_path)
    assert done.returncode != 0
    assert "Debian package python3-venv is missing: apt-get install python3-venv" in done.stdout
    assert not (tmp_path / ".venv").exists()


def test_an_old_python_is_named(tmp_path: Path) -> None:
    """A Python that is too old is told with its version."""
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    for name in ("pyproject.toml", "uv.lock"):
        (tmp_path / name).touch()
    python = tmp_path / "python3"
    python.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
    python.chmod(0o755)
    done = _make("html", f"PYTHON={python}", cwd=tmp_path)
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stdout
    assert "Python 3.9.2" in done.stdout


def test_the_ci_script_runs_the_suite() -> None:
    """.ci/run is executable, is valid bash, installs every extra and ends in ``make test``."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert "make setup EXTRAS='semantic spark'" in script.read_text()
    assert script.read_text().rstrip().endswith("exec make test")


def test_importing_the_package_imports_nothing_heavy() -> None:
    """The package, its values and its settings cost no engine, model or client."""
    loaded = _python(
        "import sys, newsdesk, newsdesk.config, newsdesk.stories, newsdesk.archive.snapshots, "
        "newsdesk.archive.ledger; print(*sys.modules)"
    ).split()
    assert not set(HEAVY) & set(loaded)


def test_help_imports_nothing_heavy() -> None:
    """``newsdesk --help`` needs neither engine nor Pelican."""
    said = _python(
        "import sys\nsys.argv = ['newsdesk', '--help']\nfrom newsdesk.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    print('LOADED', *sys.modules)"
    )
    assert not set(HEAVY) & set(said.partition("LOADED")[2].split())


def test_the_installed_command_is_the_one_we_test() -> None:
    """The distribution installs ``newsdesk`` as the command line's main."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"newsdesk": "newsdesk.cli:main"}
    assert project["license"] == "AGPL-3.0-or-later"


def test_import_rules_hold() -> None:
    """A stage imports values and earlier stages only, and each outside library has its one place."""
    program = Path(sys.executable).with_name("lint-imports")
    if not program.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run([str(program), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
