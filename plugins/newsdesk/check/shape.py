"""Lengths, totals and worn words: mostly warnings; a draft that is no story at all is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from newsdesk.check.codes import finding
from newsdesk.check.view import SLOT_MARK, Place, View
from newsdesk.check.words import count, tokens
from newsdesk.prose import join
from newsdesk.stories import SIZES, Finding

BUILTIN_WORDS = (250, 450)
#: A dispatch of the built-in writer may be as short as that: what is true of one post is soon told.
BUILTIN_DISPATCH = (180, 450)
_WORN = re.compile(
    r"\b(?:litmus|inkblot|heavy lifting|canar(?:y|ies)|tip of the iceberg|elephant in the room"
    r"|captured something|hit a nerve|struck a chord|says the quiet part|the real story is"
    r"|tells you everything|wake-?up call|landscape|tapestry|quiet(?:ly)?|in conclusion|time will tell"
    r"|only time|finally"
    r"|delve\w*|testament to)\b",
    re.I,
)
_HEADLINE_WORN = re.compile(r"\b(?:nobody|everyone|finally|quietly)\b", re.I)
_REFLEX = re.compile(r"\bnot (?:just |only |merely )?[^.;:]{2,60}?,? but\b", re.I)
_ENDS = re.compile(r"[.!?…][”’\")]*$")


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each measure that a headline, standfirst, sentence or body doesn't keep."""
    yield from _headline(view)
    yield from _standfirst(view)
    yield from _empty(view)
    yield from _sentences(view)
    yield from _body(view)
    for place in view.places:
        if "?" in place.own and place.region != "headline":
            yield finding("question", place.path, f"{place.own!r:.80}")
        worn = _WORN.search(place.own)
        if worn:
            yield finding("worn", place.path, f"{worn.group()!r}")


def _text(places: list[Place]) -> str:
    return join([place.rendered for place in places])


def _region(view: View, region: str) -> list[Place]:
    return [place for place in view.places if place.region == region]


def _headline(view: View) -> Iterator[Finding]:
    places = _region(view, "headline")
    text, own = _text(places), " ".join(place.own for place in places)
    if len(text) > 140:
        yield finding("headline-long", "headline", f"{len(text)} characters")
    elif not 50 <= len(text) <= 100:
        yield finding("headline-length", "headline", f"{len(text)} characters")
    if "?" in own:
        yield finding("headline-question", "headline", f"{text!r:.80}")
    if re.match(r"^[^:]{1,30}:\s", own) or text.endswith("."):
        yield finding("headline-form", "headline", f"{text!r:.80}")
    worn = _HEADLINE_WORN.search(own)
    if worn:
        yield finding("worn", "headline", f"{worn.group()!r}")


def _standfirst(view: View) -> Iterator[Finding]:
    text = _text(_region(view, "standfirst"))
    if not 140 <= len(text) <= 280:
        yield finding("standfirst-length", "standfirst", f"{len(text)} characters")
    headline = [word.casefold() for word in tokens(_text(_region(view, "headline")))]
    standfirst = " ".join(word.casefold() for word in tokens(text))
    runs = (" ".join(headline[n : n + 4]) for n in range(len(headline) - 3))
    echo = next((run for run in runs if f" {run} " in f" {standfirst} "), None)
    if echo:
        yield finding("standfirst-echo", "standfirst", f"{echo!r}")


def _empty(view: View) -> Iterator[Finding]:
    draft = view.draft
    if not draft.headline.parts:
        yield finding("empty", "headline", "no headline")
    if not draft.standfirst:
        yield finding("empty", "standfirst", "no standfirst")
    if not draft.paragraphs:
        yield finding("empty", "draft", "no paragraphs")
    for s, sentence in enumerate(draft.standfirst):
        if not sentence.parts:
            yield finding("empty", f"standfirst.{s}", "no parts")
    for p, paragraph in enumerate(draft.paragraphs):
        if not paragraph.sentences:
            yield finding("empty", f"paragraphs.{p}", "no sentences")
        for s, sentence in enumerate(paragraph.sentences):
            if not sentence.parts:
                yield finding("empty", f"paragraphs.{p}.sentences.{s}", "no parts")
    for place in view.places:
        if not re.search(r"\w|\ufffc", place.own) and not re.fullmatch(r"[,.;:!?)]+", place.own.strip()):
            yield finding("empty", place.path, "no words")


def _sentences(view: View) -> Iterator[Finding]:
    for path, group in groupby(view.places, key=lambda place: place.sentence):
        places = list(group)
        text = _text(places)
        if places[0].region == "headline" or not text:
            continue
        if text[0].islower() and not _begins_with_name(view, text):
            yield finding("sentence-form", path, f"begins with {text[:20]!r}")
        if not _ENDS.search(text):
            yield finding("sentence-form", path, f"ends with {text[-20:]!r}")


def _begins_with_name(view: View, text: str) -> bool:
    return any(name[:1].islower() and text.startswith(name) for name in view.common_names)


def _bounds(view: View) -> tuple[int, int]:
    if view.draft.writer.name != "builtin":
        return SIZES[view.brief.kind][:2]
    return BUILTIN_DISPATCH if view.brief.kind == "dispatch" else BUILTIN_WORDS


def _body(view: View) -> Iterator[Finding]:
    words = sum(count(place.rendered) for place in view.body)
    low, high = _bounds(view)
    if not low <= words <= high:
        yield finding("words-total", "draft", f"{words} words, a {view.brief.kind} has {low} to {high}")
    quoted = sum(count(place.part.quote.text) for place in view.body if place.part.quote)
    if words and not 0.08 <= quoted / words <= 0.20 and view.draft.writer.name != "builtin":
        yield finding("quoted-share", "draft", f"{quoted / words:.0%} of the words are quoted")
    own = " ".join(place.own.replace(SLOT_MARK, "x") for place in view.body)
    reflexes, dashes = len(_REFLEX.findall(own)), own.count("—") + own.count(" – ")
    if reflexes > 1 or dashes > 4:
        yield finding("reflex", "draft", f"{reflexes} of 'not … but', {dashes} dashes")
