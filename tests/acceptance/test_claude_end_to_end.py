"""The real command and the real SDK against a server that we did not write: aimock on this machine.

Its answers are scripted from what the built-in writer makes of the same edition, with one invented quotation,
so that a story is asked for, checked, sent back for repair, checked again and published. `.ci/run` installs
aimock; without it the tests are skipped.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from newsrooms import EDITION, KEY, PROGRAMS, ROOT, Newsroom, asks, environ, files, furnish, run, versions

from newsdesk.records import canonical_json
from newsdesk.stories import StoryVersion

AIMOCK = Path(os.environ.get("AIMOCK", ROOT / ".cache/node/node_modules/.bin/llmock"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not AIMOCK.exists(), reason=f"no {AIMOCK}: npm install --prefix .cache/node @copilotkit/aimock@1.43.0"
    ),
]
FALSE = "words that nobody said"


@pytest.fixture
def newsroom(unwritten: Newsroom, tmp_path: Path) -> Newsroom:
    """A newsroom of one's own, with nothing written."""
    return unwritten.copy(tmp_path / "newsroom")


class Server:
    """A running aimock: where it is, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def asked(self) -> list[dict[str, Any]]:
        """Return the requests that arrived, oldest first."""
        with urllib.request.urlopen(f"{self.address}/v1/_requests") as answer:
            found: list[dict[str, Any]] = [r for r in json.load(answer) if r["path"] == "/v1/messages"]
        return found

    def texts(self) -> list[str]:
        """Return what each request asked, as one text."""
        return [request["body"]["messages"][-1]["content"] for request in self.asked()]


def _fixtures(version: StoryVersion) -> list[dict[str, Any]]:
    """Script a story with an invented quotation in its last sentence that quotes, and its repair."""
    whole = json.loads(version.draft.model_dump_json(include={"headline", "standfirst", "paragraphs"}))
    sound, path = json.loads(json.dumps(whole)), ""
    for p, paragraph in enumerate(whole["paragraphs"]):
        for s, sentence in enumerate(paragraph["sentences"]):
            if any(part["quote"] for part in sentence["parts"]):
                path, last = f"paragraphs.{p}.sentences.{s}", (p, s)
    p, s = last
    next(part for part in whole["paragraphs"][p]["sentences"][s]["parts"] if part["quote"])["quote"][
        "text"
    ] = FALSE
    mended = {"sentences": [{"path": path, "parts": sound["paragraphs"][p]["sentences"][s]["parts"]}]}
    why = f'"why_now":{canonical_json(version.brief.why)}'
    return [
        {"match": {"userMessage": why}, "response": {"content": json.dumps(whole)}},
        {"match": {"userMessage": FALSE}, "response": {"content": json.dumps(mended)}},
    ]


@contextmanager
def serving(folder: Path, fixtures: list[dict[str, Any]], *options: str) -> Iterator[Server]:
    """Run aimock with scripted answers."""
    script = folder / "fixtures.json"
    script.write_text(json.dumps({"fixtures": fixtures}), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(AIMOCK), "-p", str(port), "-f", str(script), "--strict", "--log-level", "silent", *options]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield Server(port)
    finally:
        server.terminate()
        server.wait()


def test_a_story_is_asked_for_repaired_and_published(
    newsroom: Newsroom, plain: StoryVersion, tmp_path: Path
) -> None:
    """Two calls, one story by Claude; then nothing more is asked, here or in a clone, for the same bytes."""
    with serving(tmp_path, _fixtures(plain)) as server:
        asks(newsroom, server.address)
        newsroom.newsdesk("write", "--edition", EDITION, "--writer", "claude", **KEY).plainly(code=0)
        assert len(server.asked()) == 2
        (version,) = versions(newsroom)
        assert version.draft.writer.name == "claude"
        assert version.draft.paragraphs == plain.draft.paragraphs, "mended to what it should have been"
        assert version.provenance.repairs == 1
        assert len(version.provenance.requests) == 2
        assert "using Claude" in next((newsroom.content / "stories").rglob("*.md")).read_text(
            encoding="utf-8"
        )
        newsroom.newsdesk("check").plainly("1 checked, 1 hold", code=0)

        newsroom.make("html", **KEY).plainly("newsdesk:", code=0)
        built = files(newsroom.output)
        newsroom.make("html", **KEY).plainly("0 changed", code=0)
        assert files(newsroom.output) == built

        clone = furnish(tmp_path / "clone", demonstration=False)
        (clone.root / "newsdesk.yaml").write_bytes((newsroom.root / "newsdesk.yaml").read_bytes())
        for name in ("snapshots", "replies"):
            run(["cp", "-r", str(newsroom.content / name), str(clone.content / name)], tmp_path, {})
        clone.newsdesk("write", "--edition", EDITION).plainly(code=0)
        assert files(clone.content / "versions") == files(newsroom.content / "versions")
        assert files(clone.content / "stories") == files(newsroom.content / "stories")
        assert len(server.asked()) == 2, "nobody was asked again"
    secret = KEY["ANTHROPIC_API_KEY"].encode()
    assert not [path for path, data in files(newsroom.root).items() if secret in data], "nor is the key kept"


def test_a_dry_run_tells_the_price_and_asks_nobody(
    newsroom: Newsroom, plain: StoryVersion, tmp_path: Path
) -> None:
    """Each request with its tokens and what it costs at most; with an unknown model that it isn't known."""
    with serving(tmp_path, _fixtures(plain)) as server:
        asks(newsroom, server.address)
        done = newsroom.newsdesk("write", "--edition", EDITION, "--dry-run", **KEY)
        done.plainly("claude-opus-5-5", "tokens", "at most $", code=0)
        told = json.loads(newsroom.newsdesk("write", "--edition", EDITION, "--dry-run", "--json", **KEY).out)
        (request,) = told[0]["requests"]
        assert 0 < request["usd"] < 1
        assert request["input_tokens"] > 5000
        assert not request["recorded"]
        assert server.asked() == []


def test_whatever_fails_a_story_is_published(newsroom: Newsroom, plain: StoryVersion, tmp_path: Path) -> None:
    """A server that never answers well ends in the built-in writer's story, which says why."""
    with serving(tmp_path, _fixtures(plain), "--chaos-drop", "1") as server:
        asks(newsroom, server.address, attempts=2, patience_seconds=4)
        newsroom.newsdesk("write", "--edition", EDITION, **KEY).plainly(code=0)
    (version,) = versions(newsroom)
    assert version.draft.writer.name == "builtin"
    assert version.provenance.fallback
    newsroom.newsdesk("check").plainly("1 checked, 1 hold", code=0)


@pytest.mark.parametrize("moment", [1, 2])
def test_a_kill_is_not_paid_for_twice(
    newsroom: Newsroom, plain: StoryVersion, tmp_path: Path, moment: int
) -> None:
    """Killed while an answer arrives, no later run sends that request again; one whole story is published."""
    with serving(tmp_path, _fixtures(plain), "--latency", "20") as server:
        asks(newsroom, server.address)
        command = [str(PROGRAMS / "newsdesk"), "write", "--edition", EDITION]
        writing = subprocess.Popen(command, cwd=newsroom.root, env=environ(KEY), start_new_session=True)
        while len(server.asked()) < moment and writing.poll() is None:
            time.sleep(0.05)
        time.sleep(0.3)
        os.killpg(writing.pid, signal.SIGKILL)
        writing.wait()
        newsroom.newsdesk("write", "--edition", EDITION, **KEY).plainly(code=0)
        texts = server.texts()
        assert len(texts) == len(set(texts)), "no request was sent twice"
    assert len(versions(newsroom)) == 1
    newsroom.newsdesk("check").plainly("1 checked, 1 hold", code=0)
