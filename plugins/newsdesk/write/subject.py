"""What a story is about, as its patterns need to know it: the movements, their direction, their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from newsdesk.prose import capitalise
from newsdesk.records import Signal, SignalKind
from newsdesk.stories import Brief, Quote
from newsdesk.write.phrasing import Phrasing, clean, platform_name, ratio_went_up, spoken_beat, time_span
from newsdesk.write.terms import says, wording
from newsdesk.write.titles import title_case
from newsdesk.write.tones import tone

#: A share that moved by no more than this (0…1) hardly moved.
STILL = 0.03
#: A number of posts between these multiples of the usual one is no change of its own.
STEADY = (0.8, 1.25)
#: Signals of these kinds tell of a name, a phrase or a page, not of a whole beat.
OF_A_MATTER: frozenset[SignalKind] = frozenset({"entity_surge", "phrase_trending", "cross_beat"})
#: In this order changes are told: what crosses beats and names first, what is merely new last.
_RANK = {"cross": 0, "entity": 1, "phrase": 4, "wording": 4, "novel": 5}
_OWN_RANK = 3
#: Signals whose subject may be a name, of which a phrase may be a part.
_NAMING: frozenset[SignalKind] = frozenset({"entity_surge", "cross_beat"})
#: What moves on two beats, as a headline calls it.
_THINGS = {"entity": "Subject", "phrase": "Phrase", "link": "Page"}


@dataclass(frozen=True)
class Movement:
    """One change that the story tells.

    ``kind`` is volume, mood, tone, divergence, entity, phrase, wording (a phrase that nobody may be quoted
    with), novel.names, novel.phrases, novel.authors, cross.entity, cross.phrase, cross.wording, cross.link or
    carried. ``names`` are those that its patterns use; ``key`` tells it from another of its kind. ``term`` is
    the phrase that its patterns quote.
    """

    kind: str
    up: bool
    names: dict[str, str]
    key: str = ""
    term: Quote | None = None

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What stands in the slots of its own patterns."""
        return (self.term,) if self.term else ()


def movements(brief: Brief, phrasing: Phrasing) -> list[Movement]:
    """Return the changes of a brief, each kind and subject once, in the order in which they are told."""
    found: dict[tuple[str, str], Movement] = {}
    for signal in brief.signals:
        maker = _MAKERS.get(signal.kind)
        movement = maker(signal, phrasing) if maker else None
        if movement:
            found.setdefault((movement.kind, movement.key), movement)
    if "carried.ratio" in phrasing.statistics:
        found.setdefault(("carried", ""), Movement("carried", True, {}))
    phrase_first = is_of_a_matter(brief)

    def rank(movement: Movement) -> int:
        family = movement.kind.partition(".")[0]
        return 2 if family in {"phrase", "wording"} and phrase_first else _RANK.get(family, _OWN_RANK)

    return sorted(_told_once(list(found.values()), brief), key=rank)


def _told_once(moved: Sequence[Movement], brief: Brief) -> list[Movement]:
    """Leave out what is told with something else: further names, and words that are a part of a name."""
    named = [movement for movement in moved if movement.kind == "entity"]
    first = next((movement for movement in named if movement.key == brief.subject), None) or next(
        iter(named), None
    )
    crossing = any(movement.kind == "cross.entity" for movement in moved)
    crossed = {movement.names["phrase"] for movement in moved if movement.kind == "cross.phrase"}
    names = [signal.subject_name or "" for signal in brief.signals if signal.kind in _NAMING]
    return [
        movement
        for movement in moved
        if not (movement.kind == "entity" and (crossing or movement is not first))
        and not (movement.kind == "phrase" and movement.key in crossed)
        and not (movement.kind == "phrase" and any(says(name, movement.key) for name in names))
    ]


def is_of_a_matter(brief: Brief) -> bool:
    """Say whether only names, phrases or pages moved: then every count is of the posts about them."""
    return bool(brief.signals) and all(signal.kind in OF_A_MATTER for signal in brief.signals)


# -- a movement from a signal ----------------------------------------------------------------------------


def _volume(signal: Signal, _phrasing: Phrasing) -> Movement | None:
    return Movement("volume", ratio_went_up(signal.statistics), {})


def _mood(_signal: Signal, phrasing: Phrasing) -> Movement | None:
    mood = max(
        ("negative", "positive"), key=lambda name: (abs(phrasing.value(f"{name}.change") or 0.0), name)
    )
    change = phrasing.value(f"{mood}.change")
    return Movement("mood", (change or 0) >= 0, tone_names(mood), mood) if change is not None else None


def _tone(signal: Signal, phrasing: Phrasing) -> Movement | None:
    register, base = signal.subject or "", f"register.{signal.subject}"
    change = phrasing.value(f"{base}.change")
    if change is None:
        return None
    told = tone(register)
    names = {"s": base, "register": register, "adjective": told.adjective, "did": told.did}
    names |= {
        "manner": told.manner,
        "Manner": title_case(f"- {told.manner}")[2:],
        "Sound": title_case(told.does),
    }
    return Movement("tone", change >= 0, {**names, "Adjective": capitalise(told.adjective)}, register)


def _divergence(signal: Signal, phrasing: Phrasing) -> Movement | None:
    if "|" not in (signal.subject or ""):
        return None
    return Movement("divergence", ratio_went_up(signal.statistics), _places(signal, phrasing))


def _entity(signal: Signal, phrasing: Phrasing) -> Movement | None:
    if not signal.subject:
        return None
    ratio = phrasing.value(f"entity.{signal.subject}.ratio")
    return Movement("entity", (ratio or 1.0) >= 1, _entity_names(signal), signal.subject)


def _phrase(signal: Signal, phrasing: Phrasing) -> Movement | None:
    counts = [one.id for one in signal.statistics if re.match(r"phrase\..*\.now$", one.id)]
    if not counts:
        return None
    term = wording(signal.subject or "", phrasing.brief)
    names = {"s": counts[0].removesuffix(".now"), "phrase": signal.subject or "", **_wordy(term)}
    return Movement("phrase" if term else "wording", True, names, signal.subject or "", term)


def _novelty(signal: Signal, _phrasing: Phrasing) -> Movement | None:
    changes = {
        match.group(1): one.value
        for one in signal.statistics
        if (match := re.fullmatch(r"novel\.(names|phrases|authors)\.change", one.id))
    }
    if not changes:
        return None
    told = max(changes, key=lambda kind: (changes[kind], kind))
    return Movement(f"novel.{told}", changes[told] >= 0, {"s": f"novel.{told}"})


def _crossing(signal: Signal, phrasing: Phrasing) -> Movement | None:
    kind, _, value = (signal.subject or "").partition("=")
    known = {beat.slug: beat for beat in (phrasing.brief.beat, *phrasing.brief.other_beats)}
    slugs = [s.id.split(".")[1] for s in signal.statistics if re.fullmatch(r"cross\.[\w\-]+\.now", s.id)]
    if len(slugs) != 2 or not set(slugs) <= known.keys() or kind not in _THINGS:
        return None
    names = {"s": f"cross.{slugs[0]}", "t": f"cross.{slugs[1]}", "Thing": _THINGS[kind]}
    for number, slug in enumerate(slugs, start=1):
        names |= {f"b{number}": spoken_beat(known[slug].name), f"B{number}": clean(known[slug].name)}
    term = wording(value, phrasing.brief) if kind == "phrase" else None
    names |= {"phrase": value, **_wordy(term)} if kind == "phrase" else {}
    names |= _entity_names(signal, value) if kind == "entity" else {}
    names |= {"page": _page(value), "link": value} if kind == "link" else {}
    told = "wording" if kind == "phrase" and term is None else kind
    return Movement(f"cross.{told}", True, names, signal.subject or "", term)


_MAKERS: Mapping[SignalKind, Callable[[Signal, Phrasing], Movement | None]] = {
    "volume_anomaly": _volume,
    "sentiment_shift": _mood,
    "register_shift": _tone,
    "platform_divergence": _divergence,
    "entity_surge": _entity,
    "phrase_trending": _phrase,
    "novelty": _novelty,
    "cross_beat": _crossing,
}

# -- names -------------------------------------------------------------------------------------------------


def tone_names(tone: str) -> dict[str, str]:
    """Return the names of a mood and of its opposite."""
    other = "positive" if tone == "negative" else "negative"
    return {"tone": tone, "Tone": tone.capitalize(), "other": other, "Other": other.capitalize()}


def _wordy(term: Quote | None) -> dict[str, str]:
    """Return "the words … they" for a phrase of several, "the word … it" for a single one."""
    if term is None or len(re.split(r"[ \-]", term.text)) > 1:
        return {"words": "words", "Words": "Words", "these": "these words", "they": "they"}
    return {"words": "word", "Words": "Word", "these": "this word", "they": "it"}


def _page(link: str) -> str:
    """Return how a page that many link to is called: by its host, where that holds no figure."""
    host = urlsplit(f"https://{link}").hostname or ""
    plain = re.fullmatch(r"[a-z\-]+(?:\.[a-z\-]+)+", host)
    return f"one page on {host}" if plain else "one and the same page"


def _places(signal: Signal, phrasing: Phrasing) -> dict[str, str]:
    """Name the platform that moved further A, the calmer one B."""
    pair = (signal.subject or "").split("|")[:2]

    def moved(platform: str) -> float:
        now, usual = (phrasing.value(f"negative.{platform}.{time}") for time in ("now", "usual"))
        return abs((now or 0.0) - (usual or 0.0))

    first, second = sorted(pair, key=lambda platform: (-moved(platform), platform))
    return {"a": first, "A": platform_name(first), "b": second, "B": platform_name(second)}


def _entity_names(signal: Signal, id: str | None = None) -> dict[str, str]:
    entity = id or signal.subject or ""
    name = clean(signal.subject_name or entity)
    return {"e": entity, "subject": name, "Subject": title_case(name)}


def general_names(brief: Brief, phrasing: Phrasing) -> dict[str, str]:
    """Return the names that every pattern may use: topic, day, platforms by their number of posts."""
    about_subject = bool(brief.subject_name) and is_of_a_matter(brief)
    topic = clean(brief.subject_name or "") if about_subject else phrasing.names["beat"]
    names = {
        "topic": topic,
        "Topic": title_case(topic) if about_subject else title_case(phrasing.names["Beat"]),
        "Beat": title_case(phrasing.names["Beat"]),
        "Day": "a Day" if time_span(brief.window) == "24 hours" else title_case(time_span(brief.window)),
    }
    for rank, platform in enumerate(platforms_by_posts(phrasing), start=1):
        names[f"p{rank}"], names[f"P{rank}"] = platform, platform_name(platform)
    return names


def companions(brief: Brief) -> dict[str, str]:
    """Return what the posts on the subject name as well, numbered: also1 is the id, Also1 the name."""
    names = {}
    told = [
        overlap.mention
        for overlap in brief.overlaps
        if overlap.mention in brief.names and overlap.statistic.id == f"also.{overlap.mention}"
    ]
    for number, entity in enumerate(told, start=1):
        names[f"also{number}"], names[f"Also{number}"] = entity, clean(brief.names[entity])
    return names


#: Places where nobody answers: they are not told as rooms of the talk.
_NO_ROOMS = frozenset(["arxiv", "news", "web"])


def platforms_by_posts(phrasing: Phrasing) -> list[str]:
    """Return the platforms that have a count, the largest first."""
    counts = {
        match.group(1): statistic.value
        for key, statistic in phrasing.statistics.items()
        if (match := re.fullmatch(r"platform\.(\w+)\.now", key)) and match.group(1) not in _NO_ROOMS
    }
    return sorted(counts, key=lambda platform: (-counts[platform], platform))


def is_same(phrasing: Phrasing, tone: str) -> bool:
    """Say whether a mood's share prints as the usual one."""
    pair = [phrasing.statistics.get(f"{tone}.{time}") for time in ("now", "usual")]
    return len({one.forms["value"] for one in pair if one}) == 1 and None not in pair


def is_still(phrasing: Phrasing, tone: str) -> bool:
    """Say whether a mood's share hardly moved."""
    now, usual = phrasing.value(f"{tone}.now"), phrasing.value(f"{tone}.usual")
    return now is not None and usual is not None and abs(now - usual) <= STILL


def is_mixed(brief: Brief, moved: Sequence[Movement]) -> bool:
    """Say whether a name or phrase is told beside a change of its beat: then counts are of the whole beat."""
    told = any(movement.kind.partition(".")[0] in {"cross", "entity", "phrase"} for movement in moved)
    return told and bool(brief.signals) and not is_of_a_matter(brief)


def moods_are_wider(phrasing: Phrasing) -> bool:
    """Say whether the moods are those of the whole beat where only a name or phrase on it moved."""
    return is_of_a_matter(phrasing.brief) and phrasing.value("negative.usual") is not None


def is_steady(phrasing: Phrasing) -> bool:
    """Say whether the number of posts is near the usual one."""
    ratio = phrasing.value("volume.ratio")
    return ratio is not None and STEADY[0] <= ratio <= STEADY[1]
