"""Who is said to have said it, and where: speakers, handles, platforms, communities, advertisements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from newsdesk.check.codes import finding
from newsdesk.check.view import Place, View
from newsdesk.check.words import PLATFORM_WORDS, contains_phrase, platforms_in, tokens
from newsdesk.prose import unplaced
from newsdesk.stories import BriefRecord, Finding

_HANDLE = re.compile(r"(?<![\w@./])@[\w][\w.\-]*(?:@[\w.\-]+)?|(?<![\w/])/?u/[\w\-]+")
_SUBREDDIT = re.compile(r"(?<![\w/])/?r/(\w+)")
_SPEAKER = re.compile(r"\{(?:[sS]peaker|[aA]nother)\}")
_ANOTHER = re.compile(r"\{[aA]nother\}")
_SAME_THREAD = re.compile(r"\bsame thread\b", re.I)
_PLAIN_WORD = re.compile(r"[a-z]+")
_PROMOTION = re.compile(
    r"\b(?:advert\w*|ads?|promot\w*|sponsor\w*|marketing|pitch\w*|sell\w*|plug(?:s|ged)?)\b", re.I
)


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each word about a speaker that the cited records don't bear out."""
    yield from _attribution(view)
    yield from _others(view)
    authors = [(name, re.compile(rf"(?<![\w@/]){re.escape(name)}(?![\w])")) for name in _authors(view)]
    for place in view.places:
        yield from _voices(view, place)
        yield from _handles(view, place, authors)
        yield from _platforms(view, place)
        yield from _promotion(view, place)


def _attribution(view: View) -> Iterator[Finding]:
    """Compare each speech with the speaker nearest before it in its paragraph, or later in its sentence."""
    for index, place in enumerate(view.places):
        quote = place.part.quote
        if not quote or place.region != "body" or _SPEAKER.search(place.part.text):
            continue
        if quote.kind != "speech":
            # A term or a title needs nobody; where somebody is named in its sentence, it is that one's.
            near = _nearest_speaker(view, index, same_only=True)
            if near not in {None, quote.record}:
                yield finding("speaker-mismatch", place.path, f"words of {quote.record} beside {near}")
            continue
        near = _nearest_speaker(view, index)
        if near is None:
            yield finding("quote-unattributed", place.path, f"nobody is named for {quote.record}")
        elif near != quote.record:
            yield finding("speaker-mismatch", place.path, f"words of {quote.record} beside {near}")


def _nearest_speaker(view: View, index: int, *, same_only: bool = False) -> str | None:
    here = view.places[index]
    same = [place for place in view.places if place.sentence == here.sentence]
    earlier = [place for place in view.places[:index] if place.group == here.group]
    candidates = [place for place in reversed(earlier) if place in same]
    candidates += [place for place in view.places[index + 1 :] if place in same]
    if not same_only:
        candidates += [place for place in reversed(earlier) if place not in same]
    for place in candidates:
        if _SPEAKER.search(place.part.text):
            return next((cite for cite in place.cites if cite in view.records), None)
    if same_only:
        return None
    # A paragraph that tells of one post alone needs no name for its words.
    cited = {cite for place in (*earlier, *same) for cite in place.cites if cite in view.records}
    return cited.pop() if len(cited) == 1 and earlier else None


def _others(view: View) -> Iterator[Finding]:
    """Check that "another commenter" follows one, is not the same person, and is still where that one was.

    A thread that is called the same must be: the post answers what an earlier one of its paragraph answers,
    or that one itself.
    """
    heard: dict[str, set[str]] = {}
    group, here = "", ""
    for place in view.body:
        if place.group != group:
            group, here = place.group, ""
        cited = view.cited_records(place, inherit=False)
        if _SAME_THREAD.search(place.own) and cited and not _shares_thread(view, place, cited[0]):
            yield finding("platform-mismatch", place.path, f"{cited[0].id} is in no thread named before")
        if not cited or not _SPEAKER.search(place.part.text) or cited[0].speaker.named:
            continue
        text, who = cited[0].speaker.text, cited[0].record.author or cited[0].id
        where = unplaced(text)[1]
        if _ANOTHER.search(place.part.text):
            if not heard.get(text) or who in heard[text]:
                yield finding("speaker-another", place.path, f"nobody else is {text!r} before")
            elif where and where != here:
                yield finding("speaker-another", place.path, f"{where} is not the place named last")
        heard.setdefault(text, set()).add(who)
        here = where or cited[0].record.platform


def _shares_thread(view: View, place: Place, record: BriefRecord) -> bool:
    parent = record.record.reply_to
    before = [view.records[cite].record for cite in place.evidence if cite in view.records]
    threads = {item.id for item in before if item.id != record.record.id}
    threads |= {item.reply_to for item in before if item.id != record.record.id and item.reply_to}
    return parent is not None and parent in threads


def _voices(view: View, place: Place) -> Iterator[Finding]:
    """Compare the speaker in the brief with the account, community and platform of the record."""
    if not _SPEAKER.search(place.part.text):
        return
    cited = view.cited_records(place, inherit=False)
    if cited and not voice_fits(cited[0]):
        yield finding("speaker-voice", place.path, f"{cited[0].id} is not {cited[0].speaker.text!r:.80}")


def voice_fits(record: BriefRecord) -> bool:
    """Whether a record's speaker is called after its author, community, platform or publication."""
    speaker, item = record.speaker, record.record
    owners = [item.author or "", item.community or "", urlsplit(item.url).hostname or ""]
    if speaker.named:
        owned = {token.casefold() for owner in owners for token in re.findall(r"[^\W_]+", owner)}
        said = {token.casefold() for token in re.findall(r"[^\W_]+", speaker.text)}
        return bool((owned & said) - {"a", "an", "the", "and", "of", "in", "on"}) or speaker.text in owners
    foreign = [
        name
        for platform, names in PLATFORM_WORDS.items()
        for name in names
        if platform != item.platform and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", speaker.text)
    ]
    community = item.community or ""
    rest = speaker.text.replace(community, "") if community else speaker.text
    subreddits = _SUBREDDIT.findall(rest)
    return not subreddits and not [name for name in foreign if name in rest]


def _handles(view: View, place: Place, authors: list[tuple[str, re.Pattern[str]]]) -> Iterator[Finding]:
    permitted = {
        (record.record.author or "").lstrip("@").casefold()
        for record in view.cited_records(place)
        if record.speaker.named
    }
    own = place.own
    for match in _HANDLE.finditer(own):
        handle = re.sub(r"^/?u/|^@", "", match.group()).rstrip(".-").casefold()
        if handle not in permitted:
            yield finding("handle", place.path, f"{match.group()} is not a named author of a cited post")
    for author, standing in authors:
        if author.casefold() not in permitted and standing.search(own):
            yield finding("handle", place.path, f"{author} is not a named author of a cited post")


def _authors(view: View) -> list[str]:
    """Return the bare account names of the brief that are not just words of the language."""
    records = list(view.records.values())
    people = [record.record for record in records]
    people += [reply.record for record in records for reply in record.thread.replies]
    people += [record.thread.parent.record for record in records if record.thread.parent]
    spoken = {token for item in people for token in tokens(item.words)} | {*_ours(view)}
    names = {(item.author or "").lstrip("@") for item in people}
    return sorted(
        name
        for name in names
        if len(name) > 2
        and not (_PLAIN_WORD.fullmatch(name) and name in spoken)
        and name not in view.common_names
    )


def _ours(view: View) -> set[str]:
    """Return the words with which the brief itself speaks: speakers, reasons, statistics."""
    brief = view.brief
    texts = [brief.why, brief.beat.name, brief.beat.description, *(view.common_names)]
    texts += [record.speaker.text for record in brief.records if not record.speaker.named]
    return {token for text in texts for token in tokens(text)}


def _platforms(view: View, place: Place) -> Iterator[Finding]:
    part = place.part
    if part.kind == "said":
        cited = view.cited_records(place)
        platforms = {record.record.platform for record in cited}
        spoken = {name.casefold() for record in cited for name in (record.record.community or "",)}
        allowed = " ".join(view.texts.get(cite, "") for cite in place.cites)
        for platform in platforms_in(place.own):
            if platform not in platforms and not _said_there(allowed, platform):
                yield finding("platform-mismatch", place.path, f"{platform} is not where it was said")
        for name in _SUBREDDIT.findall(place.own):
            if f"r/{name}".casefold() not in spoken and not contains_phrase(allowed, f"r/{name}"):
                yield finding("platform-mismatch", place.path, f"r/{name} is not where it was said")
    elif part.kind == "counted" and part.stat:
        counted = set(part.stat.split(".")) & set(PLATFORM_WORDS)
        named = set(platforms_in(place.own))
        # Two platforms may be set against each other; the one that is counted must be among them.
        if counted and named and not counted & named:
            yield finding(
                "platform-mismatch", place.path, f"{part.stat} does not count {', '.join(sorted(named))}"
            )


def _said_there(text: str, platform: str) -> bool:
    return any(contains_phrase(text, name) for name in PLATFORM_WORDS[platform])


def _promotion(view: View, place: Place) -> Iterator[Finding]:
    for record in view.cited_records(place, inherit=False):
        tells_of_it = place.part.quote is not None or place.part.kind in {"said", "happened"}
        if "promotion" in record.flags and tells_of_it and not _PROMOTION.search(place.own):
            yield finding("promotion", place.path, f"{record.id} is an advertisement and isn't called one")
