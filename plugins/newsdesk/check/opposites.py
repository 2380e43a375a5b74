"""A paraphrase doesn't say the opposite of its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from newsdesk.check.codes import finding
from newsdesk.check.denials import NOT
from newsdesk.check.echoes import Echo, stems
from newsdesk.check.view import Place
from newsdesk.stories import Finding


class _Pair(NamedTuple):
    one: str
    other: str


#: Words that turn a claim around, as stems of :func:`newsdesk.check.echoes.stems`.
_PAIRS = """
increas/decreas rise/fall rising/falling raise/lower safer/riskier safe/dangerous safe/unsafe
cheap/expensive cheaper/dearer faster/slower fast/slow support/oppos agree/disagree love/hate trust/distrust
open/closed legal/illegal ban/allow accept/reject win/lose gain/lose success/failur succeed/fail pass/fail
keep/delet possibl/impossibl like/dislike start/stop true/false hire/fire improv/worsen praise/blame
strong/weak stronger/weaker simple/complicat honest/dishonest useful/useless fair/unfair public/private
buy/sell small/larg smaller/larger short/long shorter/longer old/new early/late high/low hot/cold good/bad
better/worse angry/delight happy/unhappy approv/reject creat/destroy protect/threaten help/harm save/waste
"""
_OPPOSITES = tuple(_Pair(*words.split("/")) for words in _PAIRS.split())


def check(place: Place, said: str, found: list[Echo]) -> Iterator[Finding]:
    """Yield a finding for each word of a paraphrase whose opposite its source says."""
    own = stems(place.own)
    source = [stems(echo.sentence) for echo in found]
    if NOT.search(said) or any(NOT.search(echo.sentence) for echo in found):
        return
    for pair in _OPPOSITES:
        for mine, theirs in (pair, reversed(pair)):
            turned = mine in own and theirs not in own and all(theirs in words for words in source)
            if turned and not any(mine in words for words in source):
                yield finding("opposite", place.path, f"the source says {theirs!r}, not {mine!r}")
