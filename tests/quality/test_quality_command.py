"""The report of quality: every measure beside its floor, and a module that fails hides no other."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from factories import ROOT


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return the root of a copy of the report's frame, without the newsroom's own measures."""
    folder = tmp_path / "benchmarks" / "quality"
    folder.mkdir(parents=True)
    for name in ("__init__", "__main__", "measure", "running", "table"):
        (folder / f"{name}.py").write_bytes((ROOT / "benchmarks" / "quality" / f"{name}.py").read_bytes())
    return tmp_path


@pytest.fixture
def measure(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module of the report's values."""
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.quality.measure")


def add(root: Path, name: str, *lines: str) -> None:
    """Add a measuring module."""
    head = ["from benchmarks.quality.measure import Measure, Skipped", "", "", "def measures(data):"]
    text = "\n".join([*head, *(f"    {line}" for line in lines), ""])
    (root / "benchmarks" / "quality" / f"{name}.py").write_text(text)


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.quality", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "NEWSDESK_DATA": str(root)},
    )


def test_floors_that_are_held_end_well(package: Path) -> None:
    """One line a measure, with ✓ where a floor is held and nothing where there is none; exit 0."""
    add(package, "good", "yield Measure('a', 0.91, 0.9, '%', 'b 0.5')", "yield Measure('c', 12.0)")
    done = run(package)
    assert done.returncode == 0, done.stderr
    first, second, last = done.stdout.splitlines()
    assert first.split() == ["good", "a", "91.0%", "≥", "90.0%", "✓", "b", "0.5"]
    assert second.split() == ["good", "c", "12"]
    assert last == "1 of 1 floors held."


def test_a_floor_that_is_not_held_is_told_and_fails(package: Path) -> None:
    """A value below its floor, or above its ceiling, is marked and ends in exit 1."""
    add(package, "low", "yield Measure('a', 0.8, 0.9)")
    add(package, "tall", "yield Measure('b', 2, 1, higher=False)")
    done = run(package)
    assert done.returncode == 1
    assert done.stdout.count("✗") == 2
    assert "≤ 1" in done.stdout


def test_a_module_that_raises_is_named_and_the_others_go_on(package: Path) -> None:
    """What was measured before and beside the error stands; the error is told with its place; exit 1."""
    add(package, "a_broken", "yield Measure('before', 1.0, 0.5)", "raise ValueError('no such thing')")
    add(package, "b_sound", "yield Measure('after', 1.0, 0.5)")
    (package / "benchmarks" / "quality" / "c_unreadable.py").write_text("import nowhere_at_all\n")
    done = run(package)
    assert done.returncode == 1
    assert "ValueError: no such thing (a_broken.py, line 6)" in done.stdout
    assert "No module named 'nowhere_at_all'" in done.stdout
    assert done.stdout.count("✓") == 2
    assert done.stdout.endswith("2 of 2 floors held, 2 failed.\n")


def test_what_cannot_be_measured_is_skipped_with_its_reason(package: Path) -> None:
    """Absent data or an absent extra is no failure."""
    add(package, "absent", "yield Skipped('x', f'no data in {data.name}')")
    done = run(package)
    assert done.returncode == 0
    assert f"no data in {package.name}" in done.stdout


def test_machines_get_one_document(package: Path) -> None:
    """With --json there is one document with measures, skipped and failed; no number is null."""
    add(package, "one", "yield Measure('a', float('nan'), 0.5)", "yield Skipped('b', 'r')", "1 / 0")
    done = run(package, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert [told["measures"][0][key] for key in ("module", "value", "held")] == ["one", None, False]
    assert told["skipped"][0]["reason"] == "r"
    assert told["failed"][0]["error"].startswith("ZeroDivisionError")


def test_only_named_modules_are_run_and_a_wrong_name_is_a_mistake(package: Path) -> None:
    """A name picks its module; an unknown one ends in exit 2 and names those that are known."""
    add(package, "one", "yield Measure('a', 1)")
    add(package, "two", "yield Measure('b', 1)")
    assert run(package, "two").stdout.splitlines()[0].startswith("two")
    wrong = run(package, "three")
    assert wrong.returncode == 2
    assert "one, two" in wrong.stderr


@pytest.mark.parametrize(
    ("value", "floor", "higher", "held"),
    [
        (0.9, 0.9, True, True),
        (0.89, 0.9, True, False),
        (0.05, 0.05, False, True),
        (0.06, 0.05, False, False),
        (0.1, None, True, True),
        (0.1, float("nan"), True, True),
        (float("nan"), 0.5, True, False),
        (float("nan"), 0.5, False, False),
    ],
)
def test_a_floor_is_held_from_its_own_value_on(
    measure: ModuleType, value: float, floor: float | None, higher: bool, held: bool
) -> None:
    """At the floor it is held; a number that is none holds no floor."""
    assert measure.Measure("m", value, floor, higher=higher).held is held
