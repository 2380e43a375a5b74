"""Names that surge on real days, against the days on which an editor's digest named them.

The Reddit posts of the shared corpus (24 days of July 2025) go through analysis and detection, four editions
a day. A naming is found if the name surges on any beat in an edition of that day or of a day beside it.
Namings of names with three mentions or more on such a day are asked for; others can't be seen, and are told
apart.

False is a name that surges on a day without a naming of it within a day. Judged are names that the digests
name at all, on whatever day: they list companies, models and people, and nothing can be said of the others,
which are counted beside. Days before the fourth have no history and are left aside. The lists hold what a
digest is about; what its text speaks of on the same days is told apart, and decides nothing.

Beside it stands the plain spike rule on the same mentions of the same names: at least three on a day, and two
standard deviations above the mean of all earlier days, at least three.
"""

from __future__ import annotations

import gzip
import json
import shutil
import statistics
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.quality.measure import Measure, Skipped

if TYPE_CHECKING:
    from newsdesk.config import Config
    from newsdesk.detect.corpus import Corpus

ROOT = Path(__file__).resolve().parents[2]
CORPUS = "corpus/reddit_localllama_2025-06-27_2025-07-20.jsonl.gz"
MENTIONS = "labelled/derived/entity_daily_mentions.jsonl.gz"
DIGESTS = "labelled/derived/daily_reference.jsonl.gz"
TEXTS = "corpus/ainews_digests_2025-06-27_2025-07-18.jsonl.gz"
#: The floors: the part of the namings that is found, and false names a day.
FOUND, FALSE_A_DAY = 0.60, 2.0
#: Days of history without which nothing can stand out, the tolerance, and mentions that can be seen at all.
HISTORY, TOLERANCE, SEEN = 3, timedelta(days=1), 3

#: Days by the id of an entity.
Days = dict[str, set[date]]


@dataclass(frozen=True)
class Score:
    """How many namings were found, of how many, and how many (name, day) were false, on how many days."""

    found: int
    namings: int
    false: int
    days: int

    @property
    def recall(self) -> float:
        """The part of the namings that was found."""
        return self.found / self.namings if self.namings else 0.0

    @property
    def false_a_day(self) -> float:
        """False names a day."""
        return self.false / self.days


@dataclass(frozen=True)
class Truth:
    """What is judged: namings by entity, everything that was named, mentions of each name by day.

    ``spoken`` are the days on which a digest's text speaks of a name, in its lists or not.
    """

    namings: Days
    named: Days
    spoken: Days
    counted: Mapping[tuple[str, date], int]
    days: tuple[date, ...]

    def judged(self, alarms: Days) -> Days:
        """Return the alarms of names that the digests name on some day."""
        return {entity: days for entity, days in alarms.items() if entity in self.named}

    def score(self, alarms: Days, least: int = 0) -> Score:
        """Judge alarms; only namings with so many mentions on a day within the tolerance are asked for."""
        asked = [(e, d) for e, days in self.namings.items() for d in days if self._seen(e, d) >= least]
        found = sum(_near(day, alarms.get(entity, ())) for entity, day in asked)
        raised = [(e, d) for e, days in alarms.items() for d in days]
        false = sum(not _near(day, self.named.get(entity, ())) for entity, day in raised)
        return Score(found, len(asked), false, len(self.days))

    def unspoken(self, alarms: Days) -> int:
        """Count the (name, day) of which no digest's text of that day or one beside it speaks."""
        raised = [(e, d) for e, days in alarms.items() for d in days]
        return sum(not _near(day, self.spoken.get(entity, ())) for entity, day in raised)

    def _seen(self, entity: str, day: date) -> int:
        return max(self.counted.get((entity, day + n * TOLERANCE), 0) for n in (-1, 0, 1))


def _near(day: date, days: Iterable[date]) -> bool:
    return any(abs(day - other) <= TOLERANCE for other in days)


def measures(data: Path) -> Iterator[Measure | Skipped]:
    """Measure recall and false names a day, and the spike rule beside them."""
    missing = [name for name in (CORPUS, MENTIONS, DIGESTS, TEXTS) if not (data / name).exists()]
    if missing:
        yield Skipped("names that surge on real days", f"{data / missing[0]} is absent")
        return
    with tempfile.TemporaryDirectory() as folder:
        alarms, counted = surges(data, Path(folder))
    truth = read_truth(data, counted)
    rule = spikes(counted, truth.days)
    yield from _told(truth, alarms, rule)


def _told(truth: Truth, alarms: Days, rule: Days) -> Iterator[Measure]:
    for least, name in ((SEEN, f"with {SEEN} mentions or more"), (0, "mentioned or not")):
        ours, plain = truth.score(alarms, least), truth.score(rule, least)
        beside = f"{ours.found} of {ours.namings}; spike rule {plain.recall:.1%}"
        floor = max(FOUND, plain.recall) if least else None
        yield Measure(f"namings found, {name}", ours.recall, floor, "%", beside)
    ours, plain = truth.score(truth.judged(alarms)), truth.score(truth.judged(rule))
    yield Measure(
        "false names a day, all beats",
        ours.false_a_day,
        min(FALSE_A_DAY, plain.false_a_day),
        "",
        f"spike rule {plain.false_a_day:.2f}",
        higher=False,
    )
    unspoken, plainly = (truth.unspoken(truth.judged(raised)) for raised in (alarms, rule))
    yield Measure(
        "… of which the digest's text does not speak either",
        unspoken / len(truth.days),
        None,
        "",
        f"spike rule {plainly / len(truth.days):.2f}",
        higher=False,
    )
    ours, plain = truth.score(alarms), truth.score(rule)
    beside = f"spike rule {plain.false_a_day:.2f}; most of these names no digest lists"
    yield Measure("surges a day without a naming, of any known name", ours.false_a_day, None, "", beside)


def surges(data: Path, folder: Path) -> tuple[Days, Counter[tuple[str, date]]]:
    """Work the corpus in a folder; return the days on which each name surged, and its mentions by day."""
    from newsdesk.analyse import cache
    from newsdesk.archive import interchange, snapshots
    from newsdesk.config import SETTINGS_FILE, Layout, load
    from newsdesk.detect.corpus import open_corpus
    from newsdesk.records import Record

    layout = Layout(folder)
    shutil.copyfile(ROOT / SETTINGS_FILE, layout.settings)
    with gzip.open(data / CORPUS) as lines:
        read = list(interchange.parse_lines(lines, CORPUS))
    snapshots.write(layout, "reddit", [record for record in read if isinstance(record, Record)])
    config, active = load(folder), snapshots.manifests(layout)
    analyses = cache.ensure(layout, config, active)
    corpus = open_corpus([snapshots.path_of(layout, manifest) for manifest in active], analyses)
    return seen(corpus, config)


def seen(corpus: Corpus, config: Config) -> tuple[Days, Counter[tuple[str, date]]]:
    """Return the days on which each name surged, and how many posts mention it on each day."""
    from newsdesk.analyse.entities import gazetteer
    from newsdesk.detect.detector import detect
    from newsdesk.detect.kinds.entity_surge import VOCABULARY

    rows = corpus.engine.rows(corpus.posts.select("id", "published"))
    published = {row["id"]: datetime.fromtimestamp(row["published"], UTC) for row in rows}
    first, last = min(published.values()), max(published.values())
    alarms: Days = defaultdict(set)
    for view in detect(
        corpus, config, gazetteer(), list(_editions(first, last, config.editions.every_hours))
    ):
        for signal in view.signals:
            if signal.kind == "entity_surge" and signal.subject:
                alarms[signal.subject].add(_day(view.as_of))
    names = {entity.id for entity in gazetteer().values() if entity.type not in VOCABULARY}
    counted = Counter(
        (row["entity"], published[row["id"]].date())
        for row in corpus.engine.rows(corpus.mentions)
        if row["entity"] in names
    )
    return alarms, counted


def _editions(first: datetime, last: datetime, hours: int) -> Iterator[datetime]:
    moment = first.replace(hour=0, minute=0, second=0) + timedelta(days=HISTORY)
    while moment < last:
        moment += timedelta(hours=hours)
        yield moment


def _day(as_of: datetime) -> date:
    """Return the day that an edition closes or stands in; that of midnight is the day before."""
    return (as_of - timedelta(seconds=1)).date()


def spikes(counted: Mapping[tuple[str, date], int], days: Iterable[date]) -> Days:
    """Return the alarms of the plain spike rule: three mentions, two standard deviations above the mean."""
    first = min(day for _, day in counted)
    alarms: Days = defaultdict(set)
    for entity in {entity for entity, _ in counted}:
        for day in days:
            before = [counted.get((entity, first + timedelta(days=n)), 0) for n in range((day - first).days)]
            now = counted.get((entity, day), 0)
            above = now - statistics.fmean(before)
            if now >= SEEN and above > 0 and above >= 2 * statistics.pstdev(before):
                alarms[entity].add(day)
    return alarms


def read_truth(data: Path, counted: Mapping[tuple[str, date], int]) -> Truth:
    """Read what the digests named, by the gazetteer's ids."""
    known = _known_names()
    first, last = min(day for _, day in counted), max(day for _, day in counted)
    days = tuple(first + timedelta(days=n) for n in range(HISTORY, (last - first).days + 1))
    namings: Days = defaultdict(set)
    for row in _lines(data / MENTIONS):
        entity = known.get(_plain(row["entity"]), row["entity"])
        namings[entity] |= {d for d in map(date.fromisoformat, row["digest_days"]) if d in days}
    named: Days = defaultdict(set)
    for row in _lines(data / DIGESTS):
        for name in (n for key in ("companies", "models", "people") for n in row.get(key) or ()):
            named[known.get(_plain(name), name)].add(date.fromisoformat(row["created_at"][:10]))
    for entity, found in namings.items():
        named[entity] |= found
    return Truth(namings, named, _spoken(data), counted, days)


def _spoken(data: Path) -> Days:
    """Return the days on which the text of a digest speaks of each name."""
    from newsdesk.analyse.entities import names

    spoken: Days = defaultdict(set)
    for row in _lines(data / TEXTS):
        for found in names().mentions(f"{row['title']}\n{row['text']}"):
            spoken[found.entity].add(date.fromisoformat(row["created_at"][:10]))
    return spoken


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path) as lines:
        yield from map(json.loads, lines)


def _known_names() -> dict[str, str]:
    from newsdesk.analyse.entities import gazetteer

    known: dict[str, str] = {}
    for entity in gazetteer().values():
        for name in (entity.id, entity.name, *entity.aliases):
            known.setdefault(_plain(name), entity.id)
    return known


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
