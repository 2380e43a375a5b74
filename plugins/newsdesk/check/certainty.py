"""A paraphrase is as sure as its source, denies what it denies, and jests where it jests.

Measured by nothing but words: the sentence of the cited record that shares the most content words with the
paraphrase is its source. Where that can't be told, nothing is said; meaning is not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsdesk.check.codes import finding
from newsdesk.check.echoes import Echo, claims, echoes, sentences, stems
from newsdesk.check.view import Place, View
from newsdesk.check.words import flat
from newsdesk.stories import BriefRecord, Finding

_HEDGE = re.compile(
    r"\b(?:might|maybe|perhaps|possibl[ey]|could(?! not|n['’]t)|(?<!you )may(?! \d)|probably|presumably"
    r"|apparently|seems?|seemed|appears? to"
    r"|i think|i guess|i suspect|i believe|i suppose|i hope|i wonder|not sure|unsure|likely|rumou?r\w*"
    r"|allegedly"
    r"|reportedly|supposedly|if i (?:recall|remember)|afaik|iirc|imho|imo|in theory|tends? to|hopefully)\b",
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
_CERTAIN = re.compile(
    r"\b(?:will|certain(?:ly)?|definite(?:ly)?|undoubtedly|inevitabl[ey]|guarantee\w*|prov(?:e[sdn]?|ing)"
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
_NOT = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|cannot)\b|n['’]t\b|\b(?:don|doesn|didn|won|isn|can"
    r"|wasn)t\b",
    re.I,
)
#: Verbs of telling and wanting, whose denial in one place says nothing of another.
_VAGUE = (
    "ask asks asked call calls called claim claims want wants believe believes agree agrees answer answers"
)
#: The word that is denied, where it follows right behind.
_AFTER_NOT = re.compile(r"(?:\b(?:not|never|no)|n['’]t)\s+(?:(?:an?|the|be|been|very)\s+)?([\w'’]+)", re.I)
#: Words that deny without a "not".
_DENIAL = re.compile(
    _NOT.pattern + r"|\b(?:before|until|unless|only|refus\w*|den(?:y|ies|ied|ying)|doubt\w*|reject\w*|lack\w*"
    r"|without|object\w*|withh\w+|too|stop\w*|avoid\w*|skeptic\w*|dis(?:agre|put|trust|lik|believ|approv|regard)\w+"
    r"|mistrust\w*|balk\w*|declin\w+|less|hardly|rarely|barely"
    r"|seldom|fail\w*|against|instead|miss\w*|absen\w+|wrong\w*|myth|complain\w*|scold\w*|mock\w*|question\w*"
    r"|contradict\w*|rather|if|whether|far from|un(?:able|willing|likely|convinced|impressed|sure|true|safe"
    r"|fair)"
    r"|im(?:possible|practical)|gave up|give up|gives up|away|out of|end(?:s|ed)? of|free of|free from"
    r"|remains?"
    r"|still|yet|cease\w*|quit\w*|resist\w*|ban\w*|forb\w+|prevent\w*|pretend\w*|nowhere|bar(?:s|red)?"
    r"|short of|would rather|wish\w*|regret\w*|oppos\w+|dismiss\w*|other than|except|empty|scarce\w*|little"
    r"|few)\b",
    re.I,
)
_JEST = re.compile(
    r"\b(?:jok\w+|jest\w*|mock\w*|irony|ironic\w*|deadpan\w*|sarcas\w*|dry|drily|dryly|quip\w*|wry\w*"
    r"|parod\w+"
    r"|satir\w+|tongue|teas\w+|kidding|straight face|amus\w+|laugh\w*|pretend\w*)\b",
    re.I,
)
_JEST_MARK = re.compile(r"(?:^|\s)(?:/s\b|/sarcasm\b)|\bjust kidding\b|🙃|😉|😏", re.I)


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


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each paraphrase that is surer than its source, or says its opposite."""
    for place in view.places:
        if place.part.kind != "said" or place.is_mark:
            continue
        cited = view.cited_records(place)
        said = _sentence(view, place)
        sources = [f"{one.record.title or ''}\n{_lines(one)}" for one in cited]
        found = echoes(place.own, sources)
        if found:
            yield from _hedge(place, said, found)
            yield from _opposite(place, said, found)
        for claim in claims(place.own):
            denied = next(_negation(claim, echoes(claim, sources), sources), None)
            if denied:
                yield finding("negation", place.path, denied)
                break
        yield from _irony(view, place, said)


def _lines(record: BriefRecord) -> str:
    """Return a record's words with one style of marks, its lines kept."""
    return "\n".join(flat(line) for line in record.record.words.split("\n"))


def _sentence(view: View, place: Place) -> str:
    """Return the words of a part's sentence, quotations and all, but for parts that rest on other records."""
    same = [one for one in view.places if one.sentence == place.sentence]
    mine = [one for one in same if one is place or not set(one.cites) - set(place.evidence)]
    return " ".join(one.rendered or one.own for one in mine)


def _hedge(place: Place, said: str, found: list[Echo]) -> Iterator[Finding]:
    hedged = all(_HEDGE.search(echo.sentence) for echo in found)
    if hedged and not _DOUBT.search(said):
        hedge = _HEDGE.search(found[0].sentence)
        yield finding("hedge", place.path, f"the source says {hedge.group() if hedge else ''!r}")
        return
    certain = _CERTAIN.search(place.own)
    if certain and not any(_SURE.search(echo.sentence) for echo in found):
        yield finding("hedge", place.path, f"{certain.group()!r} is surer than the source")


def _negation(claim: str, found: list[Echo], sources: list[str]) -> Iterator[str]:
    """Yield what a claim denies and its source doesn't, or asserts and its source denies."""
    clauses = [clause for echo in found for clause in echo.clauses]
    denies = _DENIAL.search(claim)
    if clauses and not denies and all(_NOT.search(clause) for clause in clauses):
        yield f"the source denies it: “{clauses[0].strip():.80}”"
    told = "\n".join(sources)
    for word in sorted(_plain(claim)) if not denies else ():
        if (negated := _negations(told, word)) and negated == _mentions(told, word):
            yield f"the source denies {word!r}"
    added = _NOT.search(claim)
    if added and clauses and not any(_DENIAL.search(echo.sentence) for echo in found):
        yield f"{added.group()!r} is not in the source"
    for word in _AFTER_NOT.findall(claim):
        near = [sentence for sentence in sentences(told) if stems(word) & stems(sentence)]
        if near and not any(_DENIAL.search(sentence) for sentence in near):
            yield f"the source doesn't deny {word!r}"


def _plain(claim: str) -> set[str]:
    """Return the stems of a claim's words that mean the same wherever they stand."""
    return {word for word in stems(claim) - stems(_VAGUE) if len(word) > 4}


def _mentions(text: str, word: str) -> int:
    return sum(word in stems(one) for one in re.findall(r"[\w'’]+", text))


def _negations(text: str, word: str) -> int:
    """Return how often a text denies a word outright: "not open", "no license"."""
    return sum(word in stems(one) for one in _AFTER_NOT.findall(text))


def _opposite(place: Place, said: str, found: list[Echo]) -> Iterator[Finding]:
    own = stems(place.own)
    for pair in _OPPOSITES:
        for mine, theirs in (pair, reversed(pair)):
            source = [stems(echo.sentence) for echo in found]
            turned = mine in own and theirs not in own and all(theirs in words for words in source)
            denied = _NOT.search(said) or any(_NOT.search(echo.sentence) for echo in found)
            if turned and not any(mine in words for words in source) and not denied:
                yield finding("opposite", place.path, f"the source says {theirs!r}, not {mine!r}")


def _irony(view: View, place: Place, said: str) -> Iterator[Finding]:
    """Check that what was meant in jest is told as a jest, or quoted with its mark."""
    for record in view.cited_records(place, inherit=False):
        meant = "irony" in record.flags or _JEST_MARK.search(record.record.words)
        quoted = place.part.quote is not None and place.part.quote.record == record.id
        if meant and not quoted and not _JEST.search(said):
            yield finding("irony", place.path, f"{record.id} was meant in jest, and is told straight")
