"""Which records advertise: simple rules that can be said in one line each."""

from __future__ import annotations

import re

from newsdesk.records import Record

#: Set phrases of advertising; two different ones make an advertisement, one of the blatant makes it alone.
_BLATANT = re.compile(
    r"(?<!\w)(?:use (?:my |our )?(?:promo|discount|referral|coupon) code|affiliate link|(?:limited[- ]time|"
    r"exclusive) (?:offer|discount|deal)|\d+% off (?:with|using)|#ad|#sponsored|paid partnership)\b",
    re.IGNORECASE,
)
_PUSHING = re.compile(
    r"\b(?:sign up (?:now|today|here)|buy now|order now|shop now|book (?:a|your) demo|free trial|"
    r"join (?:our|the) waitlist|link in bio|dm (?:me|us)|get started today|subscribe (?:now|today)|"
    r"check out (?:my|our) (?:new )?(?:app|tool|course|product|service|startup|newsletter|channel)|"
    r"promo code|don't miss out|enroll (?:now|today)|register (?:now|today)|now available on)\b",
    re.IGNORECASE,
)
#: Characters that are read.
_READ = 4000


def flags(record: Record, text: str) -> tuple[str, ...]:
    """Return ("promotion",) for an advertisement, else nothing; papers and articles are not judged."""
    if record.kind in ("paper", "article"):
        return ()
    read = text[:_READ]
    if _BLATANT.search(read) or len({found.group().lower() for found in _PUSHING.finditer(read)}) >= 2:
        return ("promotion",)
    return ()
