"""Why: a because part cites the count without that cause; no other part gives reasons of its own.

Reasons hide. What always gives one ("driven by", "which is why") is refused everywhere; what gives one beside
a number and is a plain word elsewhere ("after", "as", "with") only where something is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import SLOT_MARK, Place, View
from newsdesk.stories import Finding

_CAUSE = re.compile(
    r"\b(?:because|driven by|drove|due to|thanks to|owing to|as a result|result(?:s|ed|ing)? (?:in|from)"
    r"|in response"
    r" to|in reaction to|reacting to|caus(?:e[sd]?|ing)(?! (?:for|of) \w+ to)|led to|leads to|leading to"
    r"|spark(?:s|ed|ing)|trigger(?:s|ed|ing)|prompting|prompt(?:s|ed) (?!and\b)"
    r"|fuel(?:s|l?ed|l?ing)|stemm?(?:s|ed|ing) from|on account of|blamed? on|attribut(?:ed|able) to"
    r"|down to the"
    r"|in the wake of|on the heels of|on the back of|in light of|on the strength of|by virtue of|courtesy of"
    r"|which is why|that is why|this is why|is what made|for that reason|the reason (?:is|was|being|for"
    r"|behind|why)"
    r"|the explanation|explains? (?:why|the|it|this|that)|hence|therefore|thereby|thus|consequen(?:tly|ce)"
    r"|so that"
    r"|brought (?:on|about) by|set off by|setting off|gave rise to|giving rise to|born of|inspired by"
    r"|inspiring"
    r"|provok(?:e[sd]?|ing)|ignit(?:e[sd]?|ing)|stok(?:e[sd]?|ing)|kindl(?:e[sd]?|ing)|spurr(?:ed|ing)"
    r"|propell?(?:ed|ing)"
    r"|fed by|powered by|pushed (?:up|down) by|lifted by|boosted by|dragged down by|helped by|sent it (?:up"
    r"|down)"
    r"|can be traced to|traces? (?:back )?to|what lies behind|behind the (?:rise|fall|surge|shift|drop"
    r"|spike|change)"
    r"|given that|seeing that|inasmuch as|now that|out of protest)\b",
    re.I,
)
#: Thanks given to somebody, and what is owed: no reasons.
_OWED = re.compile(
    r"\b(?:(?:of|gives?|gave|giving|given|many|sends?|sent|says?|said) thanks to"
    r"|(?:thanks|credit|praise|respect|gratitude|apolog(?:y|ies)) (?:(?:is|are|was|were|still|also) )*"
    r"due to)\b",
    re.I,
)
_CONCESSION = re.compile(
    r"\b(?:despite|in spite of|notwithstanding|regardless of|in defiance of|even though|undeterred by"
    r"|unmoved by"
    r"|ignor(?:e[sd]?|ing)|overlook(?:s|ed|ing)?|looks? past|fail(?:s|ed)? to (?:notice|mention)|turn(?:s"
    r"|ed) a blind eye)\b",
    re.I,
)
#: Causes only beside a number.
_BESIDE = re.compile(
    r"\b(?:after(?! all\b| that\b| hours\b| them came\b| (?:day|night)fall\b)|following (?!days?\b|morning\b)"
    r"|amid(?:st)?|in the face of"
    r"|as (?:soon as|news|word|reports?|people|users|developers|readers|(?:the|its|their|an?) (?!whole\b"
    r"|usual\b|share\b"
    r"|rule\b|part\b|day\b|year\b)\w+ \w+(?:ed|s|t|ew|ell|oke|ead|ose|uck)\b|\w+s \w+(?:ed|ew|ell|oke)\b)"
    r"|once (?:the|its|it)|with (?:the|its) (?:release|arrival|launch|news|ruling|announcement))\b",
    re.I,
)
_GIVES_A_REASON = re.compile(
    r"\b(?:because|since|due|thanks|why|reasons?|caus\w+|made|makes?|making|led|leads?|therefore|hence|thus"
    r"|results?"
    r"|driv\w+|drove|given that|explain\w*|blam\w+|prompt\w*|spark\w*|trigger\w*|fuel\w*|inspir\w+|provok\w+"
    r"|set off|so that)\b|, so\b",
    re.I,
)
_CONCEDES = re.compile(
    r"\b(?:despite|spite|though|although|even though|ignor\w+|but|regardless|anyway)\b", re.I
)
_PAYING = frozenset({"contribution", "overlap"})


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each cause that isn't computed, and for each given where none belongs."""
    counting = {place.sentence for place in view.places if place.part.stat in view.statistics}
    for place in view.places:
        if place.part.kind == "because":
            named = {place.part.stat, *place.part.cites}
            roles = {view.statistics[key].role for key in named if key in view.statistics}
            if not roles & _PAYING and not place.is_mark:
                yield finding("because-bare", place.path, "no contribution or overlap statistic is cited")
            continue
        words = _unpaid(view, place, counts=place.sentence in counting)
        if words:
            yield finding("cause-word", place.path, f"{words!r} in a {place.part.kind} part")


def _unpaid(view: View, place: Place, *, counts: bool) -> str | None:
    """Return the words that give a reason of our own, or concede something, if any."""
    own = _OWED.sub(" ", place.own)
    for pattern, source in ((_CAUSE, _GIVES_A_REASON), (_CONCESSION, _CONCEDES)):
        found = pattern.search(own)
        if found and not _is_the_source_s(view, place, source):
            return found.group()
    # What a post tells of itself may come after something; what we counted may not.
    counted = place.part.kind == "counted" or (counts and SLOT_MARK not in place.own)
    beside = _BESIDE.search(place.own) if counted else None
    return beside.group() if beside else None


def _is_the_source_s(view: View, place: Place, reasons: re.Pattern[str]) -> bool:
    """Whether a said or happened part repeats a reason where its own cited source gives one."""
    if place.part.kind not in {"said", "happened"}:
        return False
    return any(reasons.search(view.texts.get(cite, "")) for cite in place.cites)
