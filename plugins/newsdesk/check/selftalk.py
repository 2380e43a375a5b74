"""A story speaks of people talking, never of itself, its making, its task or its data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import View
from newsdesk.stories import Finding

_SELF = re.compile(
    r"\bthis (?:story|article|piece|narrative|report|summary|dispatch)\b|\bas an? (?:ai|language model),"
    r"|\b(?:this|our|my) (?:brief|prompt|assignment|draft|instructions?|headline|standfirst|system"
    r"|newsroom|analysis|data(?: ?set)?|corpus)\b|\b(?:the brief|the newsroom|the standfirst)\b"
    r"|\b(?:data|records|evidence|statistics|posts|sources|information|text)"
    r" (?:supplied|provided|given|collected)\b"
    r"|\b(?:provided|supplied) (?:data|records|evidence|sources|text)\b|\bword count\b|\b\d+ words\b"
    r"|\bnewsdesk\b|\bhere is (?:the|a|your)\b|\bdear reader|\breaders? (?:should|may|can)\b"
    r"|\bignore (?:all |the )?(?:previous|prior)\b|\bi (?:cannot|can't|am unable)\b",
    re.I,
)
#: In our mouth the lack of evidence is talk about ourselves; in a post's it may be its point.
_LACK = re.compile(r"\b(?:insufficient|missing|limited|no|little) (?:data|evidence)\b", re.I)
_FIELD = re.compile(r"\b[a-z]+_[a-z_]+\b|\b(?:paragraphs|sentences|parts|records)\.\d")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|ours|us|my|My|me)\b")


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each word about ourselves, the task, field names or ids."""
    ids = {cite for cite in view.texts if re.fullmatch(r"[a-z]\d+", cite)} | {
        key for key in view.statistics if "." in key
    }
    standing = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, sorted(ids))) or '(?!)'})(?![\w])")
    for place in view.places:
        found = _SELF.search(place.own) or _FIELD.search(place.own)
        if not found and place.part.kind not in {"said", "happened"}:
            found = _LACK.search(place.own)
        if found:
            yield finding("self-talk", place.path, f"{found.group()!r}")
        named = standing.search(place.own)
        if named:
            yield finding("self-talk", place.path, f"the id {named.group()!r}")
        person = _FIRST_PERSON.search(place.own)
        if person:
            yield finding("first-person", place.path, f"{person.group()!r}")
