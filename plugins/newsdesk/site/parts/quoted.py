"""One or two of the posts that a story quotes, shown whole between its paragraphs."""

from __future__ import annotations

from typing import Any, Final

from newsdesk import prose
from newsdesk.prose import Source
from newsdesk.site import printed
from newsdesk.site.addresses import outside
from newsdesk.stories import BriefRecord, StoryVersion

SHOWN: Final = 2
_SHORTEST, _LONGEST = 90, 600  # characters of a post that is worth showing, and that still fits
_MORE: Final = 40  # characters that it says beyond what the story quotes


def posts(version: StoryVersion, sources: list[Source]) -> dict[int, dict[str, Any]]:
    """Return the post to show after each paragraph (0…): whole, in its own words, by the story's speaker.

    Of the posts whose speech the body quotes, those with the most reach are taken, one after a paragraph and
    none after the last. A post that says little more than its quotation would only be read twice.
    """
    numbers = {source.id: source.number for source in sources}
    records = prose.records_by_id(version.brief)
    candidates = _candidates(version, records)
    ordered = sorted(candidates, key=lambda id: (-(records[id].reach or 0.0), numbers[id]))
    shown: dict[int, dict[str, Any]] = {}
    for id in ordered:
        place = candidates[id]
        if len(shown) < SHOWN and place not in shown:
            shown[place] = _post(records[id], numbers[id])
    return shown


def _candidates(version: StoryVersion, records: dict[str, BriefRecord]) -> dict[str, int]:
    """Return the posts that may be shown, by the paragraph that quotes them first."""
    found: dict[str, int] = {}
    for place, paragraph in enumerate(version.draft.paragraphs[:-1]):
        for part in (part for sentence in paragraph.sentences for part in sentence.parts):
            quote = part.quote
            if quote is None or quote.kind != "speech" or quote.record not in records:
                continue
            if _tells_more(records[quote.record], quote.text):
                found.setdefault(quote.record, place)
    return found


def _tells_more(item: BriefRecord, quoted: str) -> bool:
    words = item.record.words
    fits = _SHORTEST <= len(words) <= _LONGEST and len(words) - len(quoted) >= _MORE
    return fits and item.quotable and not item.flags and item.record.kind in {"post", "comment"}


def _post(item: BriefRecord, number: int) -> dict[str, Any]:
    record = item.record
    return {
        "source": number,
        "text": record.words,
        "language": printed.language(record),
        "speaker": prose.capitalise(item.speaker.text),
        "platform": printed.platform(record.platform),
        "published": printed.stamp(record.published_at, precise=True),
        "href": outside(record.url),
    }
