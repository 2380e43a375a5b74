"""How a voice is introduced: which patterns fit what is quoted from it."""

from __future__ import annotations

from newsdesk.stories import Brief
from newsdesk.write import lexicon, patterns
from newsdesk.write import opening_patterns as first
from newsdesk.write.audition import Voice


def openings(lead: Voice) -> tuple[str, ...]:
    """Return the opening patterns for what leads: a title, a question, a reply or a post."""
    if lead.is_title:
        return _title_patterns(lead, first.OPEN_ARTICLE, first.OPEN_TITLED, opening=True)
    if lead.quote.text.endswith("?"):
        return first.OPEN_QUESTION
    if lead.source.record.reply_to and lead.source.record.kind == "comment":
        return (*first.OPEN_REPLY, *first.OPEN_POST)
    return first.OPEN_POST


def _title_patterns(
    voice: Voice, article: tuple[str, ...], link: tuple[str, ...], *, opening: bool
) -> tuple[str, ...]:
    kind = voice.source.record.kind
    if kind == "article":
        return article
    if kind != "paper":
        return link
    if voice.source.speaker.named and not voice.source.speaker.text.startswith("a paper"):
        return first.OPEN_PAPER if opening else patterns.VOICE_PAPER
    return first.OPEN_PAPER_UNSIGNED if opening else patterns.VOICE_PAPER_UNSIGNED


def manners(voice: Voice, brief: Brief) -> list[str]:
    """Return how a voice may be introduced, by what it says and whether its record names the subject."""
    if voice.is_title:
        return list(_title_patterns(voice, patterns.VOICE_ARTICLE, patterns.VOICE_LINK, opening=False))
    if voice.quote.text.endswith("?"):
        return list(patterns.VOICE_QUESTION)
    found = list(patterns.VOICE)
    if brief.subject_name and brief.subject in voice.source.entities:
        found += patterns.VOICE_NAMING
    if voice.argument:
        found += patterns.VOICE_ARGUMENT
    if lexicon.EXPERIENCE.search(voice.quote.text):
        found += patterns.VOICE_FIRST_PERSON
    return found


def noun(voice: Voice) -> str:
    """Return what a voice's record is called: post, comment, article."""
    return voice.source.record.kind


def quote_first(pattern: str) -> bool:
    """Say whether a pattern begins with the quotation."""
    return pattern.startswith("{quote}")


def same_thread(one: Voice, other: Voice) -> bool:
    """Say whether a voice answers what another one answers, or that one itself."""
    parent = other.source.record.reply_to
    return parent is not None and parent in {one.source.record.reply_to, one.source.record.id}
