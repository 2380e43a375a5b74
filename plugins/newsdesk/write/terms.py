"""A phrase that spreads, in the wording of those who use it.

Signals keep phrases folded (lower case, hyphens as spaces). In print a phrase stands in quotation marks, so
it must be taken from a record: the wording that most of those who may be quoted use.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from newsdesk.analyse.matching import fold
from newsdesk.stories import Brief, BriefRecord, Quote

#: Records with these flags lend nobody a wording.
_BARRED = frozenset({"promotion", "irony", "do-not-quote", "second-hand"})
_BETWEEN = r"(?:'s)?[ \-]"


@lru_cache(maxsize=256)
def _anywhere(phrase: str) -> re.Pattern[str]:
    words = r"(?:'s)?[\s\-]{1,2}".join(re.escape(word) for word in phrase.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


@lru_cache(maxsize=256)
def _cut_out(phrase: str) -> re.Pattern[str]:
    """Return where a phrase stands as whole words, with nothing joined to them: no hashtag, no possessive."""
    words = _BETWEEN.join(re.escape(word) for word in phrase.split())
    return re.compile(rf"(?<![^\s(\"“]){words}(?=$|[\s,;:!?)\"”]|\.(?:\s|$))")


def holds(item: BriefRecord, phrase: str) -> bool:
    """Say whether a record's title or text has the phrase, however it is written."""
    return bool(phrase) and says(f"{item.record.title or ''}\n{item.record.text}", phrase)


def says(text: str, phrase: str) -> bool:
    """Say whether a text has the phrase, however it is written."""
    return _anywhere(fold(phrase)).search(fold(text)) is not None


def wording(phrase: str, brief: Brief) -> Quote | None:
    """Return the phrase as most quotable records write it, with the first that does; None if none has it."""
    found: list[Quote] = []
    for item in brief.records:
        if not item.quotable or not (item.record.author or "").strip() or _BARRED & set(item.flags):
            continue
        text = "" if item.record.is_tombstone else item.record.words
        match = _cut_out(fold(phrase)).search(fold(text))
        if match:
            found.append(Quote(record=item.id, kind="term", text=text[match.start() : match.end()]))
    if not found:
        return None
    used = Counter(quote.text for quote in found)
    return max(found, key=lambda quote: (used[quote.text], quote.text.islower(), -found.index(quote)))
