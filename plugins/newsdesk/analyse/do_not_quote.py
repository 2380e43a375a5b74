"""Which records are counted but never quoted: contact data, slurs, threats, minors, health, distress.

A post can be public and still not be for print. Here missing one is worse than keeping a harmless one out,
so what is doubtful is flagged. Papers and articles speak of such matters as their subject: they are held
only for contact data and slurs. The phrases are in do_not_quote.yaml.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from importlib import resources

import yaml

from newsdesk.analyse.function_words import FUNCTION_WORDS
from newsdesk.analyse.matching import Phrases
from newsdesk.records import RecordKind

#: Characters that are read: all of any post that could be quoted.
READ = 20_000
#: How far behind a relative his age, illness or death may stand, in characters.
_NEAR = 50
_SENTENCE_END = re.compile(r"[.!?] ")
_ALWAYS_HELD = frozenset({"slur", "street"})
_WHO = ("i'm", "i am", "im", "i'm only", "i'm just", "i am only", "i turned", "i just turned", "i was")
#: What is looked for first, because it is quick: signs of an address in words, a run of digits.
_SPELLED = re.compile(r"[(\[{] ?at ?[)\]}]| dot com\b")
_LONG_NUMBER = re.compile(r"\d[\d ().-]{7,}\d")
_EMAIL = re.compile(r"(?<![\w@.+-])(?!git@)[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b")
_EMAIL_SPELLED = re.compile(
    r"(?<![\w.+-])[\w.+-]+ ?[(\[{] ?at ?[)\]}] ?[\w-]+ ?(?:[(\[{] ?dot ?[)\]}]|\.) ?[a-z]{2,}\b"
    r"|(?<![\w.+-])[\w.+-]+ at (?:gmail|proton|protonmail|outlook|hotmail|yahoo|icloud) dot com\b"
)
_PHONE = re.compile(
    r"(?<![\w./:=#-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])"
    r"|(?<![\w./:=-])\+\d{1,3}(?:[ .-]?\(?\d{2,4}\)?){3,5}(?![\w-])"
)
#: Numbers of identity papers, bank cards and accounts; keys that open a door.
_NUMBER = re.compile(
    r"(?<![\w-])(?:\d{3}-\d{2}-\d{4}|(?:\d{4}[ -]){3}\d{4}|[a-z]{2}\d{2} (?:[a-z\d]{4} ){3,7}\d{1,4})"
    r"(?![\w-])"
)
_KEY = re.compile(r"\b(?:sk-[\w-]{20,}|hf_\w{30,}|gh[pousr]_\w{30,}|AKIA[\dA-Z]{16})\b")
#: A house number and a name before "street".
_HOUSE = re.compile(r"(?<![\w.,$])\d{1,5}[a-d]? (?:[nsew]\.? )?(?:\w+ ){1,3}$")
_AFTER_STREET = re.compile(r"[.,\n]|\s*$| (?:apt|suite|unit|#)")
#: What follows an age that the author says is his: the end, or years.
_MY_AGE = re.compile(
    r" ?(?:$|[.,](?!\d)|[!?;:)]|\n|years?\b|yrs?\b|y/?o\b|and\b|but\b|so\b|male\b|female\b|[mf]\b)"
)
_CHILD_AGE = re.compile(r"\b(?:1[0-7]|[1-9])[ -]?(?:y/?o\b|yrs?[ -]old\b|years?[ -]old\b|months?[ -]old\b)")
_PERSON = re.compile(
    r"\b(?:i|i'm|im|me|my|our|he|she|who|sons?|daughters?|kids?|child|children|boys?|girls?|teen\w*|students?"
    r"|nephew|niece|brother|sister|baby|toddler|grand\w+|cousin|user|victim)\b"
)
#: What may not be told of a relative: illness, death, age, school, name, ruin.
_PRIVATE = re.compile(
    r"\b(?:died|dying|passed away|passing|dead|death|funeral|killed|suicid\w*|cancer|tumou?r|dementia|stroke"
    r"|alzheimer\w*|autis\w*|adhd|depress\w*|diagnos\w*|disab\w*|hospital\w*|surgery|sick|illness|ill"
    r"|addict\w*|alcoholic|abus\w*|therap\w*|bipolar|schizo\w*|psychosis|psychotic|pregnan\w*"
    r"|miscarr\w*|divorc\w*|left me"
    r"|cheated on|custody|arrested|jail|prison|named|name is|years? old|year-old|goes to school"
    r"|kindergarten|preschool|bullied)\b"
)
#: The author speaks of himself just before: "i was diagnosed with", "my own", "as an".
_OWN = re.compile(
    r"\b(?:(?:about|for|of|with) my|my|i have|i've|i've been|i had|i got|i was|i am|i'm|im|i'm on"
    r"|i suffer|i struggled?|i live with|i take|i took|i see a|i saw a|i need|i went to|i told"
    r"|i asked|me with|cured me"
    r"|someone with|those of us with|person with|we lost|caused me|gave me|given me|made me)"
    r"(?: [\w'-]+){0,3}[ -]$|\bas an? (?:\w+ )?$"
)
#: After a word of medicine: it is a subject or a machine, and not the author's own.
_TECHNICAL = re.compile(
    r"(?: (?:research\w*|detection|diagnosis|screening|benchmark\w*|dataset\w*|model\w*|app\w*|bots?|ai|llms?"
    r"|to|the|a|it|some|more|another)\b|-on\b)"
)


def found(text: str, folded: str, kind: RecordKind = "post") -> bool:
    """Return whether a record must stay out of print.

    ``folded`` is its text without web addresses as :func:`newsdesk.analyse.matching.fold` folds it.
    """
    read = folded[:READ]
    if _has_contact(text[:READ], read):
        return True
    phrases, roles = _lexicon()
    report = kind in ("paper", "article")
    return any(
        _holds(roles[number], read, start, end)
        for number, start, end in phrases.find(read)
        if not report or roles[number] in _ALWAYS_HELD
    )


def _has_contact(text: str, folded: str) -> bool:
    if "@" in text and _EMAIL.search(text.lower()):
        return True
    if _SPELLED.search(folded) and _EMAIL_SPELLED.search(folded):
        return True
    if _KEY.search(text):
        return True
    return _LONG_NUMBER.search(folded) is not None and any(
        pattern.search(folded) for pattern in (_PHONE, _NUMBER)
    )


def _holds(role: str, folded: str, start: int, end: int) -> bool:
    """Return whether a phrase of that role, at that place, keeps the record out."""
    if role == "family":
        said = folded[end : end + _NEAR]
        return _PRIVATE.search(_SENTENCE_END.split(said, maxsplit=1)[0]) is not None
    if role == "health":
        return (
            not _TECHNICAL.match(folded, end) and _OWN.search(folded, max(0, start - 48), start) is not None
        )
    if role == "age":
        return _is_child(folded, start, end)
    if role == "my age":
        return _MY_AGE.match(folded, end) is not None
    if role == "street":
        return _AFTER_STREET.match(folded, end) is not None and _has_house(folded, start)
    return True


def _has_house(folded: str, street: int) -> bool:
    """Return whether a number and a name stand before "street"."""
    found = _HOUSE.search(folded, max(0, street - 48), street)
    return found is not None and not FUNCTION_WORDS.intersection(found.group().split())


def _is_child(folded: str, start: int, end: int) -> bool:
    found = _CHILD_AGE.search(folded, max(0, start - 4), end)
    return (
        found is not None
        and _PERSON.search(folded, max(0, found.start() - _NEAR), end + _NEAR // 2) is not None
    )


@cache
def _lexicon() -> tuple[Phrases, list[str]]:
    text = resources.files("newsdesk.analyse").joinpath("do_not_quote.yaml").read_text(encoding="utf-8")
    lists = yaml.safe_load(text)
    slurs = codecs.decode(lists.pop("slurs"), "rot13").split()
    roles = {str(phrase): role for role, some in lists.items() for phrase in some}
    roles |= {f"{who} {age}": "my age" for who in _WHO for age in range(5, 18)}
    roles |= dict.fromkeys(slurs, "slur")
    return Phrases(roles), list(roles.values())
