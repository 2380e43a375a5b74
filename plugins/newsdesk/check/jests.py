"""What was meant in jest is told as a jest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import Place, View
from newsdesk.stories import Finding

_JEST = re.compile(
    r"\b(?:jok\w+|jest\w*|mock\w*|irony|ironic\w*|deadpan\w*|sarcas\w*|dry|drily|dryly|quip\w*|wry\w*"
    r"|parod\w+"
    r"|satir\w+|tongue|teas\w+|kidding|straight face|amus\w+|laugh\w*|pretend\w*)\b",
    re.I,
)
_JEST_MARK = re.compile(r"(?:^|\s)(?:/s\b|/sarcasm\b)|\bjust kidding\b|🙃|😉|😏", re.I)


def check(view: View, place: Place, said: str) -> Iterator[Finding]:
    """Check that what was meant in jest is told as a jest, or quoted with its mark."""
    for record in view.cited_records(place, inherit=False):
        meant = "irony" in record.flags or _JEST_MARK.search(record.record.words)
        quoted = place.part.quote is not None and place.part.quote.record == record.id
        if meant and not quoted and not _JEST.search(said):
            yield finding("irony", place.path, f"{record.id} was meant in jest, and is told straight")
