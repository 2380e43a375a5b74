"""The command line in the tests' own process."""

from __future__ import annotations

import io
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from command_running import Done, Run

from newsdesk.cli import main
from newsdesk.config import Layout


@pytest.fixture
def run(newsroom: Layout, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a function that runs ``newsdesk`` in the newsroom, in this process, and returns what it said."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret-key")
    before = signal.getsignal(signal.SIGINT)

    def run(*arguments: str, stdin: str = "", cwd: Path | None = None) -> Done:
        monkeypatch.chdir(cwd or newsroom.root)
        monkeypatch.setattr(sys, "argv", ["newsdesk", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin.encode()))))
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in "oe")
        try:
            with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
                main()
        finally:
            signal.signal(signal.SIGINT, before)
        said = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
        return Done(int(str(left.value.code)), *said)

    return run
