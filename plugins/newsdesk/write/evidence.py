"""A brief to the one document that a model sees: everything citable by id, and not one address.

The document is JSON in which ``<``, ``>`` and ``&`` are escaped, so that nothing a post says can close what
it stands in. Handles of people who aren't named in print stay out: whoever isn't told can't be given away.
Characters that nobody sees are left out too, since they only serve to hide words from a reader.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from newsdesk.records import Record, Statistic, canonical_json
from newsdesk.stories import Brief, BriefRecord, Position, Reply

#: Characters of a post, of a reply to it, and of a linked page that are shown.
POST, REPLY, PAGE = 1_500, 300, 2_500
CUT = " […]"
#: Addresses in words; who must not write one needn't see one.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
_SHOWN_BREAKS = "\n\t"


def document(brief: Brief, only: frozenset[str] | None = None) -> str:
    """Return the evidence of a brief as JSON; with ``only``, what has one of these ids.

    The same brief gives the same bytes.
    """
    told = {name: kept for name, items in _citable(brief).items() if (kept := _only(items, only))}
    whole = told if only is not None else {"story": _story(brief), **told, "avoid": _avoid(brief)}
    return escaped(canonical_json(whole))


def escaped(text: str) -> str:
    """Return JSON that reads the same and in which no markup can be closed."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _only(items: list[dict[str, Any]], only: frozenset[str] | None) -> list[dict[str, Any]]:
    return [item for item in items if only is None or item["id"] in only]


def _story(brief: Brief) -> dict[str, Any]:
    beats = [{"name": beat.name, "about": beat.description} for beat in (brief.beat, *brief.other_beats)]
    return {
        "kind": brief.kind,
        "beats": beats,
        "subject": brief.subject_name,
        "gloss": brief.subject_gloss,
        "why_now": brief.why,
        "window": {"from": _moment(brief.window.start), "to": _moment(brief.window.end)},
        "baseline": {"from": _moment(brief.baseline.start), "to": _moment(brief.baseline.end)},
        "lead_record": brief.lead_record,
        "posts_by_platform": brief.platforms,
        "names": sorted(brief.names.values()),
        "counter_position": brief.counter_position,
        "notes": sorted({note for signal in brief.signals for note in signal.notes}),
    }


def _citable(brief: Brief) -> dict[str, list[dict[str, Any]]]:
    """Return everything that has an id, by what it is."""
    return {
        "records": [_record(item) for item in brief.records],
        "statistics": [_statistic(statistic) for statistic in brief.statistics],
        "positions": [_position(position) for position in brief.positions],
        "pages": [
            {"id": page.id, **_page(page.record), "linked_by": list(page.linked_by)} for page in brief.pages
        ],
        "background": [
            {"id": note.id, "about": note.entity, "text": clean(note.text), "date": note.date}
            for note in brief.background
        ],
        "earlier_stories": [
            {
                "id": story.id,
                "published": _moment(story.published_at),
                "headline": clean(story.headline),
                "standfirst": clean(story.standfirst),
            }
            for story in brief.earlier
        ],
    }


def _record(item: BriefRecord) -> dict[str, Any]:
    record = item.record
    shown: dict[str, Any] = {
        "id": item.id,
        "platform": record.platform,
        "kind": record.kind,
        "community": record.community,
        "speaker": item.speaker.text,
        "named": item.speaker.named,
        "time": _moment(record.published_at),
        "title": clean(record.title or "") or None,
        "text": clean(record.text, POST) or None,
        "language": record.language,
        "quotable": item.quotable,
        "mood": item.sentiment,
        "tone": item.voice_register,
        "reach": item.reach_statistic,
        "flags": list(item.flags),
        "answers": _said(item.thread.parent) if item.thread.parent else None,
        "answered_by": [_said(reply) for reply in item.thread.replies],
    }
    return {key: value for key, value in shown.items() if value not in (None, [])}


def _said(reply: Reply) -> str:
    return f"{reply.speaker.text}: {clean(reply.record.words, REPLY)}"


def _page(record: Record) -> dict[str, Any]:
    return {
        "place": record.community,
        "title": clean(record.title or ""),
        "text": clean(record.text, PAGE),
        "time": _moment(record.published_at),
    }


def _statistic(statistic: Statistic) -> dict[str, Any]:
    return {
        "id": statistic.id,
        "role": statistic.role,
        "label": clean(statistic.label),
        "n": statistic.n,
        "forms": {name: clean(words) for name, words in statistic.forms.items()},
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "id": position.id,
        "claim": clean(position.claim),
        "voices": position.voices,
        "platforms": position.platforms,
        "records": list(position.records),
    }


def _avoid(brief: Brief) -> dict[str, Any]:
    avoid = brief.avoid.model_dump(mode="json", exclude={"runs"})  # fingerprints, for the gate
    return {key: value for key, value in avoid.items() if value}


def _moment(time: datetime) -> str:
    return f"{time:%A} {time:%Y-%m-%d %H:%M} UTC"


def clean(text: str, most: int | None = None) -> str:
    """Return a text without addresses and unseen characters, cut after a whole word if it is too long."""
    text = "".join(_seen(_ADDRESS.sub("[link]", text)))
    if most is None or len(text) <= most:
        return text
    return text[: most + 1].rsplit(None, 1)[0][:most] + CUT


def _seen(text: str) -> Iterator[str]:
    """Yield the characters that a reader sees, or that part what is seen."""
    for char in text:
        if char in _SHOWN_BREAKS or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cs", "Cn"}:
            yield char
