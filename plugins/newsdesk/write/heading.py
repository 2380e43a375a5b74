"""The headline: a plain claim with its number, or with somebody's own few words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from newsdesk.prose import render_sentence
from newsdesk.stories import Brief, Quote, Sentence
from newsdesk.voice import Lately
from newsdesk.write import heading_patterns as written
from newsdesk.write.audition import FEW_WORDS, Audition, Voice
from newsdesk.write.candidates import words_of
from newsdesk.write.cast import Cast
from newsdesk.write.choice import Chooser
from newsdesk.write.matter import NEAR
from newsdesk.write.phrasing import Phrasing, platform_name
from newsdesk.write.spare_patterns import spares
from newsdesk.write.standfirst import Standfirst
from newsdesk.write.subject import (
    Movement,
    companions,
    general_names,
    movements,
    platforms_by_posts,
)
from newsdesk.write.terms import holds, says

HEADLINE = range(50, 101)  #: characters
#: Fewer posts than this are not told as a bare number.
MANY = 20
#: The same where somebody's words carry the headline.
SOME = 10
#: A smaller share than this (0…1) is no matter for a headline.
TELLING = 0.3
#: The lead's own words come before those of others.
_OF_THE_LEAD = 0.8
_PLACED = re.compile(r"\[([\w.\-]+) value\]")
_SAFE = re.compile(r"\d[\d,.]*%?")

#: A pattern, the quotations that go into it, and the names that only this one needs.
_Option = tuple[str, tuple[Quote, ...], dict[str, str]]


class Heading:
    """Composes headline and standfirst for one brief, one cast and those who were heard."""

    def __init__(self, brief: Brief, cast: Cast, audition: Audition) -> None:
        self._brief = brief
        self._cast = cast
        self._audition = audition
        self._phrasing = Phrasing(brief)
        self._choose = Chooser(brief.id)
        self._lately = Lately(brief)
        record = cast.lead.source.record
        self._names = general_names(brief, self._phrasing) | companions(brief)
        self._names |= {"noun": record.kind, "Noun": record.kind.capitalize(), "id": cast.lead.id}
        self._names["Platform"] = platform_name(record.platform)
        self._names |= _room(record.community, record.platform)
        self._moved = movements(brief, self._phrasing)
        rooms = platforms_by_posts(self._phrasing)
        if len(rooms) > 1 and (self._phrasing.value(f"platform.{rooms[-1]}.now") or 0) > 1:
            self._names |= {"least": rooms[-1], "Least": platform_name(rooms[-1])}

    # -- headline ---------------------------------------------------------------------------------------

    def headline(self) -> Sentence:
        """Return the headline: the first that fits in length and has a shape that no story of late had.

        Where all are used up it is the one that rested longest; six words in a row never come again.
        """
        made = list(self._headlines())
        fitting = [one for one in made if len(self._text(one)) in HEADLINE]
        unheard = [one for one in fitting if not self._lately.repeats(one)]
        heard = [(self._lately.headline(one), one) for one in unheard]
        fresh = [one for shape, one in heard if not shape.worn]
        rested = [one for _, one in sorted(heard, key=lambda pair: -pair[0].rest)]
        found = fresh or rested or fitting or made
        return found[0] if found else self._plain_headline()

    def _headlines(self) -> Iterator[Sentence]:
        """Yield headlines, the most wanted first, the spare ones last."""
        for movement in self._moved[:2]:
            worded = self._choose.order(f"worded {movement.kind}", self._worded(movement))
            plain = self._choose.order(f"plain {movement.kind}", _wordless(_plain(movement)))
            words_first = movement.kind != "divergence" or self._choose.pick("words", (True, False))
            yield from self._filled(movement, [*worded, *plain] if words_first else [*plain, *worded])
        for movement in self._moved[:2]:
            yield from self._filled(movement, _wordless(spares(_plain(movement))))

    def _filled(self, movement: Movement, options: Sequence[_Option]) -> Iterator[Sentence]:
        """Yield the headlines of those patterns that can be filled with what a movement counts."""
        names = {**self._names, **movement.names, **self._what_moved(movement)}
        for pattern, quotes, own in options:
            filled = {**names, **own}
            if self._phrasing.can(pattern, filled) and self._is_safe(pattern, filled):
                yield self._make(pattern, quotes, filled)

    def _make(self, pattern: str, quotes: Sequence[Quote], names: Mapping[str, str]) -> Sentence:
        sentence = self._phrasing.sentence(pattern, quotes, names)
        # the place of a carried post is named before its words: every part cites it
        return self._citing_the_lead(sentence) if self._brief.kind == "dispatch" else sentence

    def _citing_the_lead(self, sentence: Sentence) -> Sentence:
        cites = (self._cast.lead.id,)
        return Sentence(parts=tuple(part.model_copy(update={"cites": cites}) for part in sentence.parts))

    def _what_moved(self, movement: Movement) -> dict[str, str]:
        """Return what a headline counts: a name's posts if it is told, else what moved, else the beat's."""
        if movement.kind == "entity":
            return {"s": f"entity.{movement.names['e']}", "Topic": movement.names["Subject"]}
        return {"s": movement.names.get("s", "volume"), "Topic": self._names["Beat"]}

    def _worded(self, movement: Movement) -> list[_Option]:
        """Return headlines that hold somebody's own few words, or the phrase that spread."""
        if movement.kind == "carried":
            words = self._title_words()
            return [(pattern, (words,), {}) for pattern in written.WORDS_CARRIED] if words else []
        terms: list[_Option] = []
        if movement.kind == "phrase":
            terms = [(pattern, movement.quotes, {}) for pattern in written.TERM_PHRASE]
        voice = self._striking(movement)
        if voice is None or voice.few is None or not movement.up:
            return terms
        own = {
            "Says": "Asks" if voice.few.text.endswith("?") else "Says",
            "Noun": voice.source.record.kind.capitalize(),
            "Place": platform_name(voice.platform),
        }
        patterns: Sequence[str] = _WORDED.get(movement.kind, ())
        before = movement.quotes if movement.kind == "phrase" else ()
        return [*terms, *((pattern, (*before, voice.few), own) for pattern in patterns)]

    def _striking(self, movement: Movement) -> Voice | None:
        """Return the voice with the best few words that is counted in what moved, the lead's preferred."""

        def worth(voice: Voice) -> tuple[float, str]:
            lead = _OF_THE_LEAD if voice.id == self._cast.lead.id else 0.0
            return (voice.few_score + 0.3 * voice.score + lead, voice.id)

        counted = [
            voice
            for voice in self._audition.voices
            if voice.few is not None and voice.near >= NEAR and self._is_counted(voice, movement)
        ]
        return max(counted, key=worth, default=None)

    def _is_counted(self, voice: Voice, movement: Movement) -> bool:
        """Say whether a voice is one of those that a movement counts: it names, sounds or says what moved."""
        names = movement.names
        if "e" in names:
            return names["e"] in voice.source.entities
        if "phrase" in names:
            # the phrase stands in the headline already
            again = voice.few is not None and says(voice.few.text, names["phrase"])
            return holds(voice.source, names["phrase"]) and not (again and movement.kind == "phrase")
        if movement.kind == "cross.link":
            return self._audition.matter.is_about(voice.source)
        return movement.kind != "tone" or voice.source.voice_register == names["register"]

    def _title_words(self) -> Quote | None:
        """Return a carried post's title, a sentence of it where it is long, else the post's few words."""
        lead = self._cast.lead
        title = lead.title
        if title is None:
            return lead.few
        if 12 < len(title.text) < 70 and not title.text.endswith((".", ":")):
            return title
        bare = re.sub(r"^(?:ask|show|tell) hn: ", "", title.text, flags=re.IGNORECASE)
        pieces = [piece.rstrip(".") for piece in re.split(r"(?<=[.?!])\s+", bare)]
        fit = [p for p in pieces if len(words_of(p)) in FEW_WORDS and len(p) < 62 and ":" not in p]
        if not fit:
            return lead.few
        best = max(fit, key=lambda piece: (piece.endswith("?"), len(piece)))
        return Quote(record=lead.id, kind="title", text=best)

    def _is_safe(self, pattern: str, names: Mapping[str, str]) -> bool:
        """Say whether every name is known and every bare number worth telling, none of them twice."""
        named = self._phrasing.named(pattern, names)
        if any(not names.get(name) for name in re.findall(r"<(\w+)>", pattern)):
            return False
        if names["Topic"] == names["Beat"] and "<Topic> on <Beat>" in pattern:
            return False
        if not self._has_one_base(named):
            return False
        values = [self._phrasing.statistics[key].forms["value"] for key in _PLACED.findall(named)]
        if not all(_SAFE.fullmatch(value) and value not in {"0", "1"} for value in values):
            return False
        least = SOME if "{quote}" in pattern else MANY
        small = any(
            self._phrasing.statistics[key].value < least
            for key in re.findall(r"\[((?:volume|entity\.[\w\-]+|authors)\.now) value\]", named)
        )
        return not small and len(set(values)) == len(values)

    def _has_one_base(self, named: str) -> bool:
        """Say whether what a headline counts belongs together: a name's posts, or all of the beat's."""
        keys = re.findall(r"\[([\w.\-]+) \w+\]", named)
        all_posts = [key for key in keys if key.startswith(("authors.", "platform.", "negative.now"))]
        of_a_name = any(key.startswith("entity.") for key in keys)
        if all_posts and of_a_name and any(moved.kind != "entity" for moved in self._moved):
            return False
        if "negative.now" in keys and (self._phrasing.value("negative.now") or 0) < TELLING:
            return False
        whole = (self._phrasing.value("platforms.now") or 0) < 2
        return not (whole and any(key.startswith("platform.") for key in keys))

    def _plain_headline(self) -> Sentence:
        pattern = "The Talk of <Topic> in <Day>, in the Words of Those Who Took Part"
        return self._citing_the_lead(self._make(pattern, (), self._names))

    def standfirst(self, headline: Sentence) -> tuple[Sentence, ...]:
        """Return the standfirst that goes with the headline."""
        below = Standfirst(self._brief, self._phrasing, self._choose, self._names, self._moved, self._lately)
        return below.sentences(self._text(headline)) or (self._said_first(),)

    def _said_first(self) -> Sentence:
        lead = self._cast.lead
        pattern = "{Speaker} asked <when>: {quote}." if lead.question else "{Speaker} wrote <when>: {quote}."
        return self._phrasing.sentence(pattern, (lead.quote,), self._names)

    def _text(self, sentence: Sentence) -> str:
        return render_sentence(sentence, self._brief)


_WORDED: dict[str, tuple[str, ...]] = {
    "volume": written.WORDS_UP,
    "entity": written.WORDS_UP,
    "mood": written.WORDS_MOOD,
    "divergence": written.WORDS_DIVERGENCE,
    "tone": written.WORDS_TONE,
    "phrase": written.WORDS_PHRASE,
    "cross.entity": written.WORDS_CROSS,
    "cross.phrase": written.WORDS_CROSS,
    "cross.link": written.WORDS_CROSS,
    "cross.wording": written.WORDS_CROSS,
    "novel.names": written.WORDS_NAMES,
    "novel.phrases": written.WORDS_TURNS,
    "novel.authors": written.WORDS_NEWCOMERS,
}
_PLAIN: dict[str, tuple[str, ...]] = {
    "mood": written.PLAIN_MOOD,
    "divergence": written.PLAIN_DIVERGENCE,
    "carried": written.PLAIN_CARRIED,
    "tone": written.PLAIN_TONE,
    "phrase": (),
    "cross.entity": written.PLAIN_CROSS,
    "cross.phrase": written.PLAIN_CROSS,
    "cross.link": written.PLAIN_CROSS,
    "wording": written.PLAIN_WORDING,
    "cross.wording": written.PLAIN_CROSS,
    "novel.names": written.PLAIN_NAMES,
    "novel.phrases": written.PLAIN_TURNS,
    "novel.authors": written.PLAIN_NEWCOMERS,
}


def _wordless(patterns: Sequence[str]) -> list[_Option]:
    return [(pattern, (), {}) for pattern in patterns]


def _plain(movement: Movement) -> tuple[str, ...]:
    if movement.kind == "tone" and not movement.up:
        return written.PLAIN_TONE_DOWN
    by_direction = written.PLAIN_UP if movement.up else written.PLAIN_DOWN
    return _PLAIN.get(movement.kind, by_direction)


def _room(community: str | None, platform: str) -> dict[str, str]:
    """Return where a carried post stands: in r/…, else on its platform."""
    if platform == "reddit" and re.fullmatch(r"r/[A-Za-z0-9]{2,32}", community or ""):
        return {"room": f"in {community}", "Room": f"In {community}"}
    return {"room": f"on {platform_name(platform)}", "Room": f"On {platform_name(platform)}"}
