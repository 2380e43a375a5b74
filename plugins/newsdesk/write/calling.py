"""How the voices of a finished body are called: "another commenter" for one of a kind that has spoken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdesk.prose import cites_of, records_by_id, unplaced
from newsdesk.stories import Brief, BriefRecord, Part, Sentence

_SLOT = re.compile(r"\{([Ss])peaker\}")


def call_others(groups: Sequence[Sequence[Sentence]], brief: Brief) -> list[list[Sentence]]:
    """Return the paragraphs with ``{another}`` for ``{speaker}`` wherever the gate allows it.

    It does for an account that hasn't spoken, of a kind that has, where the paragraph is still at that place.
    """
    known = records_by_id(brief)
    heard: dict[str, set[str]] = {}
    called: list[list[Sentence]] = []
    for group in groups:
        here = ""
        called.append([])
        for sentence in group:
            parts = []
            for part in sentence.parts:
                record = next((known[cite] for cite in cites_of(part) if cite in known), None)
                if record is not None and not record.speaker.named and _SLOT.search(part.text):
                    part, here = _call(part, record, heard, here)
                parts.append(part)
            called[-1].append(Sentence(parts=tuple(parts)))
    return called


def _call(part: Part, record: BriefRecord, heard: dict[str, set[str]], here: str) -> tuple[Part, str]:
    text, who = record.speaker.text, record.record.author or record.id
    place = unplaced(text)[1]
    others = heard.setdefault(text, set())
    if others and who not in others and place in {"", here}:
        another = _SLOT.sub(lambda slot: "{Another}" if slot.group(1) == "S" else "{another}", part.text)
        part = part.model_copy(update={"text": another})
    others.add(who)
    return part, place or record.record.platform
