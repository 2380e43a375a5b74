"""Headline and standfirst: a plain claim with its number, then what changed and what that leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from newsdesk.prose import render_sentence
from newsdesk.stories import Brief, Quote, Sentence
from newsdesk.write import heading_patterns, lexicon, patterns
from newsdesk.write.candidates import is_quotable, sentence_spans, words_of
from newsdesk.write.cast import Cast, Voice
from newsdesk.write.choice import Chooser
from newsdesk.write.phrasing import Phrasing, clean, platform_name
from newsdesk.write.subject import (
    Movement,
    general_names,
    is_still,
    movements,
    platforms_by_posts,
    tone_names,
)

HEADLINE = range(50, 101)  #: characters
STANDFIRST = range(140, 281)  #: characters
#: So many words in a row that both have is a phrase repeated.
ECHO = 4
_PLACED = re.compile(r"\[([\w.\-]+) value\]")
_SAFE = re.compile(r"\d[\d,.]*%?")


#: A pattern and the quotations that go into it.
_Option = tuple[str, tuple[Quote, ...]]


class Heading:
    """Composes headline and standfirst for one brief and one cast."""

    def __init__(self, brief: Brief, cast: Cast) -> None:
        self._brief = brief
        self._cast = cast
        self._phrasing = Phrasing(brief)
        self._choose = Chooser(brief.id)
        self._names = general_names(brief, self._phrasing) | {
            "Platform": platform_name(cast.lead.platform),
            "noun": cast.lead.source.record.kind,
            "Noun": cast.lead.source.record.kind.capitalize(),
        }
        self._moved = movements(brief, self._phrasing)

    # -- headline ---------------------------------------------------------------------------------------

    def headline(self) -> Sentence:
        """Return the headline: the first that fits in length and wasn't used lately."""
        made = list(self._headlines())
        avoid = {_shape(old) for old in self._brief.avoid.headlines}
        fitting = [s for s in made if len(self._text(s)) in HEADLINE]
        fresh = [s for s in fitting if _shape(self._text(s)) not in avoid]
        return (fresh or fitting or made or [self._plain_headline()])[0]

    def _headlines(self) -> Iterator[Sentence]:
        for movement in self._moved[:2]:
            names = {**self._names, **movement.names}
            plain = self._choose.order(
                f"headline {movement.kind}", [(p, ()) for p in _heads(movement, names)]
            )
            worded = self._choose.order(f"worded {movement.kind}", self._with_words(movement))
            for pattern, quotes in self._mix(movement, worded, plain):
                if self._phrasing.can(pattern, names) and self._is_safe(pattern, names):
                    yield self._phrasing.sentence(pattern, quotes, names)

    def _mix(
        self, movement: Movement, worded: Sequence[_Option], plain: Sequence[_Option]
    ) -> Sequence[_Option]:
        """Put a title first that carried a community, somebody's few words half of the time."""
        words_first = movement.kind == "carried" or self._choose.pick("words in the headline", (True, False))
        return [*worded, *plain] if words_first else [*plain, *worded]

    def _with_words(self, movement: Movement) -> list[_Option]:
        """Return headlines that hold somebody's own few words."""
        if movement.kind == "carried":
            title = self._cast.lead.title
            if title is None or not 12 < len(title.text) < 66 or title.text.endswith((".", "?", "!", ":")):
                title = None
            if title is not None:
                return [(pattern, (title,)) for pattern in heading_patterns.HEAD_CARRIED]
        first = heading_patterns.HEAD_FIRST.get(f"{movement.kind}_{'up' if movement.up else 'down'}")
        words = _few_words(self._cast.voices)
        if first is None or words is None:
            return []
        return [(f"{first}|{said}", (words,)) for said in heading_patterns.HEAD_SAID]

    def _is_safe(self, pattern: str, names: Mapping[str, str]) -> bool:
        """Say whether every number is a bare one: other forms are lower case and break the title case."""
        placed = _PLACED.findall(self._phrasing.named(pattern, names))
        values = [self._phrasing.statistics[key].forms["value"] for key in placed]
        return all(_SAFE.fullmatch(value) and value not in {"0", "1"} for value in values) and (
            len(set(values)) == len(values)
        )

    def _plain_headline(self) -> Sentence:
        lead = self._cast.lead
        pattern = "A Post About <Topic> on <Platform> Says What Others Go On to Dispute"
        if self._cast.pairs:
            pattern = "Voices for and Against Meet in the Talk About <Topic> on <Platform>"
        return self._phrasing.sentence(pattern, (lead.quote,), self._names)

    # -- standfirst ---------------------------------------------------------------------------------------

    def standfirst(self, headline: Sentence) -> tuple[Sentence, ...]:
        """Return two sentences in bounds that repeat no phrase of the headline, as nearly as can be."""
        above = words_of(self._text(headline))
        firsts = [s for movement in self._moved for s in self._changes(movement)]
        firsts = firsts or [self._said_first()]
        seconds = list(self._left_out())
        pairs: list[tuple[Sentence, Sentence | None]] = list(product(firsts, seconds))
        pairs = pairs or [(first, None) for first in firsts]

        def cost(pair: tuple[Sentence, Sentence | None]) -> tuple[bool, bool]:
            text = " ".join(self._text(s) for s in pair if s)
            return (len(text) not in STANDFIRST, _echoes(above, words_of(text)))

        best = min(pairs, key=cost)
        return tuple(sentence for sentence in best if sentence)

    def _changes(self, movement: Movement) -> Iterator[Sentence]:
        names = {**self._names, **movement.names}
        options = _STAND.get(movement.kind, ())
        for pattern in self._choose.order(f"stand {movement.kind}", options):
            if self._phrasing.can(pattern, names):
                yield self._phrasing.sentence(pattern, (), names)

    def _left_out(self) -> Iterator[Sentence]:
        for pattern, names in self._left_out_patterns():
            if self._phrasing.can(pattern, names):
                told, self._phrasing.told_time = self._phrasing.told_time, True
                yield self._phrasing.sentence(pattern, (), names)
                self._phrasing.told_time = told
        for voice in (*_best_first(self._cast.answers), *_best_first(self._cast.voices[1:])):
            if not voice.is_title and not voice.question:
                said = heading_patterns.LEFT_OUT_SAID if voice in self._cast.answers else patterns.VOICE[:2]
                yield self._phrasing.sentence(
                    self._choose.pick("left out", said), (voice.quote,), self._names
                )

    def _left_out_patterns(self) -> Iterator[tuple[str, dict[str, str]]]:
        movement = self._moved[0] if self._moved else None
        tone = movement.names.get("tone") if movement else None
        if movement and movement.kind == "divergence":
            yield from ((p, {**self._names, **movement.names}) for p in heading_patterns.LEFT_OUT_PLACE)
        if tone:
            other = tone_names("positive" if tone == "negative" else "negative")
            still = is_still(self._phrasing, other["tone"])
            options = heading_patterns.LEFT_OUT_STILL if still else heading_patterns.LEFT_OUT_OTHER
            yield from ((p, {**self._names, **other}) for p in options)
        general = [*heading_patterns.LEFT_OUT_MOODS, *heading_patterns.LEFT_OUT_SPREAD]
        if len(platforms_by_posts(self._phrasing)) == 3:
            general += heading_patterns.LEFT_OUT_LESS
        yield from ((p, self._names) for p in self._choose.order("left out", general))

    def _said_first(self) -> Sentence:
        lead = self._cast.lead
        pattern = "{Speaker} asked <when>: {quote}." if lead.question else "{Speaker} wrote <when>: {quote}."
        return self._phrasing.sentence(pattern, (lead.quote,), self._names)

    def _text(self, sentence: Sentence) -> str:
        return render_sentence(sentence, self._brief)


_STAND: dict[str, tuple[str, ...]] = {
    "volume": heading_patterns.STAND_VOLUME,
    "mood": heading_patterns.STAND_MOOD,
    "divergence": heading_patterns.STAND_DIVERGENCE,
    "entity": heading_patterns.STAND_ENTITY,
    "carried": heading_patterns.STAND_CARRIED,
}


def _heads(movement: Movement, names: Mapping[str, str]) -> Sequence[str]:
    table: dict[tuple[str, bool], Sequence[str]] = {
        ("volume", True): heading_patterns.HEAD_VOLUME_UP,
        ("volume", False): heading_patterns.HEAD_VOLUME_DOWN,
        ("mood", True): heading_patterns.HEAD_MOOD_UP,
        ("mood", False): heading_patterns.HEAD_MOOD_DOWN,
        ("divergence", True): heading_patterns.HEAD_DIVERGENCE,
        ("divergence", False): heading_patterns.HEAD_DIVERGENCE,
        ("entity", True): heading_patterns.HEAD_ENTITY_UP,
        ("entity", False): heading_patterns.HEAD_ENTITY_DOWN,
        ("carried", True): heading_patterns.HEAD_CARRIED_PLAIN,
    }
    found = table.get((movement.kind, movement.up), ())
    if names.get("subject", "X")[:1].islower():  # a common noun, perhaps in the plural: no verb after it
        found = [pattern for pattern in found if not pattern.startswith("<Subject>")]
    return found


def _few_words(voices: Sequence[Voice]) -> Quote | None:
    """Return the best whole sentence of three to eight words that the story's voices hold."""
    found: list[tuple[float, str, Quote]] = []
    for voice in voices:
        if voice.is_title:
            continue
        for span in sentence_spans(voice.source.record.text):
            words = words_of(span.text)
            if not 3 <= len(words) <= 8 or span.text.endswith(("?", "!")) or not is_quotable(span):
                continue
            if words[0] in lexicon.DANGLING | lexicon.CONNECTIVES or lexicon.SECOND_PERSON.search(span.text):
                continue
            if lexicon.THIRD_PERSON.search(span.text):
                continue
            weight = len(lexicon.VIEWS.findall(span.text)) + sum(word in lexicon.CONCRETE for word in words)
            if weight and lexicon.AI_TERMS.search(span.text):
                found.append((-weight, voice.id, Quote(record=voice.id, kind="speech", text=span.text)))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _best_first(voices: Sequence[Voice]) -> list[Voice]:
    return sorted(voices, key=lambda voice: (-voice.score, voice.id))


def _echoes(above: list[str], below: list[str]) -> bool:
    runs = {tuple(above[n : n + ECHO]) for n in range(len(above) - ECHO + 1)}
    return any(tuple(below[n : n + ECHO]) in runs for n in range(len(below) - ECHO + 1))


def _shape(headline: str) -> str:
    """Return a headline without its numbers and quotations: what would be seen as the same twice."""
    return re.sub(r"“[^”]*”|[\d.,%]+", "#", clean(headline)).casefold()
