"""docs/commands.md says what the commands say; run this file to renew it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsdesk.archive.interchange import parse_line
from newsdesk.cli import app, correcting, gathering, keeping, rehearsing, working
from newsdesk.records import Record

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
BLOCK = re.compile(r"```text\n\$ newsdesk (.*?)--help\n.*?```", re.DOTALL)
COMMANDS = sorted(
    str(command.name or command.callback.__name__) for command in app.registered_commands if command.callback
)

assert correcting
assert gathering
assert keeping
assert rehearsing
assert working  # imported for their commands


def _help(command: str) -> str:
    os.environ["COLUMNS"] = "80"
    result = CliRunner().invoke(app, [*command.split(), "--help"], prog_name="newsdesk")
    assert result.exit_code == 0, result.output
    return result.output


def _renewed(page: str) -> str:
    def block(match: re.Match[str]) -> str:
        return f"```text\n$ newsdesk {match[1]}--help\n{_help(match[1])}```"

    return BLOCK.sub(block, page)


def test_the_page_shows_what_help_prints() -> None:
    """Every help text in docs/commands.md is the one that the command prints today."""
    page = PAGE.read_text(encoding="utf-8")
    assert _renewed(page) == page, "run .venv/bin/python tests/cli/test_command_docs.py"


def test_the_page_shows_every_command() -> None:
    """No command is missing from the page, none is told that isn't there."""
    told = {match[1].strip() for match in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))}
    assert told == {"", *COMMANDS}


def test_the_record_on_the_page_is_one() -> None:
    """The example of a record is read as a record."""
    page = PAGE.read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)\n```", page, re.DOTALL)
    assert isinstance(parse_line(example.encode(), "page:1"), Record)
    assert set(json.loads(example)) == set(Record.model_fields)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example(command: str) -> None:
    """The help of each command shows how it is called."""
    assert f"Example: newsdesk {command}" in _help(command)


if __name__ == "__main__":
    PAGE.write_text(_renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
