"""Slots to words: how parts become sentences, with the numbers of the sources they rest on.

One place, so that the gate checks exactly what is printed. ``{another}`` is ``{speaker}`` at a later mention
of that kind ("another commenter"), ``{Stat}`` a statistic in title case, for headlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsdesk.stories import Brief, BriefRecord, Draft, Page, Paragraph, Part, Sentence, Speaker

SLOT = re.compile(r"\{(quote|stat|Stat|speaker|Speaker|another|Another)\}")
#: Words that stay small inside a title.
_SMALL = frozenset(["a", "an", "and", "as", "at", "but", "by", "for", "in", "of", "on", "or", "the", "to"])
#: An anonymous speaker whose place is a part of the phrase: "a commenter in r/…", "a Hacker News poster".
_PLACED_AFTER = re.compile(r"an? (commenter|poster) (?:in|on) (\S.*)")
_PLACED_BEFORE = re.compile(r"an? (Hacker News|YouTube) (commenter|poster)")
_NO_SPACE_BEFORE = re.compile(r"^[,.;:?!)]")


class SlotError(ValueError):
    """A part names a slot, statistic, form or record that isn't there."""


class Rendered(NamedTuple):
    """A part in words: ``text`` as printed (no markers) and the ids of what it rests on, in order."""

    part: Part
    text: str
    cites: tuple[str, ...]


def capitalise(text: str) -> str:
    """Return the text with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def title_case(text: str) -> str:
    """Return the text with every word but the small ones begun in upper case; capitals stay."""
    words = text.split(" ")
    return " ".join(
        word if word in _SMALL and position else word[:1].upper() + word[1:]
        for position, word in enumerate(words)
    )


def unplaced(speaker: str) -> tuple[str, str]:
    """Return an anonymous speaker without article and place, and the place: ("commenter", "r/…").

    The place is empty where nothing is left out: "a Bluesky user" gives ("Bluesky user", "").
    """
    after = _PLACED_AFTER.fullmatch(speaker)
    if after:
        return after.group(1), after.group(2)
    before = _PLACED_BEFORE.fullmatch(speaker)
    if before:
        return before.group(2), before.group(1)
    return re.sub(r"^an? ", "", speaker), ""


def records_by_id(brief: Brief) -> dict[str, BriefRecord]:
    """Return the brief's records by their short id."""
    return {record.id: record for record in brief.records}


def cites_of(part: Part) -> tuple[str, ...]:
    """Return what a part rests on: its quoted record first, then its cites, each once."""
    first = (part.quote.record,) if part.quote else ()
    return tuple(dict.fromkeys(first + part.cites))


def render_part(part: Part, brief: Brief) -> str:
    """Return a part's words with every slot filled; raise :class:`SlotError` if one can't be."""

    def fill(match: re.Match[str]) -> str:
        slot = match.group(1)
        if slot == "quote":
            return _quotation(part)
        if slot in {"stat", "Stat"}:
            words = _statistic(part, brief)
            return title_case(words) if slot == "Stat" else words
        speaker = _speaker(part, brief)
        name = speaker.text
        if slot in {"another", "Another"} and not speaker.named:
            name = f"another {unplaced(name)[0]}"
        return capitalise(name) if slot in {"Speaker", "Another"} else name

    return SLOT.sub(fill, part.text)


def _quotation(part: Part) -> str:
    if part.quote is None:
        raise SlotError("{quote} without a quote")
    return f"“{part.quote.text}”"


def _statistic(part: Part, brief: Brief) -> str:
    if part.stat is None or part.form is None:
        raise SlotError("{stat} without a statistic and a form")
    for statistic in brief.statistics:
        if statistic.id == part.stat:
            if part.form not in statistic.forms:
                raise SlotError(f"statistic {part.stat} has no form {part.form}")
            return statistic.forms[part.form]
    raise SlotError(f"no statistic {part.stat} in the brief")


def _speaker(part: Part, brief: Brief) -> Speaker:
    known = records_by_id(brief)
    for cite in cites_of(part):
        if cite in known:
            return known[cite].speaker
    raise SlotError("{speaker} without a cited record")


def join(texts: list[str]) -> str:
    """Join rendered parts by one space, except before closing punctuation."""
    out = ""
    for text in texts:
        if out and not _NO_SPACE_BEFORE.match(text):
            out += " "
        out += text
    return out


def render_sentence(sentence: Sentence, brief: Brief) -> str:
    """Return a sentence's words, without markers."""
    return join([render_part(part, brief) for part in sentence.parts])


def render_paragraph(paragraph: Paragraph, brief: Brief) -> str:
    """Return a paragraph's words, without markers."""
    return " ".join(render_sentence(sentence, brief) for sentence in paragraph.sentences)


def render_standfirst(draft: Draft, brief: Brief) -> str:
    """Return the standfirst's words."""
    return " ".join(render_sentence(sentence, brief) for sentence in draft.standfirst)


def iter_parts(draft: Draft) -> Iterator[tuple[str, Part]]:
    """Yield (path, part) for every part: headline, standfirst, then the body in reading order."""
    for n, part in enumerate(draft.headline.parts):
        yield f"headline.parts.{n}", part
    for s, sentence in enumerate(draft.standfirst):
        for n, part in enumerate(sentence.parts):
            yield f"standfirst.{s}.parts.{n}", part
    for p, paragraph in enumerate(draft.paragraphs):
        for s, sentence in enumerate(paragraph.sentences):
            for n, part in enumerate(sentence.parts):
                yield f"paragraphs.{p}.sentences.{s}.parts.{n}", part


class MarkedPart(NamedTuple):
    """A body part in words, with the source numbers that are printed after it (first use only)."""

    part: Part
    text: str
    markers: tuple[int, ...]


class Source(NamedTuple):
    """A numbered source of a story: the record or page behind marker ``number``."""

    number: int
    id: str
    item: BriefRecord | Page


def mark_body(draft: Draft, brief: Brief) -> tuple[list[list[list[MarkedPart]]], list[Source]]:
    """Render the body as paragraphs of sentences of marked parts, and number the sources.

    Records and pages are numbered by first citation; a marker stands after the part that uses its
    source for the first time. Statistics, background notes and earlier stories carry no marker.
    """
    sources: dict[str, Source] = {}
    items: dict[str, BriefRecord | Page] = {**records_by_id(brief), **{page.id: page for page in brief.pages}}
    body = []
    for paragraph in draft.paragraphs:
        sentences = []
        for sentence in paragraph.sentences:
            marked = []
            for part in sentence.parts:
                new = [cite for cite in cites_of(part) if cite in items and cite not in sources]
                for cite in new:
                    sources[cite] = Source(len(sources) + 1, cite, items[cite])
                markers = tuple(sources[cite].number for cite in new)
                marked.append(MarkedPart(part, render_part(part, brief), markers))
            sentences.append(marked)
        body.append(sentences)
    return body, list(sources.values())
