"""The whole example in docs/checking.md, run as it stands there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from newsdesk.cli import app, working

assert working  # its commands belong to the app
PAGE = Path(__file__).parents[2] / "docs" / "checking.md"


def _blocks() -> list[str]:
    text = PAGE.read_text(encoding="utf-8").split("## A whole example")[1].split("\n## ")[0]
    return re.findall(r"```(?:json|text)\n(.*?)```", text, re.DOTALL)


def _run(folder: Path, brief: str, draft: dict[str, Any], *options: str) -> tuple[int, str]:
    (folder / "brief.json").write_text(brief, encoding="utf-8")
    (folder / "draft.json").write_text(json.dumps(draft), encoding="utf-8")
    files = ["--brief", str(folder / "brief.json"), "--draft", str(folder / "draft.json")]
    done = CliRunner().invoke(app, ["check", *files, *options], prog_name="newsdesk")
    return done.exit_code, done.stdout


def test_the_draft_that_holds_holds(tmp_path: Path) -> None:
    """The command ends with 0, and JSON gives no error."""
    brief, sound, _, _ = _blocks()
    code, told = _run(tmp_path, brief, json.loads(sound), "--json")
    assert code == 0
    assert {finding["severity"] for finding in json.loads(told)[0]["findings"]} == {"warning"}


def test_the_draft_that_does_not_hold_has_these_errors(tmp_path: Path) -> None:
    """The command ends with 1 and prints exactly the errors of the page."""
    brief, sound, paragraphs, errors = _blocks()
    code, told = _run(tmp_path, brief, json.loads(sound) | {"paragraphs": json.loads(paragraphs)})
    assert code == 1
    assert [line for line in told.splitlines() if ": error " in line] == errors.strip().splitlines()
