"""A story speaks of people talking, never of itself, its making, its task or its data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import SLOT_MARK, Place, View
from newsdesk.stories import Finding

_SELF = re.compile(
    r"\bthis (?:story|article|piece|narrative|report|summary|dispatch|paragraph|sentence|headline|response"
    r"|output)\b"
    r"|\bas an? (?:ai\b|language model\b|assistant\b|journalist\b|model\b|writer\b)"
    r"|\b(?:this|our|my|your) (?:brief|prompt|assignment|draft|instructions?|task|analysis|data(?: ?set)?"
    r"|corpus)\b(?!['’]s\b)"
    r"|\b(?:this|our|my|your|the) (?:standfirst|system prompt|newsroom|user['’]s request)\b(?!['’]s\b)"
    r"|\b(?:in|from|per|by) the (?:data|records|evidence|sources|statistics|material)\b"
    r"|\bthe (?:data|records?|evidence|statistics?|sources?|material|snippets?) (?:show|suggest|indicate"
    r"|say|do|does|contain"
    r"|include|mention|reveal)\w*\b"
    r"|\b(?:data|records|evidence|statistics|posts|sources|information|text|material)"
    r" (?:supplied|provided|given|collected|available|at hand|listed|above|below)\b"
    r"|\b(?:provided|supplied|cited|available|given|following) (?:data|records|evidence|sources|text"
    r"|material|information)\b"
    r"|\bword (?:count|limit)\b|\b(?:\d+|hundred|thousand) words\b|\b(?:as|per) (?:instructed|requested"
    r"|asked|directed)\b"
    r"|\bas (?:the|your) (?:instructions?|prompt|user) \w+|\b(?:according to|following) (?:the|your"
    r"|my) instructions?\b"
    r"|\bnewsdesk\b|\bhere(?: is|['’]s| are) (?:the|a|your|my)\b|\bdear reader|\breaders? (?:should|may|can"
    r"|are advised)\b"
    r"|\b(?:ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?|overrid(?:e|ing)|bypass(?:ing)?) (?:(?:all|any"
    r"|the|your|my"
    r"|every|of|these|those|its|previous|prior|above|earlier) )*(?:previous|prior|above|earlier"
    r"|instructions?|rules|guidelines"
    r"|prompts?|system)\b"
    r"|\bi (?:cannot|can['’]t|am unable|apologi[sz]e|will|have been|was told|understand)\b|\bi['’]m sorry\b"
    r"|\b(?:please|kindly) (?:note|verify|check|confirm|see|visit|click|subscribe|contact|add|fill|provide"
    r"|read|remember)\b"
    r"|\b(?:click|subscribe|sign up) (?:here|now|below)\b|\bcontact us\b|\b(?:stay tuned|watch this space)\b"
    r"|\[[^\]]*\]|\b(?:todo|tbd|tba|fixme|lorem ipsum|placeholder|insert (?:quote|name|statistic|here)"
    r"|citation needed|xxx)\b"
    r"|\bplaceholder\b|\bno (?:further|additional|more) (?:information|details?|evidence) (?:is|was|are"
    r"|were)\b"
    r"|\b(?:not|un)(?: been)? (?:verified|verifiable|confirmed) (?:by|from|in) (?:us|this|the)\b"
    r"|\bsystem:|\bassistant:|\buser:|\b(?:system|developer) (?:message|prompt)\b|\bjailbreak\w*",
    re.I,
)
#: Things of our making that may be those of the posts: told only where what is cited speaks of them.
_THING = re.compile(
    r"\bthe (?P<thing>brief|prompt|assignment|draft|instruction|task|analysis|data|corpus)(?:s| ?set)?\b"
    r"(?!['’]s\b)",
    re.I,
)
#: In our mouth the lack of evidence is talk about ourselves; in a post's it may be its point.
_LACK = re.compile(r"\b(?:insufficient|missing|limited|no|little) (?:data|evidence)\b", re.I)
_FIELD = re.compile(r"\b[a-z]+_[a-z_]+\b|\b(?:paragraphs|sentences|parts|records)\.\d")
_SPEAKER = re.compile(r"\{(?:[sS]peaker|[aA]nother)\}")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|ours|us|my|My|me)\b")


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each word about ourselves, the task, field names or ids."""
    ids = {cite for cite in view.texts if re.fullmatch(r"[a-z]\d+", cite)} | {
        key for key in view.statistics if "." in key
    }
    standing = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, sorted(ids))) or '(?!)'})(?![\w])")
    for place in view.places:
        found = (
            _SELF.search(place.own) or _thing(view, place) or _FIELD.search(_without_communities(view, place))
        )
        if not found and place.part.kind not in {"said", "happened"}:
            found = _LACK.search(place.own)
        if found:
            yield finding("self-talk", place.path, f"{found.group()!r}")
        speaker = _SPEAKER.search(place.part.text) and next(
            iter(view.cited_records(place, inherit=False)), None
        )
        spoken = _SELF.search(speaker.speaker.text) if speaker else None
        if speaker and spoken:
            yield finding("self-talk", place.path, f"{spoken.group()!r} in the name of {speaker.id}")
        named = standing.search(place.own)
        if named:
            yield finding("self-talk", place.path, f"the id {named.group()!r}")
        person = _FIRST_PERSON.search(place.own)
        if person:
            yield finding("first-person", place.path, f"{person.group()!r}")


def _thing(view: View, place: Place) -> re.Match[str] | None:
    """Return the first thing of our making that nothing cited speaks of."""
    told = "" if place.part.kind in {"counted", "because"} else view.evidence_text(place)
    return next(
        (found for found in _THING.finditer(place.own) if not re.search(rf"\b{found['thing']}", told, re.I)),
        None,
    )


def _without_communities(view: View, place: Place) -> str:
    """Return the own text without the names of cited communities, which may look like those of fields."""
    named = {item.community for item in view.cited_items(place) if item.community}
    own = place.own
    for name in sorted(named, key=lambda text: (-len(text), text)):
        own = re.sub(rf"(?<![\w/]){re.escape(name)}(?!\w)", SLOT_MARK, own)
    return own
