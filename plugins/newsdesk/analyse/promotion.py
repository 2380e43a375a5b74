"""Which records advertise: simple rules that can be said in one line each.

One blatant phrase makes an advertisement ("use my promo code"); so do two different signs of pushing: a
phrase ("sign up now"), the tone of a press release ("we're thrilled to announce"), a link that pays whoever
gave it. One such sign alone does not: users write of free trials, and makers tell of their work where they
were asked. The phrases are in promotion.yaml.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from newsdesk.analyse.matching import Phrases
from newsdesk.records import Record

#: Characters that are read.
READ = 4000
#: How many different signs of pushing make an advertisement.
SIGNS = 2
#: Links that pay whoever gave them; "ref" and "utm" of newsletters and newsrooms are not among them.
_PAID_LINK = re.compile(
    r"[?&](?:aff|affiliate|affid|aff_id|referral|refcode|ref_code|promo|coupon|invite)=", re.IGNORECASE
)


def found(record: Record, folded: str) -> bool:
    """Return whether a record is an advertisement; papers and articles are not judged.

    ``folded`` is the record's text as :func:`newsdesk.analyse.matching.fold` folds it.
    """
    if record.kind in ("paper", "article"):
        return False
    phrases, meanings = _lexicon()
    signs = {meanings[number] for number, _, _ in phrases.find(folded[:READ])}
    if any(_PAID_LINK.search(link) for link in record.links):
        signs.add("a paid link")
    return "blatant" in signs or len(signs) >= SIGNS


@cache
def _lexicon() -> tuple[Phrases, list[str]]:
    """Return the phrases of promotion.yaml and of which sign each is: itself, for those that push."""
    text = resources.files("newsdesk.analyse").joinpath("promotion.yaml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = yaml.safe_load(text)
    meanings = {
        phrase: phrase if role == "pushing" else role for role, phrases in lists.items() for phrase in phrases
    }
    return Phrases(meanings), list(meanings.values())
