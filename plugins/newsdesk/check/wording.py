"""One wording per record and span on the whole site: what was printed once is printed so again.

Two quotations of one record may share no words, or one may hold the other word for word; they may not cut the
same words differently.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.check import quotes
from newsdesk.check.codes import finding
from newsdesk.check.view import View
from newsdesk.check.words import flat
from newsdesk.records import Record
from newsdesk.stories import Finding, Quote


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each quotation that cuts words otherwise than they were cut before."""
    here: dict[str, list[str]] = {}
    for place in view.places:
        quote = place.part.quote
        if quote is None or quote.record not in view.records:
            continue
        record = view.records[quote.record].record
        before = [*view.printed.get(record.id, ()), *here.get(record.id, ())]
        other = next((text for text in before if not agree(quote, text, record)), None)
        if other is not None:
            yield finding("quote-wording", place.path, f"“{quote.text:.60}” was printed as “{other:.60}”")
        here.setdefault(record.id, []).append(quote.text)


def agree(quote: Quote, printed: str, record: Record) -> bool:
    """Whether a quotation and words printed from the same record share no words, or one holds the other."""
    mine, theirs = flat(quote.text), flat(printed)
    if mine in theirs or theirs in mine:
        return True
    source = quotes.quoted_text(quote, record)
    return not any(
        one[0] < other[1] and other[0] < one[1]
        for one in quotes.pieces(source, mine)
        for other in quotes.pieces(source, theirs)
    )
