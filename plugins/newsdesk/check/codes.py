"""Every finding code, its severity and its rule; docs/checking.md holds the same table."""

from __future__ import annotations

from typing import NamedTuple

from newsdesk.stories import Finding, FindingSeverity


class Rule(NamedTuple):
    """What a code means: how bad it is, and the rule that was not kept."""

    severity: FindingSeverity
    rule: str


CODES: dict[str, Rule] = {
    # references
    "brief-mismatch": Rule("error", "A draft names the brief that it was written from."),
    "cite-unknown": Rule("error", "Every cite is an id of the brief."),
    "uncited": Rule("error", "What was said cites its post, itself or earlier in its paragraph."),
    "stat-unknown": Rule("error", "Every placed statistic stands in the brief."),
    "form-unknown": Rule("error", "A placed statistic has the form in which it is placed."),
    "slot-quote": Rule("error", "{quote} stands exactly once where there is a quote, and nowhere else."),
    "slot-stat": Rule("error", "{stat} stands exactly once where there is a statistic, and nowhere else."),
    "slot-speaker": Rule("error", "{speaker} stands only where a record is cited."),
    "slot-stray": Rule("error", "No braces but those of slots."),
    # quotes
    "quote-record": Rule("error", "A quotation names a record of the brief."),
    "quote-verbatim": Rule("error", "A quotation stands word for word, in whole words, in its record."),
    "quote-author": Rule("error", "A record without an author is never quoted."),
    "quote-barred": Rule("error", "A record that may only be counted is not quoted."),
    "quote-ellipsis": Rule("error", "What an ellipsis joins stands in one record, in that order."),
    "quote-clipped": Rule("error", "A quotation keeps the if, the not and the wish that govern it."),
    "quote-irony": Rule("error", "A quotation keeps the mark that says it was meant in jest."),
    "quote-of-quote": Rule("error", "Somebody else's words inside a post are not its author's."),
    "quote-second-hand": Rule("error", "Words that an outlet reports are given as reported by the outlet."),
    "quote-marks": Rule("error", "Quotation marks come only with a placed quotation."),
    "quote-again": Rule("warning", "One quotation from each post."),
    "quote-unattributed": Rule(
        "warning", "A quotation says whose words they are, in its sentence or before."
    ),
    "quote-wording": Rule("error", "A record's words that are already printed have one wording on the site."),
    "copied": Rule(
        "error", "Nine words in a row of a source, or a sentence of it, stand in quotation marks."
    ),
    # paraphrases
    "hedge": Rule("error", "A paraphrase is as sure as its source, and not surer."),
    "negation": Rule("error", "A paraphrase denies what its source denies, and nothing else."),
    "opposite": Rule("error", "A paraphrase doesn't say the opposite of its source."),
    "irony": Rule("error", "What was meant in jest is told as a jest."),
    "barred": Rule("error", "A record that may only be counted is not told either."),
    "superlative": Rule("error", "First, only, largest and the like stand in the cited evidence."),
    "trait": Rule("error", "Gender, job, age and motive of people are stated in the cited evidence."),
    "reach": Rule("error", "How far a post travelled is said only beside its measure."),
    # speakers
    "speaker-mismatch": Rule("error", "The person who is named beside a quotation is the one who said it."),
    "speaker-voice": Rule(
        "error", "A speaker is called after the account, community or platform of the record."
    ),
    "speaker-another": Rule(
        "error", "Another speaker follows one of the same kind, in a paragraph that has just named the place."
    ),
    "handle": Rule("error", "An account is named only where it may be, in a part that cites it."),
    "platform-mismatch": Rule("error", "The platform or community named is that of the cited record."),
    "promotion": Rule("error", "An advertisement is called one."),
    # numbers and names
    "number": Rule("error", "A number is a placed statistic, or stands in the cited evidence."),
    "date": Rule("error", "A day or date is the window's, or stands in the cited evidence."),
    "window": Rule("error", "The phrase of time fits the window."),
    "role": Rule("error", "The words around a statistic say of it what it counts, and nothing else."),
    "statistic-form": Rule("error", "The forms of a statistic show its value."),
    "name": Rule("error", "A name stands in the brief's names or in the cited evidence."),
    # kinds
    "counted-bare": Rule("error", "What is counted places a statistic."),
    "quantifier": Rule("error", "How many people or posts is told by a statistic."),
    "quantifier-loose": Rule("warning", "Words such as most and many come with a statistic."),
    "cohort": Rule("error", "A community feels something only when three independent members say it."),
    "because-bare": Rule("error", "A cause cites a contribution or an overlap statistic."),
    "cause-word": Rule("error", "Only a because part says why; a said part may repeat its source."),
    "happened-source": Rule(
        "error", "What happened cites a page, an article, a paper, a note or an earlier story."
    ),
    "reading-owes": Rule("error", "A reading holds no quotation, no statistic and no attribution."),
    "reading-alone": Rule("error", "A reading stands beside a cited part of its own paragraph."),
    "reading-run": Rule("error", "At most two readings in a row."),
    "reading-share": Rule("error", "Readings are at most 40 % of the words."),
    "unsupported": Rule("error", "A second reader finds the sentence in the records that it cites."),
    # text
    "address": Rule("error", "No web address in our own words."),
    "html": Rule("error", "No HTML in our own words."),
    "markdown": Rule("error", "No Markdown, image or code in our own words."),
    "front-matter": Rule("error", "No metadata lines in our own words."),
    "template": Rule("error", "No template syntax in our own words."),
    "control": Rule("error", "No control, invisible or direction-changing characters."),
    "self-talk": Rule("error", "A story does not speak of itself, its making, or its data."),
    "first-person": Rule("warning", "A story has no I and no we."),
    # shape
    "headline-length": Rule("warning", "A headline has 50 to 100 characters."),
    "headline-long": Rule("error", "A headline has at most 140 characters."),
    "headline-question": Rule("error", "A headline asks nothing."),
    "headline-form": Rule("warning", "A headline has no colon label and no full stop."),
    "standfirst-length": Rule("warning", "A standfirst has 140 to 280 characters."),
    "standfirst-echo": Rule("warning", "A standfirst repeats no phrase of the headline."),
    "sentence-form": Rule("error", "A sentence begins with a capital and ends with a full stop."),
    "question": Rule("error", "A story asks nothing in its own words."),
    "empty": Rule("error", "No part, sentence, paragraph, headline or standfirst is empty."),
    "words-total": Rule("warning", "The body has the length of its kind of story."),
    "quoted-share": Rule("warning", "Quoted words are 8 to 20 % of the body."),
    "worn": Rule("warning", "No worn props, and none of the words that are never used."),
    "reflex": Rule("warning", "'Not this but that' at most once, dashes at most four."),
    # voice
    "voice-opening": Rule("error", "No two of the last thirty stories open in one shape."),
    "voice-closing": Rule("error", "No two of the last thirty stories close in one shape."),
    "voice-headline": Rule("warning", "No two of the last thirty headlines have one shape."),
    "voice-run": Rule("error", "No six words of our own in a row stand in two of the last thirty stories."),
    # a published story's files; found when a story is verified
    "version-malformed": Rule("error", "A version file is JSON and fits its schema."),
    "version-bytes": Rule("error", "A version file holds exactly the bytes that the newsroom writes."),
    "version-digest": Rule("error", "The digest in a version file is that of its content."),
    "version-published": Rule("error", "A copy of a version file holds what was published."),
    "version-place": Rule("error", "Story, address and number of a version belong together."),
    "brief-digest": Rule("error", "A brief's id is the digest of its content."),
    "printed": Rule("error", "Headline, standfirst and figures are those of the draft."),
    "article-missing": Rule("error", "The newest version of a story has its article."),
    "article-bytes": Rule("error", "An article holds exactly what its version renders to."),
    "article-digest": Rule("error", "The digest of the article in a version file is that of its rendering."),
    "record-altered": Rule("error", "A record in a brief is the one in the archive."),
    "record-missing": Rule("warning", "A record in a brief stands in the archive."),
}


def finding(code: str, part: str, detail: str) -> Finding:
    """Return the finding of that code at that place, with the severity that the code has."""
    return Finding(code=code, severity=CODES[code].severity, part=part, detail=detail)
