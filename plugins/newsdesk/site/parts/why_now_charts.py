"""What the "why now" panel draws: volume, mood, and platforms set against each other.

Every drawing is a table whose middle column draws its numbers, so that nothing is told by shape alone. All of
it comes from the story's own statistics; where one is missing, there is no drawing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from newsdesk.records import Statistic
from newsdesk.site import printed

WIDTH: Final = 100.0  # of every drawing, in percent
_GAP: Final = 0.8  # between the segments of a stacked bar
#: What is counted, best first: the beat's posts, else those that mention a name or hold a phrase.
_COUNTED: Final = re.compile(r"(volume|entity\.[^.]+|phrase\.[^.]+)\.now")
#: Rows of the mood: what a row is called, and what its statistics end or begin with.
_MOODS: Final = (("Now", "{}.now"), ("Usual", "{}.usual"), ("Replies", "replies.{}"))
_SHARE_ON: Final = re.compile(r"(negative|positive)\.([a-z]+)\.now")


def volume(known: Mapping[str, Statistic]) -> dict[str, Any] | None:
    """Return the posts of the window above those of a usual day, or None where one is unknown."""
    names = sorted((n for n in known if _COUNTED.fullmatch(n)), key=lambda n: (n != "volume.now", n))
    for name in names:
        now, usual = known[name], known.get(name.removesuffix("now") + "usual")
        if usual is not None and max(now.value, usual.value) > 0:
            most = max(now.value, usual.value)
            rows = (("These 24 hours", now), ("A usual day", usual))
            return {
                "label": now.label,
                "rows": [
                    {"name": name, "value": value(one), "bar": _length(one.value, most)} for name, one in rows
                ],
            }
    return None


def mood(known: Mapping[str, Statistic]) -> list[dict[str, Any]]:
    """Return negative, neutral and positive shares now and as usual, as rows of three segments.

    A dispatch has those of the replies alone.
    """
    pairs = (
        (name, known.get(at.format("negative")), known.get(at.format("positive"))) for name, at in _MOODS
    )
    rows = [_stacked(name, low.value, high.value) for name, low, high in pairs if low and high]
    return rows if any(row["name"] != "Usual" for row in rows) else []


def _stacked(name: str, negative: float, positive: float) -> dict[str, Any]:
    low, high = round(negative * WIDTH), round(positive * WIDTH)
    shares = (low, max(0, round(WIDTH) - low - high), high)  # whole percents that add up, as they are printed
    starts = (0, shares[0], shares[0] + shares[1])
    return {
        "name": name,
        "shares": [f"{share}%" for share in shares],
        "segments": [
            {"x": start, "width": round(max(0.0, share - _GAP), 1)}
            for start, share in zip(starts, shares, strict=True)
        ],
    }


def contrast(known: Mapping[str, Statistic]) -> dict[str, Any] | None:
    """Return the share of one mood on the platforms whose gap changed, now and as usual, or None."""
    found = [(match, known[name]) for name in sorted(known) if (match := _SHARE_ON.fullmatch(name))]
    if not found:
        return None
    told = found[0][0].group(1)
    rows = [
        {
            "name": printed.platform(match.group(2)),
            "now": value(now),
            "usual": value(usual),
            "bar": round(now.value * WIDTH, 1),
            "mark": round(min(usual.value * WIDTH, WIDTH - 1), 1),
        }
        for match, now in found
        if match.group(1) == told and (usual := known.get(f"{told}.{match.group(2)}.usual"))
    ]
    return {"label": f"{told.capitalize()} posts, by platform", "rows": rows} if len(rows) > 1 else None


def value(statistic: Statistic) -> str:
    """Return a statistic's number as it is printed alone."""
    return statistic.forms.get("value") or printed.number(statistic.value)


def _length(value: float, most: float) -> float:
    return round(WIDTH * max(0.0, value) / most, 1)
