"""Who takes part in the talk about a name: those who say it, and those who answer under a title that does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from newsdesk.detect.gathering import Batch, moment
from newsdesk.detect.lexical import THING
from newsdesk.detect.observations import DAY
from newsdesk.detect.panel import Panel

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: When a thread was opened that is none, because the voice says the name itself: always recently enough.
ALWAYS = 2**60


def count(
    panels: Mapping[datetime, Panel], batch: Batch, names: Iterable[str], days: int, least: int
) -> None:
    """Count the accounts that take part, for the names that at least so many voices of day 0 say."""
    import ibis

    known = frozenset(names)
    wanted = [
        (int(as_of.timestamp()), beat, entity)
        for as_of, panel in panels.items()
        for (beat, entity), said in panel.named.items()
        if entity in known and sum(tally.voices for (_, day), tally in said.items() if day == 0) >= least
    ]
    if not wanted:
        return
    asked = ibis.memtable(wanted, schema={"as_of": "int64", "beat": "string", "item": "string"})
    part = batch.keep("taking_part", _taking_part(batch, asked, days))
    for row in batch.rows(_accounts(part)):
        accounts = panels[moment(row)].accounts[row["beat"], row["item"]]
        accounts[row["platform"], row["day"]] = row["accounts"]
    today = part.filter(part.day == 0).select(*THING, "id", "platform", "account").distinct()
    for row in batch.rows(today):
        partakers = panels[moment(row)].partakers[row["beat"], row["item"]]
        partakers[row["id"]] = (row["platform"], row["account"])


def _taking_part(batch: Batch, asked: Table, days: int) -> Table:
    """Return as_of, beat, item, platform, day, id and account of voices, twice where they do both."""
    import ibis

    said = batch.names.mutate(opened=ibis.literal(ALWAYS, type="int64"))
    answered = batch.corpus.topics.select("id", item="entity", opened="opened")
    items = said.select("id", "item", "opened").union(answered)
    voices = batch.voices.join(items.semi_join(asked.select("item").distinct(), "item"), "id")
    # A thread counts from the first day that is looked at; what an edition sees reaches no further back.
    recent = voices.filter(voices.opened > voices.as_of - (days + 1) * DAY)
    recent = recent.semi_join(asked, list(THING))
    return recent.select(*THING, "platform", "day", "id", account=recent.author.fill_null(recent.id))


def _accounts(part: Table) -> Table:
    # Two plain counts: engines count what is distinct within many groups slowly.
    mine = part.group_by([*THING, "platform", "day", "account"]).agg(times=part.count())
    return mine.group_by([*THING, "platform", "day"]).agg(accounts=mine.count())
