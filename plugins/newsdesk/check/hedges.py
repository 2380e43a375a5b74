"""A paraphrase is as sure as its source: a doubt stays a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.echoes import Echo
from newsdesk.check.view import Place
from newsdesk.stories import Finding

_HEDGE = re.compile(
    r"\b(?:might|maybe|perhaps|possibl[ey]|could(?! not|n['’]t)|(?<!you )may(?! \d)|probably|presumably"
    r"|apparently|seems?|seemed|appears? to"
    r"|i think|i guess|i suspect|i believe|i suppose|i hope|i wonder|not sure|unsure|likely|rumou?r\w*"
    r"|allegedly"
    r"|reportedly|supposedly|if i (?:recall|remember)|afaik|iirc|imho|imo|in theory|tends? to|hopefully)\b",
    re.I,
)
#: "Could" and "may" that ask or permit: "asked whether I could", "could you", "I love that it may".
_LEAVE = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|request(?:s|ed))\b[^,.;:]{0,20}\b(?:if|whether) (?:i|we|you) (?:could|may)\b"
    r"|\bcould (?:you|somebody|someone|anybody|anyone)\b"
    r"|\b(?:loved?|loves|likes?|glad|happy|pleased|grateful|approve) that (?:\w+ ){1,3}may\b",
    re.I,
)
#: Words that carry a doubt into a paraphrase, in whichever form.
_DOUBT = re.compile(
    r"\b(?:might|maybe|perhaps|possib\w+|could|may|would|should|probabl\w+|presum\w+|apparent\w*|seem\w*"
    r"|appear\w*"
    r"|think\w*|thought|guess\w*|suspect\w*|believ\w+|suppos\w+|hop(?:es?|ed|ing|eful\w*)|wonder\w*|sure"
    r"|unsure"
    r"|likely|unlikely|rumou?r\w*|alleg\w+|report\w+|expect\w*|fear\w*|worr\w+|warn\w*|predict\w*|doubt\w*|if"
    r"|whether|suggest\w*|imagin\w+|reckon\w*|figur\w+|bet|bets|tend\w*|speculat\w+|feel\w*|felt|theory"
    r"|unless"
    r"|not certain|chance|risk\w*|question\w*|ask\w*|potential\w*|plausibl\w*|consider\w*|half[- ]expect\w*"
    r"|as \w+ (?:sees|tells|describes|puts|has|recalls) it)\b|n't sure",
    re.I,
)
#: "A certain junction" and "certain uses" are some, unnamed.
_CERTAIN = re.compile(
    r"\b(?:will|certainly|(?<!\ba )certain(?! \w+[^\Ws]s\b)|definite(?:ly)?|undoubtedly|inevitabl[ey]"
    r"|guarantee\w*|prov(?:e[sdn]?|ing)"
    r"|always"
    r"|must|beyond doubt|without (?:a )?doubt|sure to|bound to|clearly|obviously|unquestionabl[ey])\b",
    re.I,
)
_SURE = re.compile(
    rf"{_CERTAIN.pattern}|'ll\b|’ll\b|\b(?:won['’]?t|going to|gonna|shall|every ?(?:time|day|single)|never"
    rf"|of course"
    r"|everybody knows|no question|proof)\b",
    re.I,
)


def check(place: Place, said: str, found: list[Echo]) -> Iterator[Finding]:
    """Yield a finding where a paraphrase is surer than the sentences that it takes up.

    ``said`` are the words of its whole sentence.
    """
    hedged = all(_hedge_in(echo.sentence) for echo in found)
    if hedged and not _DOUBT.search(said):
        yield finding("hedge", place.path, f"the source says {_hedge_in(found[0].sentence)!r}")
        return
    certain = _CERTAIN.search(place.own)
    if certain and not any(_SURE.search(echo.sentence) for echo in found):
        yield finding("hedge", place.path, f"{certain.group()!r} is surer than the source")


def _hedge_in(sentence: str) -> str:
    """Return the word of a sentence that doubts, or nothing."""
    hedge = _HEDGE.search(_LEAVE.sub(" ", sentence))
    return hedge.group() if hedge else ""
