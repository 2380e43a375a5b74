"""Corruptions of quotations, and of whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from benchmarks.quality.mutating.kinds import Kind, Target

from newsdesk.stories import Part, Quote

_GOVERNOR = re.compile(r"\b(?:not|never|no|if|unless|without)\b|n't\b", re.I)
_OTHER_WORDS = ("lantern", "always", "gently", "seven", "refused", "harbor", "wrongly", "cheaper")
_SPEAKER = re.compile(r"\{([sS])peaker\}")


def _quoting(target: Target, text: str) -> list[Part]:
    quote = target.part.quote
    assert quote is not None
    return [target.part.model_copy(update={"quote": quote.model_copy(update={"text": text})})]


def _letter(target: Target) -> Iterator[list[Part]]:
    """Replace one letter inside the quotation."""
    if target.part.quote is None:
        return
    text = target.part.quote.text
    places = [at for at, letter in enumerate(text) if letter.isalpha()]
    at = target.chance.choice(places)
    other = target.chance.choice([letter for letter in "aeiorstn" if letter != text[at].lower()])
    yield _quoting(target, text[:at] + (other.upper() if text[at].isupper() else other) + text[at + 1 :])


def _word(target: Target) -> Iterator[list[Part]]:
    """Replace one word of the quotation by another."""
    if target.part.quote is None:
        return
    words = target.part.quote.text.split()
    at = target.chance.randrange(len(words))
    other = target.chance.choice([word for word in _OTHER_WORDS if word != words[at].lower().strip(".,")])
    yield _quoting(target, " ".join([*words[:at], other, *words[at + 1 :]]))


def _splice(target: Target) -> Iterator[list[Part]]:
    """Join the first half of the quotation to the second half of another post."""
    if target.part.quote is None or target.record is None:
        return
    others = [item for item in target.good.brief.records if item.id != target.record.id]
    words, more = target.part.quote.text.split(), target.chance.choice(others).record.words.split()
    if len(words) > 1 and len(more) > 1:
        yield _quoting(target, " ".join([*words[: len(words) // 2], *more[len(more) // 2 :]][:30]))


def _clip(target: Target) -> Iterator[list[Part]]:
    """Begin the quotation right after the "not" or "if" that governs it."""
    if target.part.quote is None or target.record is None or target.part.quote.kind != "speech":
        return
    source = target.record.record.words
    for governor in _GOVERNOR.finditer(source):
        rest = re.match(r"\s+((?:[\w’']+ ){2,6}[\w’']+)", source[governor.end() :])
        if rest:
            yield _quoting(target, rest.group(1))
            return


def _over_a_not(target: Target) -> Iterator[list[Part]]:
    """Leave a "not" out of the quotation with an ellipsis."""
    if target.part.quote is None or target.record is None or target.part.quote.kind != "speech":
        return
    source = target.record.record.words
    for governor in _GOVERNOR.finditer(source):
        before = re.search(r"(?:[\w’']+ ){1,5}$", source[: governor.start()])
        after = re.match(r"\s+((?:[\w’']+ ){1,5}[\w’']+)", source[governor.end() :])
        if before and after:
            yield _quoting(target, f"{before.group().strip()} … {after.group(1)}")
            return


def _reassigned(target: Target) -> Iterator[list[Part]]:
    """Give the words to another record."""
    quote = target.part.quote
    if quote is None:
        return
    others = [
        item.id
        for item in target.good.brief.records
        if item.id != quote.record and quote.text not in f"{item.record.words} {item.record.title}"
    ]
    record = target.chance.choice(others)
    yield [target.part.model_copy(update={"quote": quote.model_copy(update={"record": record})})]


def _invented(target: Target) -> Iterator[list[Part]]:
    """Put words of nobody's between the marks."""
    if target.part.quote is not None:
        yield _quoting(target, "nobody here has slept since the update went out")


def _by_hand(target: Target) -> Iterator[list[Part]]:
    """Type the quotation with its marks instead of placing it."""
    if target.part.quote is not None and "{quote}" in target.part.text:
        typed = target.part.text.replace("{quote}", f"“{target.part.quote.text}”")
        yield [target.part.model_copy(update={"text": typed, "quote": None})]


def _second_hand(target: Target) -> Iterator[list[Part]]:
    """Quote what an outlet or post reports as if it were said to everybody."""
    for item in target.good.brief.records:
        inside = re.search(r"[\"“]([^\"”]{12,80}?)[,.]?[\"”]", item.record.words)
        if inside and target.part.quote is not None and item.record.author:
            quote = Quote(record=item.id, kind="speech", text=inside.group(1))
            yield [Part(kind="said", text="Its founder put it like this: {quote}.", quote=quote)]
            return


def _another_speaker(target: Target) -> Iterator[list[Part]]:
    """Name somebody else right before the words."""
    if target.part.quote is None or not _SPEAKER.search(target.part.text):
        return
    mine = target.part.quote.record
    others = [item.id for item in target.good.brief.records if item.id != mine]
    other = Part(kind="said", text="{Speaker} was heard again:", cites=(target.chance.choice(others),))
    yield [other, target.part.model_copy(update={"text": "{quote}.", "cites": ()})]


def _another_room(target: Target) -> Iterator[list[Part]]:
    """Put the speaker on another platform."""
    if target.record is None or not _SPEAKER.search(target.part.text):
        return
    rooms = {"bluesky": "Bluesky", "mastodon": "Mastodon", "lemmy": "Lemmy", "hackernews": "Hacker News"}
    rooms.pop(target.record.record.platform, None)
    room = target.chance.choice(sorted(rooms.values()))
    yield target.with_text(
        _SPEAKER.sub(lambda m: f"{'A' if m[1] == 'S' else 'a'} {room} user", target.part.text)
    )


def _account(target: Target) -> Iterator[list[Part]]:
    """Print the account of somebody who isn't named."""
    if target.record is None or target.record.speaker.named or not target.record.record.author:
        return
    if _SPEAKER.search(target.part.text):
        yield target.with_text(_SPEAKER.sub(target.record.record.author, target.part.text))


def _handles(target: Target) -> Iterator[list[Part]]:
    """Name an account that nobody cites."""
    handle = target.chance.choice(["@nightjar.example.com", "u/nightjar_9", "@nightjar@social.example.com"])
    yield target.with_tail(f", says {handle}")


def _of(name: str, corrupt: object, floor: float | None = 1.0, group: str = "quotes") -> Kind:
    return Kind(name, group, floor, corrupt)  # type: ignore[arg-type]


KINDS: Iterable[Kind] = (
    _of("a letter", _letter),
    _of("a word", _word),
    _of("spliced", _splice),
    _of("clipped after its not or if", _clip),
    _of("an ellipsis over a not", _over_a_not),
    _of("given to another record", _reassigned),
    _of("invented", _invented),
    _of("typed with marks", _by_hand),
    _of("second-hand words unmarked", _second_hand),
    _of("another speaker before it", _another_speaker, group="speakers"),
    _of("another platform's user", _another_room, group="speakers"),
    _of("a private account printed", _account, group="handles"),
    _of("an invented handle", _handles, group="handles"),
)
