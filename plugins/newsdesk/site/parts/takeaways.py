"""A story in a few lines, each of them a printed form of its statistics: code writes none of it freely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from newsdesk import prose
from newsdesk.records import Statistic
from newsdesk.stories import Brief

LINES: Final = 3  # beside the printed reason
_MOODS: Final = ("negative", "positive")


def takeaways(brief: Brief, known: Mapping[str, Statistic]) -> list[str]:
    """Return up to three lines beside the printed reason: mood, gap, driver, positions, breadth.

    What the reason says already is not said again.
    """
    told = (*_moods(brief, known), *_gap(brief, known), *_drivers(brief, known), *_positions(brief, known))
    lines = [*told[: LINES - 1], *_breadth(known)]
    return [prose.capitalise(line) for line in lines]


def _moods(brief: Brief, known: Mapping[str, Statistic]) -> Iterator[str]:
    """Yield how the moods changed, the larger change first, where the interval leaves no doubt of one."""
    changes = [(mood, change) for mood in _MOODS if (change := known.get(f"{mood}.change"))]
    for mood, change in sorted(changes, key=lambda found: -abs(found[1].value)):
        label = f"The share of {mood} posts"
        if change.interval and (change.interval[0] > 0 or change.interval[1] < 0):
            yield from _changed(label, change, brief)


def _gap(brief: Brief, known: Mapping[str, Statistic]) -> Iterator[str]:
    now, change = known.get("gap.now"), known.get("gap.change")
    if now and change:
        yield from _changed(f"The {now.label[:1].lower()}{now.label[1:]}", change, brief)


def _changed(subject: str, change: Statistic, brief: Brief) -> Iterator[str]:
    verb, clause = change.forms.get("verb"), change.forms.get("clause")
    if verb and clause and f"{verb}, {clause}" not in brief.why:
        yield f"{subject} {verb}, {clause}."


def _positions(brief: Brief, known: Mapping[str, Statistic]) -> Iterator[str]:
    held = sorted(brief.positions, key=lambda one: (-one.voices, one.id))
    first = known.get(f"position.{held[0].id}") if held else None
    if first is None or "phrase" not in first.forms:
        return
    line = f"the position that most share is held by {first.forms['phrase']}"
    against = known.get(f"position.{brief.counter_position}")
    if against and against is not first and "phrase" in against.forms:
        line += f", the strongest against it by {against.forms['phrase']}"
    yield f"{line}."


def _drivers(brief: Brief, known: Mapping[str, Statistic]) -> Iterator[str]:
    """Yield what a count would have been without the posts that moved it most."""
    for contribution in brief.contributions:
        base = known.get(f"{contribution.of.rpartition('.')[0]}.now")
        clause = contribution.statistic.forms.get("clause")
        # A position's clause ends in "that say so", which needs the position beside it.
        alone = ".without.position." not in contribution.statistic.id
        if base and base.role == "count" and clause and alone:
            yield f"{base.label}: {clause}."
            return


def _breadth(known: Mapping[str, Statistic]) -> Iterator[str]:
    accounts, platforms = known.get("authors.now"), known.get("platforms.now")
    if accounts and platforms and {"phrase"} <= accounts.forms.keys() & platforms.forms.keys():
        yield f"{accounts.forms['phrase']} on {platforms.forms['phrase']} took part."
    elif (replies := known.get("replies.authors")) and "phrase" in replies.forms:
        yield f"{replies.forms['phrase']} are among the replies collected."
