"""Which records say that they don't mean what they say: explicit marks, set phrases, praise in scare quotes.

Precision comes first: a record with this flag is counted and never quoted, and to read "as if" into a sincere
post silences its author. Most irony bears no mark and is missed. The phrases are in irony.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import yaml

from newsdesk.analyse.matching import Phrases, fold

#: Characters that are read.
READ = 3000
#: Mood (−1…1) from which on downwards praise in scare quotes is taken for its opposite.
GLUM = -0.2
#: Mood from which on upwards a cheer is taken for a cheer.
NOT_GLAD = 0.6
#: How far behind a cheer the trouble may stand, in characters.
NEAR = 80
#: The author's own "/s"; "12 t/s" and "20 tokens /s" are a rate.
_MARK = re.compile(r"(?<![\w/])(?<!\d )(?<!t )(?<!k )(?<!tok )(?<!tokens )/s(?=\s*(?:$|[\n.!)]))")
_OPENING = re.compile(r"(?:^|[.!?…\n(\"])\s*$")
_CLOSING = re.compile(r"\s*(?:$|[.!?…,;)\"])")
#: Before praise in quotation marks: a word is spoken of.
_NAMING = re.compile(
    r"\b(?:words?|terms?|phrase|called?|named?|titled?|means?|labell?ed|define[sd]?|button|field|tag) $"
)
#: About quotation marks: somebody is reported in them.
_REPORTING = re.compile(
    r"\b(?:says|said|tells|told|writes|wrote|according to|quotes?|confirms|reports?|announce[sd])\b"
)
_AROUND = 120


def found(words: str, mood: float) -> bool:
    """Return whether an author's own words, of that mood (−1…1), are marked as irony."""
    folded = fold(words[:READ])
    if "/s" in folded and _MARK.search(folded):
        return True
    phrases, roles, praise = _lexicon()
    hits = [(roles[number], start, end) for number, start, end in phrases.find(folded)]
    if any(_is_set(words, role, start, end) for role, start, end in hits):
        return True
    if mood <= NOT_GLAD and _is_wry(hits):
        return True
    return mood <= GLUM and any(_is_scared(folded, quote) for quote in praise.finditer(folded))


def _is_set(words: str, role: str, start: int, end: int) -> bool:
    """Return whether a set phrase stands where it means its opposite."""
    if role == "opening":  # in the text as it was written: folded, its lines have run together
        return _OPENING.search(words, max(0, start - 8), start) is not None
    return role == "anywhere" or (role == "closing" and _CLOSING.match(words, end) is not None)


def _is_wry(hits: Sequence[tuple[str, int, int]]) -> bool:
    """Return whether a cheer has trouble close behind it."""
    cheers = [end for role, _, end in hits if role == "cheer"]
    return any(
        cheer < start <= cheer + NEAR for role, start, _ in hits if role == "trouble" for cheer in cheers
    )


def _is_scared(folded: str, quote: re.Match[str]) -> bool:
    """Return whether praise in quotation marks is neither a word spoken of nor somebody else's."""
    start, end = quote.span()
    return not (
        _NAMING.search(folded, max(0, start - 12), start)
        or _REPORTING.search(folded, max(0, start - _AROUND), end + _AROUND)
    )


@cache
def _lexicon() -> tuple[Phrases, list[str], re.Pattern[str]]:
    text = resources.files("newsdesk.analyse").joinpath("irony.yaml").read_text(encoding="utf-8")
    lists: dict[str, Any] = yaml.safe_load(text)
    praise = "|".join(lists.pop("praise").split())
    roles = {phrase: role for role, phrases in lists.items() for phrase in phrases}
    quoted = re.compile(rf"""(?<!\w)["'“‘](?:so )?(?:{praise})[.,!]?["'”’](?!\w)""")
    return Phrases(roles), list(roles.values()), quoted
