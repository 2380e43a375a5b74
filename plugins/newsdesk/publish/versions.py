"""Version files: make a version of what came through the gate, save it, find the current ones.

A version file is the whole of a version as JSON and is never rewritten; the article beside it in
``stories/`` is always the rendering of the newest. Both are put down whole, the version first: a version
without article is finished by the next run, an article without version can't be.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from newsdesk.check.gate import Gated
from newsdesk.config import Layout
from newsdesk.errors import StorageError, StoryError
from newsdesk.files import write_atomic
from newsdesk.prose import render_sentence, render_standfirst
from newsdesk.publish.article import markdown
from newsdesk.records import digest
from newsdesk.stories import Brief, Provenance, StoryVersion

RESTORE = "Restore it from git"
SLUG_LENGTH = 70
_CHANGED = "was changed after it was published"
#: A number that stands alone, as a count does; "GPT-5", "o3" and "v2" are names.
_BARE_NUMBER = re.compile(r"(?<![\w.\-])\d[\d.,]*%?(?![\w\-])")
_NO_END = frozenset(["in", "a", "on", "the", "of", "and", "from", "to", "at", "by", "with"])
_VERSION_FILE = re.compile(r"v([1-9]\d*)\.json")


def slug_of(headline: str, length: int = SLUG_LENGTH) -> str:
    """Return a headline as words of a-z and 0-9 joined by hyphens, cut between words.

    Bare numbers are left out, because a later version counts again; a slug doesn't end on a small word.
    """
    plain = unicodedata.normalize("NFKD", headline).replace("’", "").replace("'", "")
    plain = _BARE_NUMBER.sub(" ", plain.encode("ascii", "ignore").decode().lower())
    words = re.findall(r"[a-z0-9]+", plain)
    kept: list[str] = []
    for word in words:
        if kept and len("-".join([*kept, word])) > length:
            break
        kept.append(word[:length])
    while kept and kept[-1] in _NO_END:
        kept.pop()
    slug = "-".join(kept)
    return "story" if not slug or slug.isdigit() else slug


def version_path(layout: Layout, version: StoryVersion) -> Path:
    """Return where a version's file belongs: ``versions/YYYY/MM/<slug>/v1.json``."""
    return layout.versions / version.story / f"v{version.version}.json"


def article_path(layout: Layout, version: StoryVersion) -> Path:
    """Return where a story's article belongs: ``stories/YYYY/MM/<slug>.md``."""
    return layout.stories / f"{version.story}.md"


def make_version(
    layout: Layout,
    brief: Brief,
    gated: Gated,
    site: str,
    provenance: Provenance,
    *,
    previous: StoryVersion | None = None,
) -> StoryVersion:
    """Return the version that a gated draft becomes; nothing is saved.

    With ``previous`` it is the next version of that story under the same address; else a new story, whose
    slug differs from all others (two articles of one slug stop a Pelican build). Made again from the same
    brief, it is the same version. Raises ValueError for a draft that is not sound.
    """
    if not gated.sound:
        raise ValueError("a draft that did not come through the gate is never published")
    headline = render_sentence(gated.draft.headline, brief)
    slug = previous.slug if previous else _unused_slug(layout, slug_of(headline), brief)
    published = previous.published_at if previous else brief.edition
    story = f"{published:%Y/%m}/{slug}"
    version = StoryVersion(
        story=story,
        version=previous.version + 1 if previous else 1,
        slug=slug,
        address=f"/{story}/",
        site=site,
        published_at=published,
        modified_at=brief.edition,
        demo=brief.demo,
        headline=headline,
        standfirst=render_standfirst(gated.draft, brief),
        brief=brief,
        draft=gated.draft,
        findings=gated.findings,
        figures=gated.figures,
        provenance=provenance.model_copy(update={"dropped": gated.dropped}),
        markdown_sha256="",
    )
    return seal(version)


def seal(version: StoryVersion) -> StoryVersion:
    """Return the version with the digests of its article and of itself."""
    rendered = version.model_copy(update={"markdown_sha256": article_digest(version)})
    return rendered.model_copy(update={"sha256": version_digest(rendered)})


def article_digest(version: StoryVersion) -> str:
    """Return the sha256 of the article's bytes."""
    return hashlib.sha256(markdown(version).encode()).hexdigest()


def version_digest(version: StoryVersion) -> str:
    """Return the sha256 of a version's JSON without that digest itself."""
    return digest(version.model_dump(mode="json", exclude={"sha256"}))


def _unused_slug(layout: Layout, wanted: str, brief: Brief) -> str:
    slug, number = wanted, 1
    while (first := _first_version(layout, slug)) is not None and load(layout, first).brief.id != brief.id:
        number += 1
        slug = f"{slug_of(wanted, SLUG_LENGTH - len(str(number)) - 1)}-{number}"
    return slug


def _first_version(layout: Layout, slug: str) -> Path | None:
    return next(iter(sorted(layout.versions.glob(f"[0-9]*/[0-9]*/{slug}/v1.json"))), None)


def dump(version: StoryVersion) -> bytes:
    """Return the bytes of a version file."""
    return (json.dumps(version.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n").encode()


def publish(layout: Layout, version: StoryVersion) -> tuple[Path, Path]:
    """Save a version and then its article; return both places. Files that hold the bytes are not touched.

    Raises StoryError if another version stands under that number: history is never rewritten.
    """
    path, article = version_path(layout, version), article_path(layout, version)
    data = dump(version)
    if path.exists() and _read(layout, path) != data:
        raise StoryError(
            _shown(layout, path),
            "another version is published under this number",
            "Versions are never rewritten: publish the next number, or restore the file from git.",
        )
    write_atomic(path, data)
    write_atomic(article, markdown(version).encode())
    return path, article


def load(layout: Layout, path: Path) -> StoryVersion:
    """Read a version file; raise StoryError naming what is wrong with it."""
    return _parsed(layout, path, _read(layout, path))


def _parsed(layout: Layout, path: Path, data: bytes) -> StoryVersion:
    try:
        return StoryVersion.model_validate_json(data)
    except ValidationError as error:
        fault = error.errors(include_input=False)[0]
        where = ".".join(str(step) for step in fault["loc"]) or "file"
        reason = f"not a story's version file ({where}: {fault['msg']})"
        raise StoryError(_shown(layout, path), reason, f"{RESTORE}.") from None


def current_paths(layout: Layout) -> tuple[Path, ...]:
    """Return the newest version file of each story, sorted by story."""
    return tuple(max(paths, key=_number) for paths in stories(layout))


def current(layout: Layout) -> tuple[StoryVersion, ...]:
    """Return the newest version of each story, sorted by (published_at, slug); StoryError for a bad file."""
    return _sorted([load(layout, path) for path in current_paths(layout)])


def every(layout: Layout) -> tuple[StoryVersion, ...]:
    """Return all versions of all stories, sorted by (published_at, slug, version)."""
    found = [load(layout, path) for paths in stories(layout) for path in paths]
    return tuple(sorted(found, key=lambda version: (version.published_at, version.slug, version.version)))


def before(layout: Layout, slug: str, moment: datetime) -> StoryVersion:
    """Return a story's newest version from before ``moment``; raise StoryError if there is none."""
    paths = next((paths for paths in stories(layout) if paths[0].parent.name == slug), [])
    earlier = [version for path in paths if (version := load(layout, path)).modified_at < moment]
    if not earlier:
        raise StoryError(layout.versions, f"no version of “{slug}” from before {moment}", f"{RESTORE}.")
    return max(earlier, key=lambda version: version.version)


class Whole(NamedTuple):
    """A version that is proved, and the sha256 of its file: these very bytes need no other proof."""

    version: StoryVersion
    file: str


class Proved(NamedTuple):
    """What of a story is whole: its versions in order, the current one last, and a line for each fault.

    ``faults`` are those of the current version: if there is one, the story has no ``versions``. ``lost`` are
    earlier versions that aren't whole.
    """

    versions: tuple[Whole, ...]
    faults: tuple[str, ...]
    lost: tuple[str, ...]


def prove(layout: Layout, paths: Sequence[Path]) -> Proved:
    """Prove a story, given by its version files.

    Whole: the version file can be read, lies in its place, has its own digest, and the article beside it
    is the rendering of the newest to the byte.
    """
    path = max(paths, key=_number)
    try:
        current = _whole(layout, path)
        if fault := _fault(layout, current.version, path):
            raise fault
    except StoryError as error:
        return Proved((), (str(error),), ())
    earlier: list[Whole] = []
    lost: list[str] = []
    for number in range(1, current.version.version):
        try:
            earlier.append(_earlier(layout, current.version, number))
        except StoryError as error:
            lost.append(str(error))
    return Proved((*earlier, current), (), tuple(lost))


def _whole(layout: Layout, path: Path) -> Whole:
    data = _read(layout, path)
    return Whole(_parsed(layout, path, data), hashlib.sha256(data).hexdigest())


def _earlier(layout: Layout, current: StoryVersion, number: int) -> Whole:
    path = version_path(layout, current.model_copy(update={"version": number}))
    version, file = _whole(layout, path)
    if version.story != current.story or version.sha256 != version_digest(version):
        raise StoryError(_shown(layout, path), _CHANGED, f"{RESTORE}.")
    return Whole(version, file)


def again(layout: Layout, story: str, number: int, file: str) -> StoryVersion:
    """Read a version that was proved before; raise StoryError if its file is another one by now."""
    path = layout.versions / story / f"v{number}.json"
    found = _whole(layout, path)
    if found.file != file:
        raise StoryError(_shown(layout, path), "was changed while it was read", "Build again.")
    return found.version


def strays(layout: Layout, known: Iterable[str]) -> Iterator[str]:
    """Yield a line for each article that belongs to none of the stories, which are given as YYYY/MM/slug."""
    there = {layout.stories / f"{story}.md" for story in known}
    for article in sorted(layout.stories.rglob("*.md")):
        if article not in there and not article.name.startswith("."):
            yield f"{_shown(layout, article)}: has no version file. {RESTORE}, or delete it."


def _fault(layout: Layout, version: StoryVersion, path: Path) -> StoryError | None:
    """Return what is wrong with a version's files, if anything."""
    if version_path(layout, version) != path:
        return StoryError(_shown(layout, path), "belongs to another story or number", f"{RESTORE}.")
    if version.sha256 != version_digest(version):
        return StoryError(_shown(layout, path), _CHANGED, f"{RESTORE}.")
    article = article_path(layout, version)
    shown = _shown(layout, article)
    if not article.is_file():
        return StoryError(shown, "the article of a published story is missing", f"{RESTORE}.")
    if _read(layout, article) != markdown(version).encode():
        reason = f"is not what {_shown(layout, path)} renders to"
        return StoryError(shown, reason, f"{RESTORE}; what is wrong is said by newsdesk correct.")
    return None


def _sorted(found: list[StoryVersion]) -> tuple[StoryVersion, ...]:
    return tuple(sorted(found, key=lambda version: (version.published_at, version.slug)))


def stories(layout: Layout) -> Iterator[list[Path]]:
    """Yield the version files of each story, sorted by story."""
    for folder in sorted(layout.versions.glob("[0-9]*/[0-9]*/*/")):
        paths = [path for path in folder.glob("v*.json") if _VERSION_FILE.fullmatch(path.name)]
        if paths:
            yield paths


def _number(path: Path) -> int:
    match = _VERSION_FILE.fullmatch(path.name)
    return int(match.group(1)) if match else 0


def is_newest(layout: Layout, version: StoryVersion) -> bool:
    """Whether no higher number of the same story is published."""
    folder = layout.versions / version.story
    return all(_number(path) <= version.version for path in folder.glob("v*.json"))


def _read(layout: Layout, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise StoryError(_shown(layout, path), "not found", "Name a published story.") from None
    except OSError as error:
        raise StorageError(
            f"{_shown(layout, path)}: can't be read ({error.strerror}). Check that it belongs to you."
        ) from error


def _shown(layout: Layout, path: Path) -> Path:
    """Return the path as it is printed: from the newsroom's folder, where it lies in it."""
    return path.relative_to(layout.root) if path.is_relative_to(layout.root) else path
