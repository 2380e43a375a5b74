"""Judge the demonstration, or a built site: ``python -m audit [FOLDER] [--only JUDGE …] [--kinds KIND …]``.

Exit 0 if nothing is wrong, 1 if something is, 2 for a judge or kind that nobody knows. What was found goes to
``.cache/audit/report.json``, pictures of every kind of page to ``.cache/audit/screenshots``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console

from audit import accessibility, budgets, building, hostile, links, looking, markup, modes, speed
from audit.chromium import Watched, launched
from audit.faults import SITE, Fault, Report
from audit.kinds import KINDS, OTHER, Sample, missing, samples
from audit.serving import served
from audit.tools import ROOT

WORK = ROOT / ".cache" / "audit"
PICTURES = WORK / "screenshots"
WIDE = 200  # columns of the table in a pipe
LOOKING = ("layout", "targets", "contrast", "quiet")
CLOSE = (*LOOKING, "axe", *modes.MODES, "pictures")
CHECKS = ("there", "links", "budget", "markup", *CLOSE, "lighthouse", "hostile")


@dataclass(frozen=True)
class Visit:
    """Everything that one process needs to look closely at one page."""

    sample: Sample
    origin: str
    only: frozenset[str]
    largest: bool


def visit(asked: Visit) -> list[Fault]:
    """Look closely at a page in a Chromium of its own."""
    with launched() as browser:
        return [
            Fault(check, asked.sample.kind, asked.sample.path, detail)
            for check, detail in _seen(browser, asked)
        ]


def _seen(browser: Any, asked: Visit) -> Iterator[tuple[str, str]]:
    where = (browser, asked.origin, asked.sample.address)
    for scheme in looking.SCHEMES:
        if asked.only & set(LOOKING):
            yield from (found for found in looking.faults(*where, scheme) if found[0] in asked.only)
        if "axe" in asked.only:
            yield from (("axe", told) for told in accessibility.faults(*where, scheme))
        if "pictures" in asked.only and asked.largest:
            _picture(*where, asked.sample.kind, scheme)
    for name, judge in modes.MODES.items():
        if name in asked.only and asked.largest:
            yield from ((name, told) for told in dict.fromkeys(judge(*where)))


def _picture(browser: Any, origin: str, path: str, kind: str, scheme: str) -> None:
    watched = Watched(browser, origin, color_scheme=scheme)
    for width in accessibility.WIDTHS:
        place = PICTURES / f"{kind.replace(' ', '-')}-{width}-{scheme}.png"
        watched.go(path, width).screenshot(path=place, full_page=True)
    watched.close()


def audit(
    report: Report,
    only: frozenset[str],
    kinds: frozenset[str],
    folder: Path | None,
    told: Callable[[str], None],
) -> None:
    """Enter into the report what the named judges find on the named kinds of page."""
    if folder is None:
        told("building")
        built = building.build(WORK)
        relative, public, url = built.relative, built.published, building.URL
        if "mirrored" in only:
            report.add("mirrored", [SITE], _turned(built.mirrored))
    else:
        relative = public = folder
        url = ""
    looked = [sample for sample in samples(public) if sample.kind in kinds]
    there = list(dict.fromkeys(sample.kind for sample in looked))
    if "there" in only:
        gone = [kind for kind in missing(samples(public)) if kind in kinds]
        report.add(
            "there", [*there, *gone], (Fault("there", kind, "", "no such page was built") for kind in gone)
        )
    if "links" in only:
        told("links")
        report.add("links", [*there, SITE], links.faults(relative))
        if url:
            report.add("links", there, links.faults(public, url))
    if "budget" in only:
        report.add(
            "budget",
            [kind for kind in there if "story" in kind or "version" in kind] + [SITE],
            budgets.faults(public),
        )
        heavy = budgets.heaviest(public)
        report.measured["bytes, raw and packed"] = {name: list(size) for name, size in heavy.items()}
    if "markup" in only:
        told("markup")
        for wrong, fault in markup.faults(public):
            if wrong:
                report.faults.append(fault)
            else:
                report.notes.append(f"markup, {fault.kind}: {fault.detail}")
        report.add("markup", [*there, SITE], ())
    base = urlsplit(url).path
    with served(public, base) as origin:
        _close(report, only & set(CLOSE), looked, origin, told)
        if "lighthouse" in only:
            _speed(report, looked, origin, told)
    if "hostile" in only and folder is None:
        told("hostile text")
        found, measured = hostile.judge(WORK / "hostile")
        report.add("hostile", [SITE], found)
        report.measured["hostile text"] = measured


def _turned(folder: Path) -> Iterator[Fault]:
    for sample in samples(folder, 1):
        if 'dir="rtl"' not in (folder / sample.path).read_text(encoding="utf-8").partition("<head")[0]:
            yield Fault("mirrored", SITE, sample.path, f"no dir=rtl with DEFAULT_LANG={building.MIRRORED}")


def _close(
    report: Report, only: frozenset[str], looked: list[Sample], origin: str, told: Callable[[str], None]
) -> None:
    if not only:
        return
    seen: set[str] = set()
    visits = []
    for sample in looked:
        visits.append(Visit(sample, origin, only, sample.kind not in seen))
        seen.add(sample.kind)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(2) as pool:
        for asked, faults in zip(visits, pool.map(visit, visits), strict=True):
            told(f"looked at {asked.sample.path}")
            for check in only - {"pictures"}:
                report.add(check, [asked.sample.kind], ())
            report.faults += faults


def _speed(report: Report, looked: list[Sample], origin: str, told: Callable[[str], None]) -> None:
    for kind in speed.KINDS:
        sample = next((one for one in looked if one.kind == kind), None)
        if sample is None:
            continue
        told(f"Lighthouse: {kind}")
        scores, costly = speed.scores(origin + sample.address)
        report.measured[f"Lighthouse, {kind}"] = scores
        low = {name: score for name, score in scores.items() if score < speed.LEAST}
        detail = f"{low}: {'; '.join(costly)}"
        report.add("lighthouse", [kind], [Fault("lighthouse", kind, sample.path, detail)] if low else [])


def main(arguments: list[str]) -> int:
    """Judge, print the table, write the report; return the exit code."""
    parser = argparse.ArgumentParser(prog="audit", description=(__doc__ or "").partition(":")[0])
    parser.add_argument(
        "folder", type=Path, nargs="?", help="a built site (default: build the demonstration)"
    )
    parser.add_argument(
        "--only", nargs="+", choices=CHECKS, default=list(CHECKS), metavar="JUDGE", help=", ".join(CHECKS)
    )
    parser.add_argument(
        "--kinds",
        nargs="+",
        choices=[*KINDS, OTHER],
        default=[*KINDS, OTHER],
        metavar="KIND",
        help=", ".join(KINDS),
    )
    asked = parser.parse_args(arguments)
    console, began = Console(width=None if sys.stdout.isatty() else WIDE), monotonic()
    if "pictures" in asked.only:
        shutil.rmtree(PICTURES, ignore_errors=True)
    report = Report()
    with Console(stderr=True).status("judging …") as status:
        audit(
            report,
            frozenset(asked.only),
            frozenset(asked.kinds),
            asked.folder,
            lambda doing: status.update(f"{doing} …"),
        )
    report.measured["seconds"] = round(monotonic() - began)
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "report.json").write_text(report.as_json(), encoding="utf-8")
    kinds = [
        kind
        for kind in (*KINDS, OTHER, SITE)
        if kind in {k for _, k in report.judged} | {f.kind for f in report.faults}
    ]
    report.show(console, [check for check in CHECKS if check in asked.only and check != "pictures"], kinds)
    console.print(f"{len(set(report.faults))} faults; {WORK.relative_to(ROOT)}/report.json", highlight=False)
    return int(bool(report.faults))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
