"""No name in our own prose that neither the brief's names nor the cited evidence holds.

A capital marks a name, except at the start of a sentence and in a headline in title case; there a word
counts as a name if the gazetteer knows it, if it looks like no ordinary word (inner capitals, digits), or
if the brief's other records only ever write it with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newsdesk.check.codes import finding
from newsdesk.check.figures_in import MONTHS, WEEKDAYS
from newsdesk.check.view import SLOT_MARK, Place, View
from newsdesk.stories import Finding

_TOKEN = re.compile(r"[^\W_](?:[\w'’.&+#/-]*[\w+#])?")
_ODD = re.compile(r"[^\W\d_].*(?:[A-Z]|\d)")
#: What a post's language is called, for those who quote it.
_LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
#: Capitals that name nobody.
_COMMON = frozenset(
    name.casefold()
    for name in (
        *("I", "AI", "AIs", "LLM", "LLMs", "GPU", "GPUs", "API", "APIs", "AGI", "US", "U.S", "UK", "EU"),
        *("Internet", "Web", "English", "TV", "PC", "OK", "CEO", "CEOs", *MONTHS, *WEEKDAYS),
    )
)


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each name that nothing in the brief gives."""
    common = _vocabulary(" ".join(view.common_names))
    elsewhere = _names_elsewhere(view)
    headline = " ".join(place.own for place in view.places if place.region == "headline")
    title_case = _is_title_case(headline)
    for place in view.places:
        allowed = common | _vocabulary(_evidence(view, place)) | _COMMON
        foreign = dict.fromkeys(_foreign(place, allowed, elsewhere, title_case=title_case))
        for name in foreign:
            yield finding(
                "name", place.path, f"{name!r} is neither in the brief's names nor in what is cited"
            )


def _foreign(
    place: Place, allowed: frozenset[str], elsewhere: frozenset[str], *, title_case: bool
) -> Iterator[str]:
    anywhere = title_case and place.region == "headline"
    for match in _TOKEN.finditer(place.own):
        token = re.sub(r"['’]s?$", "", match.group())
        capital = any(letter.isupper() for letter in token) or re.match(r"[^\W\d_]+-?\d", token)
        if not capital or _known(token, allowed):
            continue
        opens = _opens_sentence(place, match.start())
        if not (anywhere or opens) or _is_name(token, elsewhere):
            yield token


def _opens_sentence(place: Place, at: int) -> bool:
    before = place.own[:at].rstrip()
    return place.first if not before else before[-1] in ".!?" and not before.endswith(SLOT_MARK)


def _known(token: str, allowed: frozenset[str]) -> bool:
    folded = token.casefold()
    if folded in allowed or folded.rstrip("s") in allowed:
        return True
    pieces = [piece for piece in re.split(r"[-/&’']", token) if piece]
    return len(pieces) > 1 and all(
        piece.casefold() in allowed or not re.search(r"[A-Z\d]", piece) for piece in pieces
    )


def _is_name(token: str, elsewhere: frozenset[str]) -> bool:
    """Whether a capitalised word is a name even where every word has a capital."""
    pieces = [piece for piece in re.split(r"[-/’']", token) if piece]
    odd = any(_ODD.match(piece) for piece in pieces) or re.match(r"[^\W\d_]+-\d", token) is not None
    return odd or token in elsewhere or token in gazetteer_words()


def _is_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return bool(sum(word[0].isupper() for word in words) > 0.6 * len(words))


def _vocabulary(text: str) -> frozenset[str]:
    found = set()
    for match in _TOKEN.finditer(text):
        token = re.sub(r"['’]s?$", "", match.group()).casefold()
        found |= {token, *(piece for piece in re.split(r"[-/&’'.]", token) if piece)}
    return frozenset(found)


def _evidence(view: View, place: Place) -> str:
    speakers = [view.records[cite].speaker.text for cite in place.evidence if cite in view.records]
    languages = [_LANGUAGES.get(item.language or "", "") for item in view.cited_items(place)]
    placed = [view.texts[place.part.stat]] if place.part.stat in view.texts else []
    return "\n".join([view.evidence_text(place), *speakers, *languages, *placed])


def _names_elsewhere(view: View) -> frozenset[str]:
    """Return the words that the brief's records write only with a capital, inside a sentence."""
    capital: set[str] = set()
    lower: set[str] = set()
    for record in view.records.values():
        text = record.record.words
        for match in re.finditer(r"[^\W\d_]+", text):
            word = match.group()
            if word[0].islower():
                lower.add(word)
            elif re.search(r"[a-z,] $", text[: match.start()]):
                capital.add(word)
    return frozenset(word for word in capital if word.casefold() not in lower)


@lru_cache(maxsize=1)
def gazetteer_words() -> frozenset[str]:
    """Return the single words with a capital that the gazetteer has as a whole name or alias."""
    from newsdesk.analyse.entities import gazetteer

    names = [name for entity in gazetteer().values() for name in (entity.name, *entity.aliases)]
    return frozenset(name for name in names if name[:1].isupper() and " " not in name)
