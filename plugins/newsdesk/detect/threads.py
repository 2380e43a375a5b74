"""What a thread is about: the names in the title above an answer, directly or through other answers.

Under "Kimi K2 is out" hundreds speak of the model and few of them name it. The way up is followed as far as
it had been collected when the answer was, so that no edition sees its future.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from newsdesk.detect.engine import Engine

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: How deep an answer may stand below the title that it belongs to.
LEVELS = 6


def topics(engine: Engine, records: Table, posts: Table) -> Table:
    """Return id, entity and opened (seconds) of every answer below a title that names an entity."""
    import ibis

    tops = _tops(engine, posts)
    titled = records.filter(records.title.notnull() & records.reply_to.isnull())
    titled = titled.semi_join(tops.select(id=tops.top).distinct(), "id")
    order = [titled.id, titled.collected_at, titled.title]
    titles: dict[str, str] = {}
    for row in engine.rows(titled.order_by(order).select("id", "title")):
        titles.setdefault(row["id"], row["title"])
    named = ibis.memtable(_named(titles), schema={"top": "string", "entity": "string"})
    return engine.keep("topics", tops.join(named, "top").select("id", "entity", "opened"))


def _named(titles: Mapping[str, str]) -> list[tuple[str, str]]:
    from newsdesk.analyse.entities import names

    matcher = names()
    return sorted({(id, found.entity) for id, title in titles.items() for found in matcher.mentions(title)})


def _tops(engine: Engine, posts: Table) -> Table:
    """Return id, top and opened: what stands highest above each answer, and when it was published."""
    above = posts.select(top="id", opened="published", known="collected")
    answers = posts.filter(posts.reply_to.notnull())
    steps = answers.join(above, answers.reply_to == above.top).filter(
        lambda t: (t.known <= t.collected) & (t.opened <= t.published)
    )
    steps = tops = engine.keep("tops_1", steps.select("id", "top", "opened"))
    for level in range(2, LEVELS + 1):
        step = steps.view()
        higher = step.select(below=step.id, higher=step.top, since=step.opened)
        joined = tops.left_join(higher, tops.top == higher.below)
        raised = joined.select(
            id=joined.id,
            top=joined.higher.coalesce(joined.top),
            opened=joined.since.coalesce(joined.opened),
        )
        tops = engine.keep(f"tops_{level}", raised)
    return tops
