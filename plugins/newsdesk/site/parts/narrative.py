"""A draft's body as marked parts, and the sources that it rests on."""

from __future__ import annotations

import re
from typing import Any, Final

from newsdesk import prose
from newsdesk.prose import MarkedPart, Source
from newsdesk.records import Record
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses, host, outside
from newsdesk.site.parts.in_words import A_MINUTE
from newsdesk.stories import BriefRecord, StoryVersion

EXCERPT: Final = 320  # characters of a source that are shown
EXCERPTS: Final = 3_000  # characters of all sources of a story, however many they are


class Narrative:
    """A story's text, its numbered sources and its length; made once, used by page and feed."""

    def __init__(self, version: StoryVersion) -> None:
        """Render the body of a version through the one renderer of prose."""
        self.version = version
        self.body, self.sources = prose.mark_body(version.draft, version.brief)
        self._numbers = {source.id: source.number for source in self.sources}
        self._records = prose.records_by_id(version.brief)

    @property
    def minutes(self) -> int:
        """How many minutes the body takes to read, at least one."""
        return max(1, round(self.words / A_MINUTE))

    @property
    def words(self) -> int:
        """How many words the body has."""
        return sum(len(part.text.split()) for p in self.body for sentence in p for part in sentence)

    def paragraphs(self, addresses: Addresses, known: frozenset[str]) -> list[list[dict[str, Any]]]:
        """Return paragraphs of parts in reading order; ``known`` are the addresses that may be linked."""
        return [
            [
                {"space": _space(s, n, part.text), **self._part(part, addresses, known)}
                for s, sentence in enumerate(paragraph)
                for n, part in enumerate(sentence)
            ]
            for paragraph in self.body
        ]

    def _part(self, marked: MarkedPart, addresses: Addresses, known: frozenset[str]) -> dict[str, Any]:
        before, quote, after, language = self._around_quote(marked)
        return {
            "kind": marked.part.kind,
            "source": self._numbers.get(marked.part.quote.record) if marked.part.quote else None,
            "before": before,
            "quote": quote,
            "after": after,
            "language": language,
            "href": self._earlier(marked, addresses, known),
            "markers": [{"number": n, "label": self._label(n)} for n in marked.markers],
        }

    def _around_quote(self, marked: MarkedPart) -> tuple[str, str, str, str | None]:
        quote = marked.part.quote
        if quote is None:
            return printed.curled(marked.text), "", "", None
        before, words, after = marked.text.partition(f"“{quote.text}”")
        source = self._records.get(quote.record)
        return (
            printed.curled(before),
            words,
            printed.curled(after),
            printed.language(source.record) if source else None,
        )

    def _earlier(self, marked: MarkedPart, addresses: Addresses, known: frozenset[str]) -> str | None:
        for story in self.version.brief.earlier:
            # A running story tells of its own earlier version: nobody needs a link to where they are.
            elsewhere = story.address != self.version.address
            if elsewhere and story.id in marked.part.cites and story.address in known:
                return addresses.link(story.address)
        return None

    def _label(self, number: int) -> str:
        return f"Source {number}: {speaker(self.sources[number - 1])}"

    def source_list(self) -> list[dict[str, Any]]:
        """Return the numbered sources as they are printed under the story."""
        quoted: dict[str, list[str]] = {}
        for _, part in prose.iter_parts(self.version.draft):
            if part.quote:
                quoted.setdefault(part.quote.record, []).append(part.quote.text)
        length = min(EXCERPT, EXCERPTS // max(len(self.sources), 1))
        return [_source(source, quoted.get(source.id, []), length) for source in self.sources]


def _space(sentence: int, part: int, text: str) -> str:
    if part == 0:
        return " " if sentence else ""
    joined = prose.join(["x", text])
    return joined[1 : len(joined) - len(text)]


def _source(source: Source, quotes: list[str], length: int) -> dict[str, Any]:
    record = source.item.record
    return {
        "number": source.number,
        "platform": printed.platform(record.platform),
        "speaker": prose.capitalise(speaker(source)),
        "community": record.community,
        "published": printed.stamp(record.published_at, precise=True),
        "language": printed.language(record),
        "title": record.title if record.title and record.words != record.title else None,
        "excerpt": excerpt(record, quotes, length),
        "href": outside(record.url),
        "host": host(record.url),  # the whole address often holds the handle that the story leaves out
    }


def speaker(source: Source) -> str:
    """Return who speaks in a source, as the story may print it: never a handle that is not public."""
    if isinstance(source.item, BriefRecord):
        return source.item.speaker.text
    record = source.item.record
    return record.community or record.title or printed.platform(record.platform)


def excerpt(record: Record, quotes: list[str], length: int = EXCERPT) -> list[dict[str, Any]]:
    """Return the stored words around what was quoted, as runs that say whether they were quoted.

    Short texts are whole. A long one starts near its first quoted words and ends after a whole word;
    "…" stands where words are missing.
    """
    words = record.words
    found = [quote for quote in quotes if quote and quote in words]
    first = min((words.index(quote) for quote in found), default=0)
    last = max((words.index(quote) + len(quote) for quote in found), default=0)
    start = 0 if last <= length or first < length // 3 else _word_start(words, first - length // 4)
    end = max(start + length, min(last, start + 3 * length))
    end = len(words) if len(words) - end < length // 5 else _word_end(words, end)
    runs = _runs(words[start:end], found)
    if start:
        runs.insert(0, {"text": "… ", "quoted": False})
    if end < len(words):
        runs.append({"text": " …", "quoted": False})
    return runs


def _word_start(text: str, position: int) -> int:
    space = text.find(" ", max(position, 0))
    return space + 1 if 0 <= space - position < 40 else max(position, 0)


def _word_end(text: str, position: int) -> int:
    space = text.rfind(" ", 0, position + 1)
    return space if position - space < 40 and space > 0 else position


def _runs(text: str, quotes: list[str]) -> list[dict[str, Any]]:
    if not quotes:
        return [{"text": text, "quoted": False}]
    pattern = "|".join(re.escape(quote) for quote in sorted(set(quotes), key=lambda q: (-len(q), q)))
    pieces = re.split(f"({pattern})", text)
    return [{"text": piece, "quoted": n % 2 == 1} for n, piece in enumerate(pieces) if piece]
