"""A paraphrase denies what its source denies, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.echoes import SHARED, Echo, claims, echoes, sentences, stems
from newsdesk.check.view import SLOT_MARK, Place
from newsdesk.prose import SLOT
from newsdesk.stories import Finding

NOT = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|cannot)\b|n['’]t\b|\b(?:don|doesn|didn|won|isn|can"
    r"|wasn)t\b",
    re.I,
)
#: Verbs of telling and wanting, whose denial in one place says nothing of another.
_VAGUE = (
    "ask asks asked call calls called claim claims want wants believe believes agree agrees answer answers"
)
#: The word that is denied, where it follows right behind.
_AFTER_NOT = re.compile(
    r"(?:\b(?:not|never|(?P<no>no))|n['’]t)\s+(?:(?:an?|the|be|been|very)\s+)?(?P<word>[\w'’]+)",
    re.I,
)
#: "Whose it was to spend" asks, and says of nobody that he spent.
_ASKED = re.compile(r"\b(?:whose|who|what|how|when|where)\b[^,.;:]*?\bto (?P<word>\w+)", re.I)
#: What stands for the quotation in a claim.
_QUOTE_MARK = "\ufffd"
#: Words that deny without a "not".
_DENIAL = re.compile(
    NOT.pattern + r"|\b(?:before|until|unless|only|refus\w*|den(?:y|ies|ied|ying)|doubt\w*|reject\w*|lack\w*"
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


def check(place: Place, sources: list[str]) -> Iterator[Finding]:
    """Yield the first claim of a paraphrase that denies what its sources don't, or asserts what they deny."""
    quote = place.part.quote
    marked = place.part.text.replace("{quote}", _QUOTE_MARK)
    for claim in claims(SLOT.sub(SLOT_MARK, marked)):
        quoted = quote.text if quote and _QUOTE_MARK in claim else ""
        denied = next(_negation(claim, quoted, sources), None)
        if denied:
            yield finding("negation", place.path, denied)
            return


def _negation(claim: str, quoted: str, sources: list[str]) -> Iterator[str]:
    """Yield what a claim denies and its source doesn't, or asserts and its source denies."""
    found = echoes(claim, sources)
    if not _DENIAL.search(f"{claim} {quoted}"):
        yield from _dropped(claim, found, sources)
    added = NOT.search(claim)
    if added and found and not any(_DENIAL.search(one) for one in _taken_up(claim, sources)):
        yield f"{added.group()!r} is not in the source"
    yield from _misplaced(claim, sources)


def _dropped(claim: str, found: list[Echo], sources: list[str]) -> Iterator[str]:
    """Yield what a claim asserts and its source denies."""
    clauses = [clause for echo in found for clause in echo.clauses]
    if clauses and all(_denies(clause, claim) for clause in clauses):
        yield f"the source denies it: “{clauses[0].strip():.80}”"
    told = "\n".join(sources)
    asked = {root for match in _ASKED.finditer(claim) for root in stems(match["word"])}
    for word in sorted(_plain(claim) - asked):
        if (negated := _negations(told, word)) and negated == _mentions(told, word):
            yield f"the source denies {word!r}"


def _denies(clause: str, claim: str) -> bool:
    """Whether a clause denies what a claim takes up of it: the words behind its "not", where it has any."""
    denial = NOT.search(clause)
    if denial is None:
        return False
    governed = stems(clause[denial.end() :])
    return not governed or bool(governed & stems(claim))


def _taken_up(claim: str, sources: list[str]) -> Iterator[str]:
    """Yield the sentences that a claim may have drawn on: one claim may join two of them."""
    for sentence in (one for source in sources for one in sentences(source)):
        if len(stems(claim) & stems(sentence)) >= SHARED:
            yield sentence


def _misplaced(claim: str, sources: list[str]) -> Iterator[str]:
    """Yield the words that a claim denies and its source only asserts."""
    told = [one for source in sources for one in sentences(source)]
    denying = [sentence for sentence in told if _DENIAL.search(sentence)]
    for match in _AFTER_NOT.finditer(claim):
        word = match["word"]
        near = [sentence for sentence in told if stems(word) & stems(sentence)]
        # "no freight train" denies trains; who got "no envelope" stands before it
        beside = " ".join((claim[: match.start()], *claim[match.end() :].split()[:1]))
        about = beside if match["no"] else ""
        if near and not any(stems(f"{word} {about}") & stems(sentence) for sentence in denying):
            yield f"the source doesn't deny {word!r}"


def _plain(claim: str) -> set[str]:
    """Return the stems of a claim's words that mean the same wherever they stand."""
    return {word for word in stems(claim) - stems(_VAGUE) if len(word) > 4}


def _mentions(text: str, word: str) -> int:
    return sum(word in stems(one) for one in re.findall(r"[\w'’]+", text))


def _negations(text: str, word: str) -> int:
    """Return how often a text denies a word outright: "not open", "no license"."""
    return sum(word in stems(match["word"]) for match in _AFTER_NOT.finditer(text))
