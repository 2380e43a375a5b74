"""Why: a because part cites the count without that cause; no other part gives reasons of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import Place, View
from newsdesk.check.words import flat
from newsdesk.stories import Finding

_CAUSE = re.compile(
    r"\b(?:because|driven by|due to|thanks to|owing to|as a result|in response to|despite|in spite of"
    r"|caus(?:e[sd]?|ing)|led to|leads to|leading to|spark(?:s|ed|ing)|trigger(?:s|ed|ing)"
    r"|prompt(?:s|ed) (?!and\b)"
    r"|fuel(?:s|l?ed|l?ing)|stemm?(?:s|ed|ing) from|on account of|blamed? on|ignor(?:e[sd]?|ing))\b",
    re.I,
)
_PAYING = frozenset({"contribution", "overlap"})


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each cause that isn't computed, and for each given where none belongs."""
    for place in view.places:
        if place.part.kind == "because":
            named = {place.part.stat, *place.part.cites}
            roles = {view.statistics[key].role for key in named if key in view.statistics}
            if not roles & _PAYING and not place.is_mark:
                yield finding("because-bare", place.path, "no contribution or overlap statistic is cited")
            continue
        for match in _CAUSE.finditer(place.own):
            if not _is_the_source_s(view, place, match.group()):
                yield finding("cause-word", place.path, f"{match.group()!r} in a {place.part.kind} part")


def _is_the_source_s(view: View, place: Place, word: str) -> bool:
    """Whether a said or happened part repeats a reason that its own cited source gives."""
    if place.part.kind not in {"said", "happened"}:
        return False
    sources = " ".join(flat(view.texts.get(cite, "")) for cite in place.cites)
    return re.search(rf"\b{re.escape(word.strip())}\b", sources, re.I) is not None
