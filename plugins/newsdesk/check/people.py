"""Gender, job, age and motive of the people who are told of: only as they, or what is cited, state them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import SLOT_MARK, Place, View
from newsdesk.stories import Finding

_SHE = re.compile(
    r"\b(?:she|her|hers|herself|woman|women|girl|mother|mom|mum|wife|sister|daughter|aunt|grandmother"
    r"|girlfriend"
    r"|lady|ladies|actress|queen|ms|mrs)\b",
    re.I,
)
_HE = re.compile(
    r"\b(?:he|him|his|himself|man|men|boy|father|dad|husband|brother|son|uncle|grandfather|boyfriend|guy|guys"
    r"|gentleman|king|mr)\b",
    re.I,
)
_JOBS = """
developer engineer programmer teacher professor lecturer nurse doctor physician surgeon lawyer attorney
judge artist illustrator painter designer architect musician composer singer writer novelist journalist
reporter editor translator student pupil researcher scientist academic manager executive founder consultant
accountant banker trader librarian pharmacist therapist psychologist counselor clerk cashier driver farmer
electrician plumber carpenter mechanic soldier officer policeman politician senator pensioner retiree
freelancer contractor recruiter intern apprentice analyst maintainer photographer filmmaker animator actor
barista waiter chef technician administrator sysadmin pilot sailor paralegal parent entrepreneur investor
"""
#: "The pupil" is anybody; a speaker is "a librarian", or, right behind the slot, "the librarian".
_JOB = re.compile(
    rf"(?:\b(?:an?|one)|{SLOT_MARK}, the) (?:[\w-]+ ){{0,2}}?({'|'.join(_JOBS.split())})\b(?!['’]s\b)", re.I
)
_AGE = re.compile(
    r"\b(?:retired|former|veteran|elderly|middle-aged|teenage[dr]?|young|twenty-something|thirty-something"
    r"|\d+-year-old|unemployed|jobless|self-employed|laid-off)\b",
    re.I,
)
_MOTIVE = re.compile(
    r"\bout of (?:spite|envy|fear|pride|love|boredom|malice|vanity|greed|revenge|loyalty|habit|desperation"
    r"|jealousy"
    r"|frustration|guilt)\b|\bin order to\b|\b(?:hoping|eager|desperate|keen|anxious|determined|trying"
    r"|angling|itching)"
    r" (?:to|for)\b|\bfor (?:clicks|attention|show|effect|sympathy|applause|profit)\b|\bmotivat\w+"
    r"|\bmotives?\b"
    r"|\bjealous\w*|\bto (?:impress|provoke|get attention|score points|settle a score|sell)\b"
    r"|\bax to grind\b|\bbad faith\b|\bbitter(?:ness)?\b|\bvirtue[- ]signal\w*",
    re.I,
)


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each trait or motive that what is cited doesn't state."""
    for place in view.places:
        if place.part.kind in {"counted", "because"}:
            continue
        yield from _barred(view, place)
        source = _source(view, place)
        for trait in _unstated(place, source):
            yield finding("trait", place.path, f"{trait!r} is nowhere stated")


def _barred(view: View, place: Place) -> Iterator[Finding]:
    """Check that private distress, threats and the like are no color: they are counted, not told."""
    for record in view.cited_records(place, inherit=False):
        if "do-not-quote" in record.flags and place.part.quote is None:
            yield finding("barred", place.path, f"{record.id} may only be counted")


def _unstated(place: Place, source: str) -> Iterator[str]:
    for gendered in (_SHE, _HE):
        found = gendered.search(place.own)
        if found and not gendered.search(source):
            yield found.group()
    motive = _MOTIVE.search(place.own)
    if motive and not _is_stated(motive.group(), "" if place.part.kind == "reading" else source):
        yield motive.group()
    if place.part.kind != "said":
        return
    job = _JOB.search(place.own)
    if job and not re.search(rf"\b{_head(job.group(1))}", source, re.I):
        yield job.group(1)
    age = _AGE.search(place.own)
    if age and not _is_stated(age.group(), source):
        yield age.group()


def _source(view: View, place: Place) -> str:
    """Return what a part rests on: cited texts, who speaks in them, and what the brief knows of names."""
    speakers = [view.records[cite].speaker.text for cite in place.evidence if cite in view.records]
    gloss = view.brief.subject_gloss or ""
    return "\n".join([view.evidence_text(place), *speakers, gloss])


def _head(job: str) -> str:
    """Return a job without its ending: who develops, illustrates or teaches has said so."""
    return re.escape(re.sub(r"(?:er|or|ist|ian|ant|ee|s)$", "", job.casefold()))


def _is_stated(words: str, source: str) -> bool:
    heads = [word for word in re.findall(r"[\w-]+", words.casefold()) if len(word) > 3]
    return bool(heads) and any(re.search(rf"\b{re.escape(word[:5])}", source, re.I) for word in heads)
