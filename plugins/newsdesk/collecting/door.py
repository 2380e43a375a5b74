"""Relevance at the door: a record is kept if it is about AI by the beats' rules, or answers one that is."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from newsdesk.collecting.run import Run
from newsdesk.records import Record


def kept(run: Run, new: Collection[Record], beside: Collection[str]) -> Iterator[Record]:
    """Yield the records that are kept, each after what it answers; ``beside`` are ids that are kept already.

    "Agreed, and it broke twice" is not about AI by its words, but by what it answers.
    """
    judged = dict(zip((record.id for record in new), run.analyser.on_a_beat(new), strict=True))
    parents = {record.reply_to for record in new if record.reply_to} - judged.keys()
    held = run.known_of(parents) | (parents & set(beside))
    for record in sorted(new, key=lambda record: (record.published_at, record.id)):
        judged[record.id] |= record.reply_to is not None and judged.get(
            record.reply_to, record.reply_to in held
        )
        if judged[record.id]:
            yield record
