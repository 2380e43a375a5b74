"""The search index: which stories hold a word, as small files that the search page's script fetches at need.

Stories are numbered from 0 in order of publication, so a new one only appends. What is shown of them
stands in blocks (``/search/stories/<n>.json``). Words stand in two families of shards: ``words`` (headline,
then beat and names, then standfirst: three runs of numbers joined by ``|``) and ``text`` (the body, as far as
the story is not in ``words`` already). A run holds the distances from one story's number to the next, the
first from -1.

A shard holds the words that begin with its prefix, except those that have a shard with a longer one: a word
is in the shard with the longest prefix that it begins with. Where a shard would grow beyond ``LIMIT``, its
largest branches become shards of their own, so that others stay as they are. ``/search/index.json`` names all
prefixes, so that nothing is asked for that isn't there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

from newsdesk import prose
from newsdesk.records import iso
from newsdesk.site import printed
from newsdesk.site.page import Page, data
from newsdesk.site.published import Published
from newsdesk.stories import StoryVersion

SCHEMA: Final = "search/1"
FOLDER: Final = "/search/"
INDEX: Final = FOLDER + "index.json"
BLOCK: Final = 20  # stories in a block: the ten best answers may stand in ten blocks
LIMIT: Final = 12_000  # characters of a shard, its own word aside
LONGEST: Final = 32  # characters of a word; what is longer is found by its beginning
_FIELDS: Final = 4  # headline, beat and names, standfirst, body: the best one counts
_WORD: Final = re.compile(r"[^\W_]+")  # letters and numbers of any script: categories L and N
_FOREIGN: Final = re.compile(
    "[^\x00-\x7f\u2010-\u2027]"
)  # typographic quotes and dashes are no letters either


def terms(text: str) -> list[str]:
    """Return the words of a text as they are looked up, each once.

    Compatible forms, case, accents and invisible characters make no difference. ``terms`` in
    ``theme/static/search.js`` does the same; they can only differ on characters that one of the two
    (Python, the browser) is too old to know.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    text = text.lower()
    if not text.isascii():
        text = _FOREIGN.sub(_bare, text)
    return list(dict.fromkeys(word[:LONGEST] for word in dict.fromkeys(_WORD.findall(text))))


def _bare(match: re.Match[str]) -> str:
    """Drop marks and invisible characters; a sigma is the same letter at a word's end."""
    character = match.group()
    if character == "ς":
        return "σ"
    category = unicodedata.category(character)
    return "" if category[0] == "M" or category == "Cf" else character


def pages(published: Published) -> Iterator[Page]:
    """Plan the directory, the blocks of stories and the shards of words."""
    stories = sorted(published.stories, key=lambda version: (version.published_at, version.slug))
    families = dict(zip(("words", "text"), _families(stories), strict=True))
    directory: dict[str, Any] = {"schema_version": SCHEMA, "stories": len(stories), "block": BLOCK}
    for family, entries in families.items():
        shards = dict(sharded(entries))
        directory[family] = sorted(shards)
        for prefix, held in shards.items():
            yield data("search", f"{FOLDER}{family}/{file_name(prefix)}.json", held)
    for first in range(0, len(stories), BLOCK):
        block = {"stories": [_shown(version) for version in stories[first : first + BLOCK]]}
        yield data("search", f"{FOLDER}stories/{first // BLOCK}.json", block)
    yield data("search", INDEX, directory)


def _shown(version: StoryVersion) -> dict[str, str]:
    return {
        "address": version.address,
        "headline": printed.curled(version.headline),
        "standfirst": printed.curled(version.standfirst),
        "beat": version.brief.beat.name,
        "published": iso(version.published_at),
        "day": printed.day(version.published_at),
    }


def _families(stories: Iterable[StoryVersion]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the two families, each from word to runs of numbers."""
    found: dict[str, tuple[list[int], ...]] = defaultdict(lambda: tuple([] for _ in range(_FIELDS)))
    for number, version in enumerate(stories):
        best: dict[str, int] = {}
        for field, text in enumerate(_texts(version)):
            for term in terms(text):
                best.setdefault(term, field)
        for term, field in best.items():
            found[term][field].append(number)
    words = {term: "|".join(map(_run, fields[:3])) for term, fields in found.items() if any(fields[:3])}
    return words, {term: _run(fields[3]) for term, fields in found.items() if fields[3]}


def _texts(version: StoryVersion) -> Iterator[str]:
    """Give the fields of a story, the one that counts most first."""
    brief = version.brief
    cited = {cite for _, part in prose.iter_parts(version.draft) for cite in prose.cites_of(part)}
    named = {entity for item in brief.records if item.id in cited for entity in item.entities}
    names = sorted(name for entity, name in brief.names.items() if entity in named)
    yield version.headline
    yield " ".join([brief.beat.name, brief.subject_name or "", *names])
    yield version.standfirst
    yield "\n".join(prose.render_paragraph(paragraph, brief) for paragraph in version.draft.paragraphs)


def _run(numbers: list[int]) -> str:
    return " ".join(str(number - before) for before, number in pairwise([-1, *numbers]))


def sharded(
    entries: dict[str, str], prefix: str = "", limit: int = LIMIT
) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the shards of a family: prefix and entries.

    None is larger than ``limit``, apart from the word that is its prefix: a frequent word alone may be
    larger, and must not drive the rarer ones that begin with it into shards of their own.
    """
    branches: dict[str, dict[str, str]] = defaultdict(dict)
    for term, numbers in entries.items():
        branches[term[: len(prefix) + 1]][term] = numbers
    kept = branches.pop(prefix, {})
    sizes = {beginning: _size(branch) for beginning, branch in branches.items()}
    left = sum(sizes.values())
    for beginning in sorted(branches, key=lambda beginning: (-sizes[beginning], beginning)):
        if left > limit:
            left -= sizes[beginning]
            yield from sharded(branches[beginning], beginning, limit)
        else:
            kept.update(branches[beginning])
    if kept:
        yield prefix, kept


def _size(entries: dict[str, str]) -> int:
    return sum(len(term) + len(numbers) for term, numbers in entries.items())


def file_name(prefix: str) -> str:
    """Return a name that is safe everywhere: the prefix's code points in hexadecimal."""
    return "-".join(f"{ord(character):x}" for character in prefix) or "all"
