"""Who holds what: the positions of a story with how many voices hold them, and on which platforms."""

from __future__ import annotations

from typing import Any, Final

from newsdesk import prose
from newsdesk.prose import Source
from newsdesk.site import printed
from newsdesk.stories import Brief, Draft, Position

SHOWN: Final = 4
VOICES: Final = 3
_PLATFORMS: Final = 3  # that are named; further ones are counted


def positions(draft: Draft, brief: Brief, sources: list[Source]) -> list[dict[str, Any]]:
    """Return up to four positions, the most held first, the counter-position always among them.

    A claim is made of a post's words. It is printed as a quotation only where it stands word for word in a
    record of the position that may be quoted; ``sources`` are those of its posts that the story cites.
    """
    told = _told(draft, brief)
    most = max((one.voices for one in told), default=0)
    numbers = {source.id: source.number for source in sources}
    return [
        {
            "claim": one.claim,
            "quoted": _verbatim(one, brief),
            "language": _language(one, brief),
            "voices": f"{one.voices} {'voice' if one.voices == 1 else 'voices'}",
            "platforms": _platforms(one.platforms),
            "bar": round(100 * one.voices / most, 1) if most else 0.0,
            "counter": one.id == brief.counter_position,
            "sources": sorted(numbers[record] for record in one.records if record in numbers)[:2],
        }
        for one in told
    ]


def _told(draft: Draft, brief: Brief) -> list[Position]:
    used = {cite for _, part in prose.iter_parts(draft) for cite in (*part.cites, part.stat)}
    known = [p for p in brief.positions if p.voices >= VOICES or {p.id, f"position.{p.id}"} & used]
    ordered = sorted(known, key=lambda p: (p.id != brief.counter_position, -p.voices, p.id))[:SHOWN]
    return sorted(ordered, key=lambda p: (-p.voices, p.id))


def _verbatim(position: Position, brief: Brief) -> bool:
    records = prose.records_by_id(brief)
    held = (records[id] for id in (position.exemplar, *position.records) if id in records)
    return any(
        item.quotable and (position.claim in item.record.text or position.claim in (item.record.title or ""))
        for item in held
    )


def _language(position: Position, brief: Brief) -> str | None:
    item = prose.records_by_id(brief).get(position.exemplar)
    return printed.language(item.record) if item else None


def _platforms(counts: dict[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = [f"{printed.platform(name)} {count}" for name, count in ordered[:_PLATFORMS]]
    rest = sum(count for _, count in ordered[_PLATFORMS:])
    return ", ".join([*named, f"elsewhere {rest}"] if rest else named)
