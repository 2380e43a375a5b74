"""What building the site costs as stories gather, what a second build spares, and whether it stays linear.

    .venv/bin/python benchmarks/site.py [STORIES …] [--profile]      (default: 500 2000)

The stories of the demonstration, their versions and its editions are told again and again, each time under
other addresses, at later times, resting on other posts and partly about other names, until there are so many
stories: five and a half a day, in an edition every six hours. Each build is a process of its own and does
what ``make html`` does with them: the *first* into an empty folder, an *unchanged* second one, and one with
*one more* story. Processor seconds are given, which others on the machine change little; Python's start is
left out, and so are the stories' cards (``site.cards: site``): each is drawn once, in about 60 ms, and kept.

The table gives seconds, and those per 1,000 files. The exit code is 1 if from the smallest size to the
largest one of the three builds grew by more than 1.3 times what the stories did.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader

from newsdesk import newsroom
from newsdesk.archive import ledger
from newsdesk.config import Layout, Publication, load
from newsdesk.publish import versions
from newsdesk.records import Signal
from newsdesk.reports import Candidate, EditionReport
from newsdesk.site import build as site_build
from newsdesk.site.settings import Site
from newsdesk.stories import Brief, BriefRecord, StoryVersion

ROOT: Final = Path(__file__).resolve().parents[1]
SIZES: Final = (500, 2_000)
MOST_GROWTH: Final = 1.3
#: So often the demonstration is told side by side, each time with names of its own.
VOICES: Final = 10
BUILDS: Final = ("first", "unchanged", "one more")


class Told(NamedTuple):
    """The demonstration as it is told again: current stories with all their versions, and the editions."""

    stories: tuple[tuple[StoryVersion, ...], ...]
    editions: tuple[EditionReport, ...]

    @property
    def length(self) -> timedelta:
        """How much time it fills, in whole days, so that its editions keep their hours."""
        return timedelta(days=(self.editions[-1].as_of - self.editions[0].as_of).days + 1)


class Turn(NamedTuple):
    """One telling: what is added to all times, and what names and addresses end in."""

    later: timedelta
    name: str
    voice: int

    def slug(self, slug: str) -> str:
        """Return a story's slug in this telling."""
        return f"{slug[:60].rstrip('-')}-{self.name}"


def main(arguments: Sequence[str]) -> int:
    """Print the table; return 1 if the cost grew by more than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("stories", nargs="*", type=int, help="sizes instead of the usual ones")
    parser.add_argument("--profile", action="store_true", help="tell where the time of each build goes")
    parser.add_argument("--build", metavar="FOLDER", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.build:
        json.dump(_built(Path(asked.build), profile=asked.profile), sys.stdout)
        return 0
    with tempfile.TemporaryDirectory(prefix="newsdesk-site-") as folder:
        told = demonstration(Path(folder))
        _say("stories  build       files  changed  seconds  s/1,000  memory")
        costs = {size: _grow(told, size, profile=asked.profile) for size in asked.stories or SIZES}
    return _verdict(costs)


def _say(line: str) -> None:
    print(line, flush=True)


def demonstration(root: Path) -> Told:
    """Return what came of the demonstration; where it isn't worked yet, work it below ``root``."""
    layout = Layout(ROOT)
    if not ledger.worked(layout, demo=True):
        layout = Layout(root)
        for name in ("snapshots", "replies"):
            shutil.copytree(ROOT / "content" / name, layout.content / name)
        shutil.copy(ROOT / "newsdesk.yaml", root)
        newsroom.work(layout, load(root), "AIDRAN")
    every = [version for version in versions.every(layout) if version.demo]
    stories = {version.address: [v for v in every if v.address == version.address] for version in every}
    editions = tuple(report for report in ledger.editions(layout, demo=True) if report.weather)
    return Told(tuple(map(tuple, stories.values())), editions)


def _grow(told: Told, size: int, *, profile: bool) -> dict[str, float]:
    """Make a newsroom of so many stories, build it three times; return the seconds of each."""
    with tempfile.TemporaryDirectory(prefix="newsdesk-site-") as folder:
        layout = Layout(Path(folder))
        shutil.copy(ROOT / "newsdesk.yaml", layout.root)
        stories = _stories(told)
        _save(layout, islice(stories, size))
        turns = -(-size // (VOICES * len(told.stories)))
        for number in range(turns):
            for report in told.editions:
                _save_edition(layout, _edition(report, number * told.length, number))
        costs = {}
        for build in BUILDS:
            if build == "one more":
                _save(layout, islice(stories, 1))
            costs[build] = _row(layout, size, build, profile=profile)
        return costs


def _stories(told: Told) -> Iterator[tuple[StoryVersion, ...]]:
    """Give ever new stories with their versions, in order of time as far as the demonstration's are."""
    number = 0
    while True:
        for story in told.stories:
            for voice in range(VOICES):
                turn = Turn(number * told.length, f"{number}-{voice}", voice)
                yield tuple(_again(version, turn) for version in story)
        number += 1


def _again(version: StoryVersion, turn: Turn) -> StoryVersion:
    """Return a version as it is told again."""
    published, slug = version.published_at + turn.later, turn.slug(version.slug)
    story = f"{published:%Y/%m}/{slug}"
    return versions.seal(
        version.model_copy(
            update={
                "story": story,
                "slug": slug,
                "address": f"/{story}/",
                "published_at": published,
                "modified_at": version.modified_at + turn.later,
                "brief": _brief(version.brief, turn),
            }
        )
    )


def _brief(brief: Brief, turn: Turn) -> Brief:
    def named(entity: str) -> str:
        return f"{entity}-{turn.voice}" if turn.voice else entity

    return brief.model_copy(
        update={
            "edition": brief.edition + turn.later,
            "subject": named(brief.subject) if brief.subject else None,
            "names": {named(entity): name for entity, name in brief.names.items()},
            "signals": tuple(_signal(signal, turn) for signal in brief.signals),
            "records": tuple(_record(item, named, turn) for item in brief.records),
            "background": tuple(
                note.model_copy(update={"entity": named(note.entity)}) for note in brief.background
            ),
        }
    )


def _record(item: BriefRecord, named: Callable[[str], str], turn: Turn) -> BriefRecord:
    record = item.record.model_copy(update={"id": f"{item.record.id}-{turn.name}"})
    return item.model_copy(update={"record": record, "entities": tuple(map(named, item.entities))})


def _signal(signal: Signal, turn: Turn) -> Signal:
    evidence = tuple(
        one.model_copy(update={"record": f"{one.record}-{turn.name}"}) for one in signal.evidence
    )
    return signal.model_copy(update={"id": f"{signal.id}-{turn.name}", "evidence": evidence})


def _edition(report: EditionReport, later: timedelta, number: int) -> EditionReport:
    """Return an edition as it is told again: its own signals, and its candidates in all voices."""
    own = Turn(later, f"{number}", 0)
    turns = [Turn(later, f"{number}-{voice}", voice) for voice in range(VOICES)]
    renamed = {signal.id: f"{signal.id}-{own.name}" for signal in report.signals}
    return report.model_copy(
        update={
            "as_of": report.as_of + later,
            "signals": tuple(
                signal.model_copy(update={"id": renamed[signal.id]}) for signal in report.signals
            ),
            "candidates": tuple(
                _candidate(candidate, renamed, turn)
                for candidate in report.candidates
                for turn in (turns if candidate.story else [own])
            ),
        }
    )


def _candidate(candidate: Candidate, renamed: dict[str, str], turn: Turn) -> Candidate:
    story = turn.slug(candidate.story) if candidate.story else None
    signals = tuple(renamed.get(name, name) for name in candidate.signals)
    return candidate.model_copy(update={"story": story, "signals": signals})


def _save(layout: Layout, stories: Iterator[tuple[StoryVersion, ...]]) -> None:
    """Put stories where a newsroom has them; quicker than publishing, which waits for the disk."""
    for story in stories:
        for version in story:
            _put(versions.version_path(layout, version), versions.dump(version))
        _put(versions.article_path(layout, story[-1]), versions.markdown(story[-1]).encode())


def _save_edition(layout: Layout, report: EditionReport) -> None:
    _put(ledger.path_of(layout, report.as_of, demo=True), report.model_dump_json().encode())


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _row(layout: Layout, size: int, build: str, *, profile: bool) -> float:
    """Build the site in a process of its own and print its row; return its seconds."""
    command = [sys.executable, __file__, "--build", str(layout.root), *(["--profile"] if profile else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    seen: dict[str, Any] = json.loads(done.stdout)
    seconds: float = seen["seconds"]
    each = seconds / seen["files"] * 1_000
    files = f"{seen['files']:>7,} {seen['changed']:>8,}"
    _say(f"{size:>7,}  {build:<9} {files} {seconds:>8.1f} {each:>8.2f} {seen['memory'] / 2**20:>6.2f}G")
    if profile:
        _say(seen["profile"])
    return seconds


def _built(root: Path, *, profile: bool) -> dict[str, Any]:
    """Do what a build does with the stories at ``root``; return its seconds and what came of it."""
    layout, site, environment, profiler = Layout(root), _site(root), _environment(), cProfile.Profile()
    if profile:
        profiler.enable()
    start = time.process_time()
    built = site_build.build(layout, site, environment, root / "output")
    seconds = time.process_time() - start
    profiler.disable()
    if built.problems:
        raise SystemExit("\n".join(built.problems[:5]))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return {
        "seconds": seconds,
        "files": built.kinds.total(),
        "changed": built.changed,
        "memory": int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]),
        "profile": _slowest(profiler) if profile else "",
    }


def _environment() -> Environment:
    """Return the theme's environment as Pelican makes it."""
    loader = FileSystemLoader(ROOT / "theme" / "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _site(root: Path) -> Site:
    """Return the site of the demonstration, as the plugin makes it of the settings."""
    return Site(
        name="AIDRAN",
        subtitle="How people talk about artificial intelligence",
        url="https://news.example",
        demo=True,
        beats=load(root).beats,
        publication=Publication(cards="site"),
    )


def _slowest(profiler: cProfile.Profile) -> str:
    """Return the functions that took longest, with what they call and by themselves."""
    found = pstats.Stats(profiler).stats.items()  # type: ignore[attr-defined]  # typeshed lacks it
    lines = []
    for place, title in ((3, "with what they call"), (2, "by themselves")):
        ordered = sorted(found, key=lambda item: -item[1][place])[:45]
        lines.append(f"  {title}:")
        lines += [f"{row[place]:>10.2f} s  {Path(file).name}:{name}" for (file, _, name), row in ordered]
    return "\n".join(lines)


def _verdict(costs: dict[int, dict[str, float]]) -> int:
    """Say how the cost grew against the stories; return 1 if it grew by more than it may."""
    if len(costs) < 2:
        return 0
    small, large = min(costs), max(costs)
    growth = {build: costs[large][build] / costs[small][build] * small / large for build in BUILDS}
    told = ", ".join(f"{build} {times:.2f}" for build, times in growth.items())
    _say(f"growth from {small:,} to {large:,} stories against linear: {told} (at most {MOST_GROWTH})")
    return int(max(growth.values()) > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
