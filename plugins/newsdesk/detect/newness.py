"""What is new on each beat and day, for novelty: names, phrases and accounts not heard in the days before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from newsdesk.detect import accounts, lexical
from newsdesk.detect.gathering import RECENT, Batch, Panels, moment
from newsdesk.detect.panel import Panel
from newsdesk.records import Entity

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: Fewer days than this are no lookback.
LEAST = 3


def count_new(
    panels: Panels, batch: Batch, shared: Table, used: Table, entities: Mapping[str, Entity]
) -> None:
    """Count by beat and day what is new; nothing for editions with too short a history.

    ``shared`` and ``used`` are those of :func:`newsdesk.detect.gathering.count_phrases`.
    """
    for panel in panels.values():
        panel.lookback = _lookback(panel)
    if not any(panel.lookback for panel in panels.values()):
        return
    lookbacks, voices = _lookbacks(panels), batch.voices.semi_join(_platforms(panels), ["as_of", "platform"])
    voices = batch.keep("voices_of_old", voices)
    concepts = sorted(entity.id for entity in entities.values() if entity.type == "concept")
    names = batch.names.filter(batch.names.item.notin(concepts)) if concepts else batch.names
    presence = voices.join(names, "id").select(*lexical.THING, "day").distinct()
    new_names = lexical.first_heard(presence, lookbacks)
    presence = used.semi_join(_platforms(panels), ["as_of", "platform"])
    presence = presence.select(*lexical.THING, "day").distinct()
    heard = lexical.first_heard(presence, lookbacks)
    new_phrases = heard.semi_join(shared, [*lexical.THING, "day"])
    people = accounts.speakers(voices)
    new_people = batch.keep("new_people", lexical.first_heard(people, lookbacks))
    _posts(panels, batch, voices, "names", lexical.bearers(voices, names, new_names))
    _posts(panels, batch, voices, "phrases", lexical.bearers(voices, batch.phrases, new_phrases))
    _people(panels, batch, people, new_people)
    by_name = voices.filter(voices.author.notnull())
    by_name = by_name.select("id", item=by_name.platform.concat(":", by_name.author)).distinct()
    today = new_people.filter(new_people.day == 0)
    _bearing(panels, batch, "authors", lexical.bearers(voices, by_name, today))


def _lookback(panel: Panel) -> int:
    """Return how many days are looked back: half of the longest history, at most a week."""
    depths = list(_depths(panel))
    lookback = min(RECENT, max((depth for _, depth in depths), default=0) // 2)
    return lookback if lookback >= LEAST else 0


def _depths(panel: Panel) -> Iterator[tuple[str, int]]:
    """Yield the platforms that are there now, with their oldest sound day."""
    for platform in sorted(panel.presence):
        sound = panel.sound_days(platform)
        if 0 in sound and len(sound) > panel.minimum_days:
            yield platform, max(sound)


def _lookbacks(panels: Panels) -> Table:
    import ibis

    rows = [(int(m.timestamp()), panel.lookback) for m, panel in panels.items() if panel.lookback]
    return ibis.memtable(rows, schema={"as_of": "int64", "lookback": "int64"})


def _platforms(panels: Panels) -> Table:
    """Return as_of and platform where the history is long enough that nothing is new just because it is."""
    import ibis

    rows = [
        (int(m.timestamp()), platform)
        for m, panel in panels.items()
        for platform, depth in _depths(panel)
        if panel.lookback and depth >= 2 * panel.lookback
    ]
    return ibis.memtable(rows, schema={"as_of": "int64", "platform": "string"})


def _posts(panels: Panels, batch: Batch, voices: Table, kind: str, bearers: Table) -> None:
    bearers = batch.keep(f"bearers_of_{kind}", bearers)
    _tally(panels, batch, kind, voices, bearers)
    _bearing(panels, batch, kind, bearers.filter(bearers.day == 0))


def _people(panels: Panels, batch: Batch, people: Table, new: Table) -> None:
    _tally(panels, batch, "authors", people, new)


def _tally(panels: Panels, batch: Batch, kind: str, whole: Table, part: Table) -> None:
    """Put (new, all) of each beat and day into the panels; both tables have one row for each that counts."""
    keys = ["as_of", "beat", "day"]
    recent = whole.filter(whole.day <= RECENT)
    for row in batch.rows(recent.group_by(keys).agg(n=recent.count())):
        panels[moment(row)].novel[row["beat"], kind][row["day"]] = (0, row["n"])
    for row in batch.rows(part.group_by(keys).agg(n=part.count())):
        tallies = panels[moment(row)].novel[row["beat"], kind]
        tallies[row["day"]] = (row["n"], tallies.get(row["day"], (0, 0))[1])


def _bearing(panels: Panels, batch: Batch, kind: str, bearers: Table) -> None:
    for row in batch.rows(bearers):
        panel = panels[moment(row)]
        panel.bearers[row["beat"], kind][row["id"]] = (row["platform"], row["author"])
