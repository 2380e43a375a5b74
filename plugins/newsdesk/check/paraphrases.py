"""A paraphrase beside its source: as sure as it, denying what it denies, jesting where it jests.

Measured by nothing but words: the sentence of the cited record that shares the most content words with the
paraphrase is its source. Where that can't be told, nothing is said; meaning is not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.check import denials, hedges, jests, opposites
from newsdesk.check.echoes import echoes
from newsdesk.check.view import Place, View
from newsdesk.check.words import flat
from newsdesk.stories import BriefRecord, Finding


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each paraphrase that is surer than its source, or says its opposite."""
    for place in view.places:
        if place.part.kind != "said" or place.is_mark:
            continue
        said = _sentence(view, place)
        sources = [f"{one.record.title or ''}\n{_lines(one)}" for one in view.cited_records(place)]
        found = echoes(place.own, sources)
        if found:
            yield from hedges.check(place, said, found)
            yield from opposites.check(place, said, found)
        yield from denials.check(place, sources)
        yield from jests.check(view, place, said)


def _lines(record: BriefRecord) -> str:
    """Return a record's words with one style of marks, its lines kept."""
    return "\n".join(flat(line) for line in record.record.words.split("\n"))


def _sentence(view: View, place: Place) -> str:
    """Return the words of a part's sentence, quotations and all, but for parts that rest on other records."""
    same = [one for one in view.places if one.sentence == place.sentence]
    mine = [one for one in same if one is place or not set(one.cites) - set(place.evidence)]
    return " ".join(one.rendered or one.own for one in mine)
