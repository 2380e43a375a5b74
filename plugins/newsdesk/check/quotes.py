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
from newsdesk.check.words import count, flat, lines, tokens
from newsdesk.records import Record
from newsdesk.stories import BriefRecord, Finding, Quote

_ELLIPSIS = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*")
_MARKS = re.compile(
    r"[“”„‟«»‹›〝〞＂\"‘‚‛「」『』]|(?:^|(?<=[\s(\ufffc]))'(?=\w)(?!\d\ds\b|em\b|til\b|cause\b|s\b)"
)
#: A word with what belongs to it: signs before, joints inside, a percent or plus after.
_TOKEN = re.compile(r"[@#$€£]*[^\W_]+(?:(?:['\-_&./+@:]|(?<=\d),(?=\d))[^\W_]+)*[%+#°]*")
#: More unquoted words of a source in a row than this are copying.
COPIED_WORDS = 25


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each quotation that isn't what its record says, and for each stray mark."""
    quoted: set[str] = set()
    for place in view.places:
        quote = place.part.quote
        if quote and quote.record in view.records:
            record = view.records[quote.record]
            yield from _permission(place, record)
            for cut in problems(quote, record):
                yield finding(cut.code, place.path, cut.detail)
            if place.region == "body" and quote.kind == "speech":
                if quote.record in quoted:
                    yield finding("quote-again", place.path, f"{quote.record} was quoted before")
                quoted.add(quote.record)
        if _MARKS.search(place.own):
            yield finding("quote-marks", place.path, f"quotation marks in {place.part.text!r:.80}")
        yield from _copied(view, place)


def _permission(place: Place, record: BriefRecord) -> Iterator[Finding]:
    if not (record.record.author or "").strip():
        yield finding("quote-author", place.path, f"{record.id} has no author")
    if not record.quotable or record.record.is_tombstone:
        yield finding("quote-barred", place.path, f"{record.id} may not be quoted")


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


def _copied(view: View, place: Place) -> Iterator[Finding]:
    own = [token.casefold() for token in tokens(place.own)]
    if len(own) <= COPIED_WORDS:
        return
    size = COPIED_WORDS + 1
    runs = {" ".join(own[n : n + size]) for n in range(len(own) - size + 1)}
    for cite in place.evidence:
        source = " ".join(token.casefold() for token in tokens(view.texts.get(cite, "")))
        if cite in view.records and any(f" {run} " in f" {source} " for run in runs):
            yield finding("copied", place.path, f"more than {COPIED_WORDS} words of {cite} without marks")
