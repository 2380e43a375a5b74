"""Nine sources at once: how fast they are collected from, how much memory that takes, how polite it is.

    .venv/bin/python benchmarks/collecting.py [RECORDS …]      (default: 10000 200000)

Each size is collected by a process of its own from the world of ``tests/collect/world``, which this process
serves on loopback, a host for each platform; all sizes by the same sources. For throughput nobody waits
between two requests; the table gives records, requests, seconds, records a second, and the most memory that
the process held (VmHWM). Then the same nine are collected from at their own pace, and the server's log tells
how they were asked. Exit 1 if the largest size takes more than 1.2 times the memory of the smallest, if a
host was asked more often than its platform may be, or hosts one after the other.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests" / "collect"))  # the world belongs to the tests

from world.history import History  # noqa: E402
from world.newsroom import KEYS, furnish  # noqa: E402
from world.politeness import politeness  # noqa: E402
from world.serving import HOSTS, World, served  # noqa: E402

from newsdesk import collecting  # noqa: E402
from newsdesk.collect.answers import Limits  # noqa: E402
from newsdesk.config import Layout, load  # noqa: E402

SIZES = (10_000, 200_000)
#: Posts of one place where a platform shows no more, or is asked for no more in one run.
MOST = {"bluesky": 2_000, "lemmy": 2_000, "mastodon": 5_000, "news": 1_000, "reddit": 900, "youtube": 9_000}
#: Sources that one place of a platform makes.
SOURCES = {"bluesky": 4, "hackernews": 2, "lemmy": 2, "reddit": 2, "youtube": 2}
#: Seconds between two requests to a host at the least; a second, except where the platform says otherwise.
SPACING = {
    "arxiv": 3.0,
    "bluesky": 0.2,
    "hackernews": 0.5,
    "mastodon": 3.2,
    "reddit": 0.7,
    "x": 2.0,
    "youtube": 0.2,
}
MOST_MEMORY = 1.2


def main(arguments: Sequence[str]) -> int:
    """Print the table; return 1 if memory grows or a host was pressed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("records", nargs="*", type=int, help="sizes instead of the usual ones")
    parser.add_argument("--child", metavar="FOLDER", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.child:
        json.dump(_collected(Path(asked.child)), sys.stdout)
        return 0
    print(" records  requests  seconds  records/s  memory")
    sizes = asked.records or SIZES
    peaks = [_measured(size, max(sizes)) for size in sizes]
    flat = max(peaks) <= MOST_MEMORY * min(peaks)
    print(f"memory of the largest to that of the smallest: {max(peaks) / min(peaks):.2f}")
    return 0 if _polite() and flat else 1


def _measured(size: int, largest: int) -> int:
    """Collect about so many records; print a row and return the peak of memory in KiB.

    The sources are those that the ``largest`` size needs: each platform's places show only so much.
    """
    each, end = size // len(HOSTS), int(time.time()) - 3600
    most = largest // len(HOSTS)
    places = {name: max(1, -(-most // SOURCES.get(name, 1) // MOST.get(name, largest))) for name in HOSTS}
    histories = {name: History(each // SOURCES.get(name, 1) // places[name], end) for name in HOSTS}
    with tempfile.TemporaryDirectory(prefix="newsdesk-collecting-") as folder:
        world = World(History(each, end), histories)
        with served(world):
            furnish(Path(folder), world, shelves=places, most_records=size)
            command = [sys.executable, __file__, "--child", folder]
            told = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    seen: dict[str, Any] = json.loads(told)
    for name, error in seen["errors"].items():
        print(f"{name}: {error}", file=sys.stderr)
    pace = seen["new"] / seen["seconds"]
    memory = f"{seen['memory'] >> 10:>5} M"
    print(
        f"{seen['new']:>8,} {len(world.log):>9,} {seen['seconds']:>8.1f} {pace:>10,.0f}  {memory}", flush=True
    )
    return int(seen["memory"])


def _collected(folder: Path) -> dict[str, Any]:
    """Collect without pauses; return what that came to."""
    from newsdesk.collect.http import Client

    Client.pace = lambda *_: None  # type: ignore[method-assign]  # the platforms' own paces are for others
    layout, began = Layout(folder), time.perf_counter()
    report = collecting.collect(
        layout, load(folder), now=datetime.now(UTC), environment=KEYS, limits=Limits(spacing=0.0)
    )
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return {
        "new": report.new,
        "seconds": time.perf_counter() - began,
        "memory": int(peak),
        "errors": {source.source: source.error for source in report.failed},
    }


def _polite() -> bool:
    """Collect by the command, at the pace of every day; say how each host was asked."""
    with tempfile.TemporaryDirectory(prefix="newsdesk-collecting-") as folder:
        world = World(History(24, int(time.time()) - 3600), pause=0.2)
        with served(world):
            furnish(Path(folder), world, hurried=False).collect()
    kept = politeness(world.log)
    print("\nplatform     requests  over seconds  a request every  at least")
    pressed = False
    for name, host in HOSTS.items():
        count, stretch = kept.requests.get(host, 0), kept.longest_stretch.get(host, 0.0)
        every, least = stretch / max(count - 1, 1), SPACING.get(name, 1.0)
        pressed |= count > 1 and every < 0.95 * least
        print(f"{name:<12} {count:>8} {stretch:>13.1f} {every:>16.2f} {least:>9.1f}")
    print(f"hosts asked at one instant: {kept.hosts_at_once} of {len(HOSTS)}")
    return not pressed and kept.hosts_at_once > 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
