"""A newsroom whose every source is in the world, and the real command that collects for it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from newsdesk.archive import snapshots
from newsdesk.collect import cursors, registry
from newsdesk.config import Layout

from .serving import World
from .wire.bluesky import did
from .wire.youtube import channel, video

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = Path(sys.executable).parent / "newsdesk"
#: Keys that the world's platforms take.
KEYS = {
    "NEWSDESK_BLUESKY_HANDLE": "desk.example",
    "NEWSDESK_BLUESKY_APP_PASSWORD": "loopback-only",
    "NEWSDESK_REDDIT_CLIENT_ID": "loopback",
    "NEWSDESK_REDDIT_CLIENT_SECRET": "only",
    "NEWSDESK_X_BEARER_TOKEN": "loopback-only",
    "NEWSDESK_YOUTUBE_KEY": "loopback-only",
}
#: Runs when the interpreter starts: the same command with less patience, so that a test can wait for it.
HURRY = """\
from functools import partial

from newsdesk.collect import answers

hurry = {"connect": 2, "read": PATIENCE, "total": 2 * PATIENCE, "attempts": 2, "backoff": 0.05}
answers.Limits = partial(answers.Limits, **hurry, spacing=0.01)

from newsdesk.collect import http  # noqa: E402

stated = http.Client.pace
http.Client.pace = lambda client, address, spacing, at_once: stated(client, address, 0.01, at_once)
"""


@dataclass(frozen=True)
class Done:
    """How the command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, dict[str, Any]]:
        """Return what ``--json`` said of each source."""
        told = json.loads(self.out)
        return {source["source"]: source for source in told["sources"]}


@dataclass(frozen=True)
class Newsroom:
    """A newsroom's folder. With ``hurried`` its commands wait ``patience`` seconds, less than in use."""

    layout: Layout
    hurried: bool = True
    patience: float = 2.0

    def collect(self, *arguments: str) -> Done:
        """Run the command to its end."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=300)
        return Done(process.returncode, out, err)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the command, in a process group of its own."""
        return subprocess.Popen(
            [PROGRAM, "collect", "--json", *arguments],
            cwd=self.layout.root,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSDESK_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        compiled = {"PYTHONPYCACHEPREFIX": str(ROOT / ".pytest_cache" / "bytecode")}
        hurry = self.layout.root / "hurry"
        if self.hurried:
            hurry.mkdir(exist_ok=True)
            program = HURRY.replace("PATIENCE", str(self.patience))
            (hurry / "sitecustomize.py").write_text(program, encoding="utf-8")
            path = os.pathsep.join([str(hurry), *filter(None, [kept.get("PYTHONPATH")])])
            compiled["PYTHONPATH"] = path
        return {**kept, **compiled, **KEYS}

    def records(self) -> dict[str, dict[str, Any]]:
        """Return what is saved, without the time of collection; no id may be there twice."""
        found: dict[str, dict[str, Any]] = {}
        for manifest in snapshots.manifests(self.layout):
            for record in snapshots.read(self.layout, manifest):
                assert record.id not in found, f"{record.id} is saved twice"
                found[record.id] = record.model_dump(mode="json", exclude={"collected_at"})
        return found

    def whole(self) -> None:
        """Assert that every file is whole: snapshots verified, cursors readable, nothing half written."""
        cursors.read(self.layout)
        every = tuple(snapshots.manifests(self.layout))
        snapshots.verify(self.layout, every)
        content = self.layout.content
        files = {path.relative_to(content) for path in content.rglob("*") if path.is_file()}
        assert not [path for path in files if path.suffix == ".tmp"]
        tables = {path.with_suffix("") for path in files if path.suffix == ".parquet"}
        assert tables == {Path("snapshots", manifest.file).with_suffix("") for manifest in every}


def kill(process: subprocess.Popen[str]) -> None:
    """End a command and all of its children at once; nothing of them can run any more."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def furnish(
    folder: Path,
    world: World,
    *,
    platforms: Sequence[str] | None = None,
    shelves: int | Mapping[str, int] = 1,
    papers: Mapping[str, str] | None = None,
    hurried: bool = True,
    patience: float = 2.0,
    most_records: int = 5_000,
) -> Newsroom:
    """Make a newsroom that collects from the world: these platforms (else all that there are).

    Each place, such as a tag or a subreddit, is there ``shelves`` times, which may differ by platform.
    ``papers`` are further feeds, each with a name and a host.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "content").mkdir(exist_ok=True)
    told = yaml.safe_load((ROOT / "newsdesk.yaml").read_text(encoding="utf-8"))
    known = registry.modules()
    wanted = [name for name in platforms or sorted(known) if name in known]
    told["sources"] = {"contact": "mailto:desk@paper.example"}
    for name in wanted:
        common = {"enabled": True, "every_minutes": 0, "most_records": most_records}
        spacing = {"spacing": 0} if hurried and "spacing" in known[name].Settings.model_fields else {}
        told["sources"][name] = {**common, **spacing, **_settings(name, world, _places(shelves, name))}
    for title, host in (papers or {}).items():
        url = f"http://{host}:{world.port}/feed/{int(host.rpartition('.')[2])}.rss"
        told["sources"]["news"]["feeds"].append({"name": title, "url": url})
    (folder / "newsdesk.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    (folder / "pelicanconf.py").write_bytes((ROOT / "pelicanconf.py").read_bytes())
    return Newsroom(Layout(folder), hurried, patience)


def _places(shelves: int | Mapping[str, int], name: str) -> int:
    return shelves if isinstance(shelves, int) else shelves.get(name, 1)


def _settings(name: str, world: World, shelves: int) -> dict[str, Any]:
    """Return the settings that lead a platform's sources into the world."""
    here, numbers = world.address(name), range(shelves)
    if name == "arxiv":
        return {"base_url": f"{here}/api/query"}
    if name == "bluesky":
        return {
            "base_url": here,
            "search_url": here,
            "stream_url": f"{here.replace('http', 'ws', 1)}/subscribe",
            "stream": True,
            "authors": [f"author{n}.example" for n in numbers],
            "queries": [f"ai {n + 20}" for n in numbers],
            "feeds": [f"at://{did(n)}/app.bsky.feed.generator/feed{n + 40}" for n in numbers],
            "lists": [f"at://{did(n)}/app.bsky.graph.list/list{n + 60}" for n in numbers],
        }
    if name == "hackernews":
        addresses = {"algolia_url": f"{here}/api/v1", "firebase_url": f"{here}/v0"}
        return {**addresses, "settle_minutes": 10, "comment_queries": ["AI"]}
    if name == "lemmy":
        return {"base_url": here, "communities": [f"ai{n}@lemmy.example" for n in numbers]}
    if name == "mastodon":
        return {"servers": [{"base_url": here, "tags": [f"ai{n + 1}" for n in numbers], "local": True}]}
    if name == "news":
        return {"feeds": [{"name": f"Paper {n}", "url": f"{here}/feed/{n}.rss"} for n in numbers]}
    if name == "reddit":
        return {"base_url": here, "site_url": here, "communities": [f"ai{n}" for n in numbers]}
    if name == "x":
        queries = [f"ai{n} lang:en" for n in numbers]
        return {
            "base_url": f"{here}/2",
            "queries": queries,
            "dollars_per_post": 0.00001,
            "dollars_per_author": 0,
        }
    if name == "youtube":
        channels = [{"id": channel(n + 50), "name": f"AI channel {n}"} for n in numbers]
        addresses = {"base_url": f"{here}/youtube/v3", "feeds_url": f"{here}/feeds/videos.xml"}
        return {**addresses, "videos": [video(n) for n in numbers], "channels": channels}
    return {}
