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

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

from newsdesk.records import iso
from newsdesk.site import printed
from newsdesk.site.abstract import Abstract
from newsdesk.site.page import Page, data
from newsdesk.site.published import Published

SCHEMA: Final = "search/1"
FOLDER: Final = "/search/"
INDEX: Final = FOLDER + "index.json"
BLOCK: Final = 20  # stories in a block: the ten best answers may stand in ten blocks
LIMIT: Final = 12_000  # characters of a shard, its own word aside
_FIELDS: Final = 4  # headline, beat and names, standfirst, body: the best one counts


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


def _shown(version: Abstract) -> dict[str, str]:
    return {
        "address": version.address,
        "headline": printed.curled(version.headline),
        "standfirst": printed.curled(version.standfirst),
        "beat": version.beat.name,
        "published": iso(version.published_at),
        "day": printed.day(version.published_at),
    }


def _families(stories: Iterable[Abstract]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the two families, each from word to runs of numbers."""
    found: dict[str, tuple[list[int], ...]] = defaultdict(lambda: tuple([] for _ in range(_FIELDS)))
    for number, version in enumerate(stories):
        for field, held in enumerate(version.words):
            for word in held.split():
                found[word][field].append(number)
    words = {term: "|".join(map(_run, fields[:3])) for term, fields in found.items() if any(fields[:3])}
    return words, {term: _run(fields[3]) for term, fields in found.items() if fields[3]}


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
