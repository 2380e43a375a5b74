"""Patterns to sentences: names, times and statistics put in place, part by part.

A pattern is one sentence in a small notation. ``|`` ends a part. ``[volume.ratio verb]`` places a statistic
in a form (at most one in a part), ``[volume.ratio Verb]`` in title case; its part is *counted*. ``{quote}``,
``{speaker}`` and ``{Speaker}`` belong to the voice of that part, and such a part is *said*. ``<beat>``,
``<subject>``, ``<when>``, ``<When>``, ``<glossed>`` (the subject with its gloss, once) and names given by the
caller are filled in here; they hold no braces: nothing from outside becomes a slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import cast

from newsdesk.prose import capitalise
from newsdesk.records import PLATFORM_NAMES, FormName, Statistic, Window
from newsdesk.stories import Brief, Part, PartKind, Quote, Sentence

_PLACED = re.compile(r"\[([\w.\-]+) ([Vv]alue|[Pp]hrase|[Vv]erb|[Cc]lause|[Ww]ord)\]")
_NAMED = re.compile(r"<(\w+)>")


class Phrasing:
    """Turns patterns into sentences for one brief; remembers whether the time was told already."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.statistics: dict[str, Statistic] = {statistic.id: statistic for statistic in brief.statistics}
        self.names = {
            "beat": spoken_beat(brief.beat.name),
            "Beat": clean(brief.beat.name),
            "subject": clean(brief.subject_name or brief.beat.name),
        }
        gloss = clean(brief.subject_gloss or "")
        subject = self.names["subject"]
        self.names["glossed"] = f"{subject}, {gloss}," if gloss and len(gloss.split()) < 9 else subject
        self.names["Glossed"] = capitalise(self.names["glossed"])
        self.names["posts"] = "posts"
        self.told_time = False
        self._first, self._again = time_first(brief.window), time_again(brief.window)

    def told_gloss(self) -> None:
        """Remember that the subject was explained: from now on its name is enough."""
        self.names["glossed"] = self.names["subject"]
        self.names["Glossed"] = capitalise(self.names["subject"])

    def widen(self) -> None:
        """Say once whose posts "the posts" are: those of the beat, where a name on it is told as well."""
        self.names["posts"] = f"posts about {self.names['beat']}"

    def told_posts(self) -> None:
        """Remember that it was said whose posts are meant."""
        self.names["posts"] = "posts"

    def value(self, statistic: str) -> float | None:
        """Return a statistic's value in its unit, or None if the brief hasn't got it."""
        found = self.statistics.get(statistic)
        return found.value if found else None

    def can(self, pattern: str, names: Mapping[str, str] | None = None) -> bool:
        """Say whether every statistic of a pattern is there in its form, and no share is nought."""
        placed = [
            (self.statistics.get(key), form)
            for key, form in _PLACED.findall(self.named(pattern, names or {}))
        ]
        return all(
            found is not None and form.lower() in found.forms and (found.unit != "share" or found.value > 0)
            for found, form in placed
        )

    def sentence(
        self, pattern: str, quotes: Sequence[Quote] = (), names: Mapping[str, str] | None = None
    ) -> Sentence:
        """Return the sentence that a pattern makes; ``quotes`` go into its said parts in order.

        ``quotes`` may be fewer than the said parts: then parts share the last one's speaker.
        """
        waiting = list(quotes)
        parts: list[Part] = []
        for text in self.named(pattern, names or {}).split("|"):
            quote = waiting.pop(0) if "{quote}" in text and waiting else None
            before = parts[-1] if parts else None
            if before and before.quote and before.text.endswith("{quote}"):
                text = _after(text, before.quote)
            parts.append(_part(text, quote, quotes))
        return Sentence(parts=tuple(parts))

    def named(self, pattern: str, names: Mapping[str, str]) -> str:
        """Return a pattern with its names and times filled in, statistics and slots left."""

        def fill(match: re.Match[str]) -> str:
            name = match.group(1)
            if name in {"when", "When"}:
                return capitalise(self._when()) if name == "When" else self._when()
            return names.get(name) or self.names.get(name, "")

        return _NAMED.sub(fill, pattern)

    def _when(self) -> str:
        return self._again if self.told_time else self._first


def _part(text: str, quote: Quote | None, quotes: Sequence[Quote]) -> Part:
    placed = _PLACED.search(text)
    kind: PartKind = "said" if quote or not placed else "counted"
    if quote is not None:
        return Part(kind=kind, text=_close(text, quote), cites=(quote.record,), quote=quote)
    cites = (quotes[0].record,) if quotes and not placed else ()
    if placed is None:
        return Part(kind=kind, text=text, cites=cites)
    return Part(
        kind=kind,
        text=_PLACED.sub("{Stat}" if placed.group(2)[0].isupper() else "{stat}", text),
        cites=cites,
        stat=placed.group(1),
        form=cast(FormName, placed.group(2).lower()),
    )


def _close(text: str, quote: Quote) -> str:
    """Leave our full stop or comma away where the author's own mark closes the quotation."""
    if quote.text.endswith(("?", "!")):
        return re.sub(r"\{quote\}[.,]", "{quote}", text)
    return text


def _after(text: str, quote: Quote) -> str:
    """Leave our comma away at the start of a part that follows such a quotation."""
    return text.removeprefix(", ") if quote.text.endswith(("?", "!")) else text


def clean(name: str) -> str:
    """Return a name without the characters that mean something in a slot, a pattern or Markdown."""
    return re.sub(r"\s+", " ", re.sub(r"[{}\[\]<>|*_`\\#]", " ", name)).strip()


def spoken_beat(name: str) -> str:
    """Return a beat's name as it stands in running prose: "coding agents", "AI and work"."""
    words = clean(name).replace("&", "and").split()
    return " ".join(
        word if sum(map(str.isupper, word)) > 1 else word[:1].lower() + word[1:] for word in words
    )


def platform_name(platform: str) -> str:
    """Return a platform's printed name."""
    return PLATFORM_NAMES.get(platform, platform)


def time_span(window: Window) -> str:
    """Return the length of the window: "24 hours"."""
    hours = round((window.end - window.start) / timedelta(hours=1))
    return "hour" if hours == 1 else f"{hours} hours"


def time_first(window: Window) -> str:
    """Return when it was, at first mention (UTC): the day if it is one, else the hours to a part of it."""
    if is_calendar_day(window):
        return f"on {_day(window.start)}"
    last = window.end - timedelta(microseconds=1)
    hour = time_of_day(window.end)
    if hour == "midday":
        return f"in the {time_span(window)} to midday on {_day(last)}"
    return f"in the {time_span(window)} to {_day(last, f' {hour}' if hour else '')}"


def time_again(window: Window) -> str:
    """Return when it was, at a later mention: "that day", "in those 24 hours"."""
    return "that day" if is_calendar_day(window) else f"in those {time_span(window)}"


def is_calendar_day(window: Window) -> bool:
    """Say whether the window runs from one midnight (UTC) to the next."""
    return window.start.time() == window.end.time() == time.min and time_span(window) == "24 hours"


def time_of_day(moment: datetime) -> str:
    """Return morning, midday, afternoon or evening (UTC), nothing near midnight."""
    named = ((5, 11, "morning"), (11, 14, "midday"), (14, 17, "afternoon"), (17, 23, "evening"))
    return next((name for first, end, name in named if first <= moment.hour < end), "")


def _day(moment: datetime, hour: str = "") -> str:
    return f"{moment:%A}{hour}, {moment:%B} {moment.day}"


def ratio_went_up(statistics: Iterable[Statistic]) -> bool:
    """Say whether the change among a signal's statistics is a rise."""
    for statistic in statistics:
        if statistic.role == "ratio":
            return statistic.value >= 1
        if statistic.role == "change":
            return statistic.value >= 0
    return True
