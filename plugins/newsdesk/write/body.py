"""The paragraphs of a story: the blocks of a shape, each in one of its patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from newsdesk.stories import Brief, Paragraph, Quote, Sentence
from newsdesk.voice import Heard, Lately
from newsdesk.write import count_patterns as counts
from newsdesk.write import patterns
from newsdesk.write.audition import Voice
from newsdesk.write.calling import call_others
from newsdesk.write.cast import Cast
from newsdesk.write.changes import Changes
from newsdesk.write.choice import Chooser
from newsdesk.write.closing_patterns import CLOSE_QUESTION, CLOSE_SAID
from newsdesk.write.counting import Counting
from newsdesk.write.manners import manners, noun, openings, quote_first, same_thread
from newsdesk.write.opening_patterns import GOES_ON, OPEN_TITLED
from newsdesk.write.phrasing import Phrasing
from newsdesk.write.subject import companions, general_names, platforms_by_posts

#: Of so many voices besides the lead it is told how far they travelled …
_REACHES = 2
#: … and only of those who reached so far (0…1).
_FAR = 0.9
#: What may part quotations, the best first.
_FACTS = ("moods", "spread", "places", "also", "pace", "rooms")
_DISPATCH_FACTS = ("replied", "toned", "reach")
#: So many quotations may stand in a row without a counted sentence between them.
_RUN = 2


class Body:
    """Composes the paragraphs once, from one cast; the pieces that are used up don't come again."""

    def __init__(self, brief: Brief, cast: Cast, shape: Sequence[Sequence[str]]) -> None:
        self._brief = brief
        self._choose = Chooser(brief.id)
        self._phrasing = Phrasing(brief)
        self._lately = Lately(brief)
        self._counting = Counting(self._phrasing, self._choose, self._lately)
        self._names = {**general_names(brief, self._phrasing), **companions(brief)}
        self._shape = shape
        self._cast = cast
        self._answers, self._pair_left = list(cast.answers), list(cast.pair)
        self._others = list(cast.others)
        self._changes = Changes(brief, self._counting, self._names)
        self._told: set[str] = set()
        self._heads: list[bool] = []
        self._fresh_voice: Voice | None = None  # whoever spoke in the sentence just before
        self._run = 0
        self._reaches = 0

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs; one of a single sentence joins the one before."""
        groups: list[list[Sentence]] = []
        for blocks in self._shape:
            self._fresh_voice = None
            sentences: list[Sentence] = []
            for block in blocks:
                sentences += self._ending(sentences) if block == "close" else self.block(block)
            if groups and 1 in {len(sentences), len(groups[-1])}:
                groups[-1] += sentences
            elif sentences:
                groups.append(sentences)
        return tuple(Paragraph(sentences=tuple(group)) for group in call_others(groups, self._brief))

    def _ending(self, before: list[Sentence]) -> list[Sentence]:
        """Return the last word; where it is one quotation too many, the voice before it goes instead."""
        told = self._close()
        if told or self._cast.last is None or not before or self._run < _RUN:
            return told
        before.pop()
        self._heads.pop()
        self._run -= 1
        return self._close()

    def block(self, name: str) -> list[Sentence]:
        """Return the sentences of a block, none where there is no material for it or it was told already."""
        spoken: dict[str, Callable[[], list[Sentence]]] = {
            "lead": self._open,
            "event": self._event,
            "answer": self._answer,
            "pair": self._pair,
            "voice": self._voice,
            "rest": self._rest,
            "close": self._close,
            "link": self._link,
        }
        return spoken[name]() if name in spoken else self._fact(name)

    # -- voices --------------------------------------------------------------------------------------

    def _open(self) -> list[Sentence]:
        voice = self._cast.lead
        titled = voice.title if not voice.is_title and voice.source.record.kind == "post" else None
        opening, ways = (titled, OPEN_TITLED) if titled else (voice.quote, openings(voice))
        options = self._rested(ways, voice, opening, self._lately.opening)
        first = self._say("opening", options, voice, opening)
        return [first, self._say("goes on", GOES_ON, voice)] if titled else [first]

    def _rested(
        self, options: Sequence[str], voice: Voice, quote: Quote, heard: Callable[[Sentence], Heard]
    ) -> list[str]:
        """Return the patterns of a shape that no story of late had, else the one that rested longest."""
        names = self._names_for(voice)
        able = [p for p in options if self._phrasing.can(p, names)]
        unheard = [p for p in able if not self._counting.is_heard(p, (quote,), names)] or able
        told = {p: heard(self._phrasing.sentence(p, (quote,), names)) for p in unheard}
        fresh = [pattern for pattern in unheard if not told[pattern].worn]
        return fresh or sorted(unheard, key=lambda pattern: -told[pattern].rest)[:1]

    def _names_for(self, voice: Voice) -> dict[str, str]:
        return {**self._names, "noun": noun(voice)}

    def _event(self) -> list[Sentence]:
        voice = self._cast.event
        return self._one("event", voice, patterns.EVENT) if voice else []

    def _answer(self) -> list[Sentence]:
        if not self._answers:
            return []
        voice = self._answers.pop(0)
        # "the post" must be plain: the only one of a dispatch, or the one quoted last
        before = self._fresh_voice
        plain = self._brief.kind == "dispatch" or (before is not None and before.id == self._cast.lead.id)
        return self._one("answer", voice, patterns.VOICE_REPLY if plain else self._ways(voice))

    def _voice(self) -> list[Sentence]:
        if not self._others:
            return self._answer()
        voice = self._others.pop(0)
        return self._one("voice", voice, self._ways(voice))

    def _ways(self, voice: Voice) -> list[str]:
        ways = manners(voice, self._brief)
        before = self._fresh_voice
        if before is not None and not voice.is_title and same_thread(before, voice):
            ways = [*patterns.VOICE_THREAD, *ways[:3]]
        return ways

    def _rest(self) -> list[Sentence]:
        left: list[Sentence] = []
        while self._answers or self._others or self._pair_left:
            told = self._pair() if self._pair_left else self._voice()
            if not told:
                break
            left += told
        return left

    def _one(self, slot: str, voice: Voice, options: Sequence[str]) -> list[Sentence]:
        before = self._link() if self._run >= _RUN else []
        if self._run >= _RUN:
            return []  # a third quotation in a row, and nothing to count between them
        return [*before, self._say(slot, options, voice)]

    def _pair(self) -> list[Sentence]:
        if not self._pair_left:
            return []
        before = self._link() if self._run else []
        voices, self._pair_left = self._pair_left, []
        if self._run:
            self._others = [*voices, *self._others]
            return []
        chosen = self._choose.pick(f"pair {voices[0].id} {voices[1].id}", patterns.PAIR)
        said = [self._say("pair", (pattern,), voice) for pattern, voice in zip(chosen, voices, strict=True)]
        return [*before, *said]

    def _close(self) -> list[Sentence]:
        voice = self._cast.last
        if voice is None:
            return []
        asked = voice.quote.text.endswith("?")
        ways = CLOSE_QUESTION if asked else (*self._ways(voice), *CLOSE_SAID)
        return self._one("close", voice, self._rested(ways, voice, voice.quote, self._lately.closing))

    # -- numbers ---------------------------------------------------------------------------------------

    def _link(self) -> list[Sentence]:
        """Return a counted sentence to part quotations: how far the last one travelled, else what is left."""
        reach = self._reach_of(self._fresh_voice) if self._fresh_voice else []
        facts = _DISPATCH_FACTS if self._brief.kind == "dispatch" else _FACTS
        return reach or next((told for fact in facts if (told := self._fact(fact))), [])

    def _fact(self, name: str) -> list[Sentence]:
        """Return the sentences of a fact, once."""
        makers: dict[str, Callable[[], Iterable[Sentence | None]]] = {
            "travel": self._travel,
            "moved": self._changes.told,
            "also": self._also,
            "moods": lambda: self._changes.moods("moved" in self._told),
            "pace": self._changes.pace,
            "spread": self._spread,
            "places": self._places,
            "rooms": self._rooms,
            "reach": self._reach_of_lead,
            "replied": lambda: [self._count("replied", counts.REPLIES_WHO, self._names)],
            "toned": self._tone,
        }
        if name in self._told:
            return []
        sentences = [sentence for sentence in makers[name]() if sentence]
        if sentences:
            self._told.add(name)
            # a phrase that is counted stands in quotation marks as well
            self._run = int(any(part.quote for part in sentences[-1].parts))
            self._fresh_voice = None
        if name == "moved" and self._changes.of_a_mood:
            sentences += self._fact("moods")  # a mood that moved and the other one belong together
        return sentences

    def _reach_of(self, voice: Voice) -> list[Sentence]:
        """Tell how far a voice travelled, for the few that did, once the window has been named."""
        far = (voice.source.reach or 0) >= _FAR and voice.id != self._cast.lead.id
        if self._reaches >= _REACHES or not self._phrasing.told_time or not far:
            return []
        names = {**self._names, "id": voice.id, "noun": noun(voice)}
        fresh = [pattern for pattern in counts.REACH_OF_VOICE if pattern not in self._counting.used]
        sentence = self._count(f"reach {voice.id}", fresh, names)
        if sentence is None:
            return []
        self._reaches += 1
        self._run, self._fresh_voice = 0, None
        return [sentence]

    def _travel(self) -> Iterable[Sentence | None]:
        """Tell how far the lead went, right after its words: "it" must mean the lead."""
        lead = self._cast.lead
        if self._fresh_voice is None or self._fresh_voice.id != lead.id:
            return
        names = {**self._names, "id": lead.id, "noun": noun(lead)}
        for options in (counts.CARRIED, counts.REACH_AND_THREAD, counts.REACH, counts.THREAD):
            if options in (counts.REACH, counts.REACH_AND_THREAD) and not self._phrasing.told_time:
                continue  # "those 24 hours" need to have been named
            sentence = self._count("travel", options, names)
            if sentence:
                if options is not counts.CARRIED:
                    self._told.add("reach")
                yield sentence
                return

    def _reach_of_lead(self) -> Iterable[Sentence | None]:
        lead = self._cast.lead
        names = {**self._names, "id": lead.id, "noun": noun(lead)}
        yield self._count("reach of lead", counts.REACH_OF_LEAD, names)

    def _tone(self) -> Iterable[Sentence | None]:
        yield self._count("toned", counts.REPLIES_MOOD, self._names) or self._count(
            "toned", counts.REPLIES_MOOD_ONE, self._names
        )

    def _also(self) -> Iterable[Sentence | None]:
        if "moved" in self._told:
            number = 2 if "also2" in self._names else 1
            yield self._count("also", counts.ALSO[number], self._names)

    def _spread(self) -> Iterable[Sentence | None]:
        one = (self._phrasing.value("platforms.now") or 0) < 2
        options = counts.SPREAD_ONE if one and "P1" in self._names else counts.SPREAD
        yield self._count("spread", options, self._names)

    def _places(self) -> Iterable[Sentence | None]:
        if len(platforms_by_posts(self._phrasing)) >= 2:
            yield self._count("places", counts.PLACES, self._names)

    def _rooms(self) -> Iterable[Sentence | None]:
        number = len(platforms_by_posts(self._phrasing))
        if number >= 3 and "places" in self._told:
            yield self._count("rooms", counts.ROOMS[min(4, number)], self._names)

    # -- patterns ----------------------------------------------------------------------------------------

    def _say(self, slot: str, options: Sequence[str], voice: Voice, quote: Quote | None = None) -> Sentence:
        """Make a said sentence in a manner not used before, the quotation not always on the same side."""
        names, quotes = self._names_for(voice), (quote or voice.quote,)
        able = [p for p in options if self._phrasing.can(p, names)]
        ordered = self._choose.order(f"{slot} {voice.id}", able)
        ordered.sort(key=lambda pattern: (pattern in self._counting.used, self._is_monotonous(pattern)))
        unheard = (p for p in ordered if not self._counting.is_heard(p, quotes, names))
        pattern = next(unheard, ordered[0])
        self._heads.append(quote_first(pattern))
        self._run, self._fresh_voice = self._run + 1, voice
        return self._counting.make(pattern, quotes, names)

    def _is_monotonous(self, pattern: str) -> bool:
        """Say whether the quotation would stand on the same side for the third time in a row."""
        return len(self._heads) > 1 and self._heads[-1] == self._heads[-2] == quote_first(pattern)

    def _count(self, slot: str, options: Iterable[str], names: Mapping[str, str]) -> Sentence | None:
        return self._counting.count(slot, options, names)
