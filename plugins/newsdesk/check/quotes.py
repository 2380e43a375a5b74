"""Words between quotation marks: verbatim in a stored record, quotable, whole, and placed by slot."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from newsdesk.check import clipping
from newsdesk.check.clipping import Cut
from newsdesk.check.codes import finding
from newsdesk.check.view import Place, View
from newsdesk.check.words import contains_phrase, count, flat, lines, tokens
from newsdesk.records import Record
from newsdesk.stories import BriefRecord, Finding, Quote

_ELLIPSIS = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*")
_MARKS = re.compile(
    r"[“”„‟«»‹›〝〞＂\"‘‚‛「」『』]|(?:^|(?<=[\s(\ufffc]))'(?=\w)(?!\d\ds\b|em\b|til\b|cause\b|s\b)"
)
#: How a sentence says that an outlet passes somebody's words on.
_REPORTS = re.compile(
    r"\b(?:report(?:s|ed|ing)?|quot(?:es|ed|ing)|according to|tells?|told|cit(?:es|ed|ing)|carries|carried"
    r"|passes on"
    r"|relays?|relayed|records|recorded|printed|prints|in an interview|as .{1,40} has it|via)\b",
    re.I,
)
#: A word with what belongs to it: signs before, joints inside, a percent or plus after.
_TOKEN = re.compile(r"[@#$€£]*[^\W_]+(?:(?:['\-_&./+@:]|(?<=\d),(?=\d))[^\W_]+)*[%+#°]*")


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each quotation that isn't what its record says, and for each stray mark."""
    quoted: set[str] = set()
    for place in view.places:
        quote = place.part.quote
        if quote and quote.record in view.records:
            record = view.records[quote.record]
            yield from _permission(place, record)
            for cut in problems(quote, record):
                if cut.code != "quote-second-hand" or not _names_outlet(view, place, record):
                    yield finding(cut.code, place.path, cut.detail)
            if place.region == "body" and quote.kind == "speech":
                if quote.record in quoted:
                    yield finding("quote-again", place.path, f"{quote.record} was quoted before")
                quoted.add(quote.record)
        if _MARKS.search(place.own):
            yield finding("quote-marks", place.path, f"quotation marks in {place.part.text!r:.80}")


def _permission(place: Place, record: BriefRecord) -> Iterator[Finding]:
    if not (record.record.author or "").strip():
        yield finding("quote-author", place.path, f"{record.id} has no author")
    if not record.quotable or record.record.is_tombstone:
        yield finding("quote-barred", place.path, f"{record.id} may not be quoted")


def _names_outlet(view: View, place: Place, record: BriefRecord) -> bool:
    """Whether a sentence gives words as reported by the outlet that it names."""
    same = [one for one in view.places if one.sentence == place.sentence]
    own = " ".join(one.own for one in same)
    by_slot = any(re.search(r"\{[sS]peaker\}", one.part.text) and record.id in one.cites for one in same)
    outlets = [name for name in (record.speaker.text, record.record.community, record.record.author) if name]
    named = by_slot or any(contains_phrase(own, name) for name in outlets)
    return named and _REPORTS.search(own) is not None


def problems(quote: Quote, record: BriefRecord) -> list[Cut]:
    """Return what is wrong with a quotation's words; of several places in the record the best counts."""
    source, wanted = lines(quoted_text(quote, record.record)), flat(quote.text)
    if not tokens(wanted):
        return [Cut("quote-verbatim", "no words")]
    spans = list(_occurrences(source, wanted))
    if spans:
        return min((_faults(quote, record, source, [span]) for span in spans), key=len)
    pieces = [piece for piece in _ELLIPSIS.split(wanted) if piece]
    if len(pieces) < 2:
        return [Cut("quote-verbatim", f"“{quote.text:.80}” does not stand in {quote.record}")]
    chain = _in_order(source, pieces)
    if chain is None:
        return [Cut("quote-ellipsis", f"the pieces of “{quote.text:.80}” do not stand so in {quote.record}")]
    return _faults(quote, record, source, chain)


def pieces(text: str, wanted: str) -> list[tuple[int, int]]:
    """Return where the pieces of a quotation stand in a text; none if it isn't there."""
    source = lines(text)
    whole = next(_occurrences(source, wanted), None)
    if whole is not None:
        return [whole]
    return _in_order(source, [piece for piece in _ELLIPSIS.split(wanted) if piece]) or []


def quoted_text(quote: Quote, record: Record) -> str:
    """Return where a quotation must stand: the title if it is one, else the text or what replaces it."""
    return (record.title or "") if quote.kind == "title" else record.words


def _faults(quote: Quote, record: BriefRecord, source: str, spans: list[tuple[int, int]]) -> list[Cut]:
    start, end = spans[0][0], spans[-1][1]
    faults = []
    for (_, left), (right, _) in pairwise(spans):
        governor = clipping.skips_governor(source[left:right])
        if governor:
            faults.append(Cut("quote-clipped", f"the ellipsis passes over “{governor}”"))
    if quote.kind == "speech" or count(quote.text) > 4:
        faults += clipping.cuts(source, start, end) if quote.kind != "title" else []
        if quote.kind == "speech" and clipping.is_second_hand(source, start, end):
            outlet = record.record.kind in {"article", "paper"}
            code = "quote-second-hand" if outlet else "quote-of-quote"
            faults.append(Cut(code, f"in {record.id} these are somebody else's words"))
    return faults


def _occurrences(source: str, wanted: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    one_line = source.replace("\n", " ")
    start = one_line.find(wanted, begin)
    while start >= 0:
        end = start + len(wanted)
        if not _inside_word(one_line, start) and not _inside_word(one_line, end):
            yield start, end
        start = one_line.find(wanted, start + 1)


def _in_order(source: str, pieces: list[str]) -> list[tuple[int, int]] | None:
    chain: list[tuple[int, int]] = []
    for piece in pieces:
        span = next(_occurrences(source, piece, chain[-1][1] if chain else 0), None)
        if span is None:
            return None
        chain.append(span)
    return chain


def _inside_word(text: str, at: int) -> bool:
    """Whether a cut at ``at`` goes through a word: "isn|'t", "non|-toxic", "1|.5", "50|%", "@|name"."""
    if at < len(text) and (unicodedata.category(text[at])[0] == "M" or text[at] == "\u200d"):
        return True
    begin = text.rfind(" ", 0, at) + 1
    end = text.find(" ", at)
    near = text[begin : end if end >= 0 else len(text)]
    return any(token.start() < at - begin < token.end() for token in _TOKEN.finditer(near))
