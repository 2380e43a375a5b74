"""The built-in writer: selection and order, no model, no key, no chance.

It hears every record once, casts the voices, lays them out in one of a few shapes, and fills grammar-checked
patterns. It has no images, no thesis and no transitions of its own; what it adds to the quotations are
counts. Too few voices make no story.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.prose import render_paragraph
from newsdesk.stories import Brief, Draft, Paragraph, Writer
from newsdesk.voice import Lately
from newsdesk.write.audition import Audition
from newsdesk.write.body import Body
from newsdesk.write.cast import Cast, choose
from newsdesk.write.choice import Chooser
from newsdesk.write.heading import Heading
from newsdesk.write.shapes import DISPATCH_SHAPES, SHAPES
from newsdesk.write.writer import Refusal

#: Goes into every draft; changes whenever the same brief would give other words.
VERSION = "4"
FEWEST_VOICES, MOST_VOICES = 4, 9
#: Words of the body.
WORDS = range(250, 441)
#: The same for the story of one post.
DISPATCH_WORDS = range(200, 441)
#: Short and true is well; shorter than this is a note for the wire.
FEWEST_WORDS = 180
#: Quoted words above this share crowd out the counts; above the second nothing else makes up for it.
QUOTED, MOST_QUOTED = 0.45, 0.55
#: Paragraphs of the body.
PARAGRAPHS = range(3, 5)


def write(brief: Brief) -> Draft | Refusal:
    """Compose a draft from a brief, or refuse one that has fewer than four quotable voices."""
    audition = Audition(brief)
    cast = choose(audition, at_most=MOST_VOICES)
    heard = len(cast.voices) if cast else 0
    if cast is None or heard < FEWEST_VOICES:
        return Refusal(brief=brief.id, reason=f"{heard} of {FEWEST_VOICES} quotable voices")
    cast, paragraphs = min(_attempts(audition), key=lambda attempt: _misfit(attempt[1], brief))
    words = _words(paragraphs, brief)
    if words < FEWEST_WORDS:
        return Refusal(brief=brief.id, reason=f"{words} words, where a story has {FEWEST_WORDS}")
    heading = Heading(brief, cast, audition)
    headline = heading.headline()
    return Draft(
        brief=brief.id,
        writer=Writer(name="builtin", version=VERSION),
        headline=headline,
        standfirst=heading.standfirst(headline),
        paragraphs=paragraphs,
    )


def _attempts(audition: Audition) -> Iterator[tuple[Cast, tuple[Paragraph, ...]]]:
    """Yield bodies, the richest cast first, each in the shapes that this brief prefers."""
    brief = audition.brief
    shapes = DISPATCH_SHAPES if brief.kind == "dispatch" else SHAPES
    for number in range(MOST_VOICES, FEWEST_VOICES - 1, -1):
        cast = choose(audition, at_most=number)
        if cast is None or len(cast.voices) < FEWEST_VOICES:
            return
        if len(cast.voices) < number:
            continue
        for shape in Chooser(brief.id).order("shape", shapes)[:3]:
            yield cast, Body(brief, cast, shape).paragraphs()


def _words(paragraphs: tuple[Paragraph, ...], brief: Brief) -> int:
    return sum(len(render_paragraph(paragraph, brief).split()) for paragraph in paragraphs)


def _misfit(paragraphs: tuple[Paragraph, ...], brief: Brief) -> tuple[bool, int, float]:
    """Return how far a body is from its bounds: a close that wore out, hard bounds, words and quotations.

    A hundredth of quotations too many weighs as much as three words too few, a voice left out as two.
    """
    words = _words(paragraphs, brief)
    parts = [part for paragraph in paragraphs for sentence in paragraph.sentences for part in sentence.parts]
    quotes = [part.quote.text for part in parts if part.quote]
    quoted = sum(len(quote.split()) for quote in quotes)
    bounds = DISPATCH_WORDS if brief.kind == "dispatch" else WORDS
    outside = max(bounds.start - words, words - bounds.stop + 1, 0)
    share = quoted / max(1, words)
    worn = Lately(brief).closing(paragraphs[-1].sentences[-1]).worn
    unfit = (len(paragraphs) not in PARAGRAPHS) + (share > MOST_QUOTED) + 2 * (words < FEWEST_WORDS)
    return (worn, unfit, 2 * outside + 900 * max(0.0, share - QUOTED) - 4 * len(quotes))
