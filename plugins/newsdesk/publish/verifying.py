"""A published story proved again from its files: bytes, digests, archive, and the gate.

Each layer catches what the one before can't: digests any change by hand, the archive a change to the
evidence by somebody who computes the digests anew, the gate a draft that no longer fits its brief.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsdesk.archive import snapshots
from newsdesk.check.codes import finding
from newsdesk.check.gate import check, figures
from newsdesk.config import Layout
from newsdesk.errors import StoryError
from newsdesk.prose import SlotError, render_sentence, render_standfirst
from newsdesk.publish import naming, quotations, versions
from newsdesk.publish.article import markdown
from newsdesk.records import Record
from newsdesk.stories import Brief, Finding, StoryVersion, brief_id


def find(layout: Layout, story: str) -> Path:
    """Return the version file that a person means by a path, a slug or an address.

    A version file is itself; anything else that names a story stands for its newest version.
    Raises StoryError if there is none.
    """
    path = Path(story)
    if path.suffix == ".json":
        return path if path.is_absolute() or path.exists() else layout.root / path
    if current := naming.find(layout, story):
        return current
    raise StoryError(story, "no such story", "Name a version file, an article, a slug or an address.")


def verify_story(layout: Layout, path: Path, index: quotations.Index | None = None) -> tuple[Finding, ...]:
    """Prove one version file, or a copy of one that lies anywhere; return what does not hold.

    ``index`` spares reading all versions again where many are proved.
    The article is compared where the version is the story's newest. Raises StoryError if the file isn't
    there, SnapshotError if the archive can't be trusted.
    """
    if not path.is_file():
        raise StoryError(path, "not found", "Name a published story.")
    try:
        version = versions.load(layout, path)
    except StoryError as error:
        return (finding("version-malformed", "version", error.reason),)
    printed = (index or quotations.index(layout)).beside(version)
    gated = check(version.draft, version.brief, printed=printed)
    found = [*_file(layout, path, version), *_digests(version), *_place(version)]
    found += _printed(version, gated)
    found += _article(layout, version)
    found += _archive(layout, version)
    return (*found, *gated)


def _file(layout: Layout, path: Path, version: StoryVersion) -> Iterator[Finding]:
    data = path.read_bytes()
    if data != versions.dump(version):
        yield finding("version-bytes", "version", "differs from what its content is written as")
    published = versions.version_path(layout, version)
    if not published.is_file():
        yield finding("version-published", "version", f"{version.story} has no v{version.version}.json")
    elif published.read_bytes() != data:
        yield finding("version-published", "version", "differs from the published file")


def _digests(version: StoryVersion) -> Iterator[Finding]:
    if version.sha256 != versions.version_digest(version):
        yield finding("version-digest", "sha256", "the content was changed after it was published")
    if version.brief.id != brief_id(version.brief):
        yield finding("brief-digest", "brief.id", "the brief was changed after it was written from")


def _place(version: StoryVersion) -> Iterator[Finding]:
    story = f"{version.published_at:%Y/%m}/{version.slug}"
    if version.story != story or version.address != f"/{story}/":
        yield finding("version-place", "story", f"{version.story} at {version.address}, expected {story}")
    first = version.version == 1 and version.published_at == version.modified_at
    if version.modified_at != version.brief.edition or (version.version == 1 and not first):
        yield finding("version-place", "modified_at", "times are not those of the edition")
    if version.demo != version.brief.demo:
        yield finding("version-place", "demo", "version and brief disagree")


def _printed(version: StoryVersion, gated: tuple[Finding, ...]) -> Iterator[Finding]:
    draft, brief = version.draft, version.brief
    try:
        headline, standfirst = render_sentence(draft.headline, brief), render_standfirst(draft, brief)
    except SlotError as error:
        yield finding("printed", "headline", str(error))
        return
    if version.headline != headline:
        yield finding("printed", "headline", f"the draft says {headline!r:.80}")
    if version.standfirst != standfirst:
        yield finding("printed", "standfirst", f"the draft says {standfirst!r:.80}")
    # What another story prints of a record can come later, and takes nothing from this one's figures.
    alone = tuple(found for found in gated if found.code != "quote-wording")
    if version.figures != figures(draft, brief, alone):
        yield finding("printed", "figures", "the figures are not those of the draft")


def _article(layout: Layout, version: StoryVersion) -> Iterator[Finding]:
    try:
        rendered = markdown(version).encode()
        digest = versions.article_digest(version)
    except SlotError as error:
        yield finding("article-digest", "markdown_sha256", str(error))
        return
    if version.markdown_sha256 != digest:
        yield finding("article-digest", "markdown_sha256", "is not the digest of the rendering")
    if not versions.is_newest(layout, version):
        return
    article = versions.article_path(layout, version)
    if not article.is_file():
        yield finding("article-missing", "article", f"stories/{version.story}.md is missing")
    elif article.read_bytes() != rendered:
        yield finding("article-bytes", "article", _first_difference(article.read_bytes(), rendered))


def _first_difference(found: bytes, wanted: bytes) -> str:
    pairs = zip(found.split(b"\n"), wanted.split(b"\n"), strict=False)
    line = next((n for n, (one, other) in enumerate(pairs, 1) if one != other), 0)
    return f"differs from its version at line {line}" if line else "is longer or shorter than its version"


def _archive(layout: Layout, version: StoryVersion) -> Iterator[Finding]:
    records = dict(_records(version.brief))
    stored = snapshots.fetch(layout, snapshots.manifests(layout), (r.id for r in records.values()))
    for path, record in records.items():
        if record.id not in stored:
            yield finding("record-missing", path, f"{record.id} is not in the archive")
        elif stored[record.id] != record:
            fields = [
                name
                for name in Record.model_fields
                if getattr(stored[record.id], name) != getattr(record, name)
            ]
            yield finding("record-altered", path, f"{record.id} differs in {', '.join(fields)}")


def _records(brief: Brief) -> Iterator[tuple[str, Record]]:
    for n, item in enumerate(brief.records):
        yield f"brief.records.{n}", item.record
        if item.thread.parent:
            yield f"brief.records.{n}.thread.parent", item.thread.parent.record
        for m, reply in enumerate(item.thread.replies):
            yield f"brief.records.{n}.thread.replies.{m}", reply.record
    for n, page in enumerate(brief.pages):
        yield f"brief.pages.{n}", page.record
