"""All checks in one call, what a draft loses by them, and the figures of what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.check import (
    causes,
    cohorts,
    copying,
    counted,
    events,
    markup,
    names,
    numbers,
    paraphrases,
    people,
    quotes,
    reach,
    readings,
    references,
    roles,
    selftalk,
    shape,
    speakers,
    superlatives,
    voice,
    wording,
)
from newsdesk.check.view import Place, Printed, View, lay_out
from newsdesk.check.words import count
from newsdesk.prose import iter_parts
from newsdesk.stories import Brief, Draft, Dropped, Figures, Finding, Paragraph, Part, Sentence

#: In this order, which is that of the findings of one part.
CHECKS = (
    references.check,
    quotes.check,
    wording.check,
    copying.check,
    paraphrases.check,
    speakers.check,
    people.check,
    reach.check,
    numbers.check,
    roles.check,
    names.check,
    superlatives.check,
    counted.check,
    cohorts.check,
    causes.check,
    events.check,
    readings.check,
    markup.check,
    selftalk.check,
    shape.check,
    voice.check,
)
#: A draft that loses more of its body's words than this is not the story that was written.
LOSS = 0.3
#: Findings that speak against a quotation, its wording or whose it is.
_AGAINST_QUOTES = frozenset({"speaker-mismatch", "speaker-voice", "slot-quote"})


@dataclass(frozen=True)
class Gated:
    """What came through the gate.

    ``draft`` is what is left, ``findings`` what the checks still say about it, ``dropped`` what went and
    why. ``sound`` is False if the headline, the standfirst or the lead failed, or more than 30 % of the
    body's words went: then the draft must not be published.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    dropped: tuple[Dropped, ...]
    figures: Figures
    sound: bool


def check(draft: Draft, brief: Brief, *, printed: Printed | None = None) -> tuple[Finding, ...]:
    """Return everything that is wrong with a draft, in reading order.

    ``printed`` are the quotations of published stories by the full id of their record: the same words are not
    cut differently again.
    """
    view = lay_out(draft, brief, printed)
    found = [finding for one in CHECKS for finding in one(view)]
    return tuple(sorted(found, key=lambda finding: _reading_order(finding.part)))


def gate(
    draft: Draft, brief: Brief, doubts: Sequence[Finding] = (), *, printed: Printed | None = None
) -> Gated:
    """Drop what fails, check again until nothing does, and say whether what is left is a story.

    A failing droppable part goes alone, another takes its sentence, an emptied paragraph goes too. ``doubts``
    are what a second reader found in this draft; they can only take out.
    """
    kept, dropped, lead_lost = draft, [], False
    findings = check(kept, brief, printed=printed)
    while failing := _failing(kept, (*findings, *doubts)):
        doubts = ()
        kept, lost, lead = _without(kept, failing)
        dropped += lost
        lead_lost = lead_lost or lead
        findings = check(kept, brief, printed=printed)
    errors = [finding for finding in findings if finding.severity == "error"]
    before, after = _body_words(draft, brief), _body_words(kept, brief)
    loss = 1 - after / before if before else 1.0
    sound = not errors and not lead_lost and loss <= LOSS
    return Gated(kept, findings, tuple(dropped), figures(kept, brief, findings), sound)


def figures(draft: Draft, brief: Brief, findings: tuple[Finding, ...]) -> Figures:
    """Return the three published figures of a draft, rounded to four places."""
    view = lay_out(draft, brief)
    errors: dict[str, set[str]] = {}
    for finding in findings:
        if finding.severity == "error":
            errors.setdefault(finding.part, set()).add(finding.code)
    quoting = [place for place in view.places if place.part.quote]
    owing = [place for place in view.places if place.part.kind != "reading"]
    false_quotes = [place for place in quoting if any(_against_quote(code) for code in _codes(errors, place))]
    unpaid = [place for place in owing if _codes(errors, place)]
    return Figures(
        quote_fidelity=_share_left(false_quotes, quoting),
        traceability=_share_left(unpaid, owing),
        reading_share=round(readings.share(view), 4),
    )


def _share_left(failed: list[Place], every: list[Place]) -> float:
    return round(1 - len(failed) / len(every), 4) if every else 1.0


def _codes(errors: dict[str, set[str]], place: Place) -> set[str]:
    return errors.get(place.path, set()) | errors.get(place.sentence, set())


def _against_quote(code: str) -> bool:
    return code.startswith("quote-") or code in _AGAINST_QUOTES


def _body_words(draft: Draft, brief: Brief) -> int:
    view: View = lay_out(draft, brief)
    # A part whose slots can't be filled has no words in print, but it was written: its own text counts.
    return sum(count(place.rendered or place.own) for place in view.body)


def _failing(draft: Draft, findings: tuple[Finding, ...]) -> dict[str, Finding]:
    """Return, by path, the first error against each part and sentence that may be dropped."""
    failing: dict[str, Finding] = {}
    droppable = {path for path, part in iter_parts(draft) if part.droppable}
    for finding in findings:
        in_body = finding.part.startswith("paragraphs.")
        in_standfirst = finding.part.startswith("standfirst.") and finding.part in droppable
        if finding.severity == "error" and (in_body or in_standfirst):
            failing.setdefault(finding.part, finding)
    return failing


def _without(draft: Draft, failing: dict[str, Finding]) -> tuple[Draft, list[Dropped], bool]:
    """Return the draft without what fails, what was dropped, and whether the lead went."""
    dropped: list[Dropped] = []
    lead_lost = False
    standfirst = []
    for s, sentence in enumerate(draft.standfirst):
        left = _sentence_without(sentence, f"standfirst.{s}", failing, dropped)
        standfirst.append(left or Sentence(parts=()))
    paragraphs = []
    for p, paragraph in enumerate(draft.paragraphs):
        sentences = []
        for s, sentence in enumerate(paragraph.sentences):
            left = _sentence_without(sentence, f"paragraphs.{p}.sentences.{s}", failing, dropped)
            if left:
                sentences.append(left)
            elif (p, s) == (0, 0):
                lead_lost = True
        if sentences and f"paragraphs.{p}" not in failing:
            paragraphs.append(Paragraph(sentences=tuple(sentences)))
    changed = {"standfirst": tuple(standfirst), "paragraphs": tuple(paragraphs)}
    return draft.model_copy(update=changed), dropped, lead_lost


def _sentence_without(
    sentence: Sentence, path: str, failing: dict[str, Finding], dropped: list[Dropped]
) -> Sentence | None:
    """Return what is left of a sentence, or None if it goes; note what went in ``dropped``."""
    against = {n: failing.get(f"{path}.parts.{n}") for n in range(len(sentence.parts))}
    whole = failing.get(path) or next(
        (fault for n, fault in against.items() if fault and not sentence.parts[n].droppable), None
    )
    left: list[Part] = []
    for n, part in enumerate(sentence.parts):
        fault = whole or against[n]
        if fault:
            dropped.append(Dropped(part=part, finding=against[n] or fault))
        else:
            left.append(part)
    return Sentence(parts=tuple(left)) if left else None


def _reading_order(path: str) -> tuple[int, tuple[int, ...]]:
    order = {"draft": 0, "headline": 1, "standfirst": 2, "paragraphs": 3}
    return order.get(path.split(".")[0], 9), tuple(int(step) for step in re.findall(r"\d+", path))
