"""The newsroom as a Pelican plugin: the only module that knows Pelican.

When a build begins, due editions are worked; then a generator of ours plans and renders the newsroom's pages
beside the stock generators, which keep the pages and articles that people write by hand. Work starts with
``get_generators``, which is sent by every build and, unlike ``initialized``, not by ``pelican --listen``.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from markupsafe import Markup
from pelican import Pelican, signals  # type: ignore[import-untyped]  # Pelican carries no types
from pelican.generators import Generator  # type: ignore[import-untyped]  # Pelican carries no types
from pelican.log import console  # type: ignore[import-untyped]  # Pelican carries no types
from pelican.writers import Writer  # type: ignore[import-untyped]  # Pelican carries no types

from newsdesk import config as settings_file
from newsdesk import newsroom
from newsdesk.answering import Pen
from newsdesk.collect import registry
from newsdesk.config import Layout
from newsdesk.errors import NewsdeskError
from newsdesk.files import clear_leftovers
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses
from newsdesk.site.build import build
from newsdesk.site.parts import metadata, sources_asked
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.settings import HandWritten, Site
from newsdesk.site.static import copy_static

logger = logging.getLogger("pelican")
_QUOTED = re.compile("“[^”]*”")  # a reason may name one story; here like reasons are counted together
_ROOTED = re.compile(r'(<a\b[^>]*?href=")(/(?!/)[\w./~-]*)(?=["#])')
_WORKED = "NEWSDESK_WORKED"  # where a build keeps what the newsroom did, between two signals


def register() -> None:
    """Connect to Pelican's signals; the receivers are module functions, because they are held weakly."""
    signals.get_generators.connect(begin)
    signals.get_writer.connect(steady_writer)
    signals.content_object_init.connect(lead_on)
    signals.page_generator_write_page.connect(frame)
    signals.article_generator_write_article.connect(frame)
    logger.addFilter(_told_plainly)


def begin(pelican: Pelican) -> type[Generator]:
    """Work the due editions, tell what came of them, and hand over the generator of the pages."""
    layout = layout_of(pelican.settings)
    configuration = registry.load(layout.root)
    for folder in (layout.content, layout.cache, Path(pelican.settings["OUTPUT_PATH"])):
        clear_leftovers(folder)
    pen = Pen(configuration.writer, online=not os.environ.get("OFFLINE"), newest_only=True)
    with _progress() as progress:
        worked = newsroom.work(
            layout, configuration, pelican.settings["SITENAME"], pen=pen, progress=progress
        )
    for line in summary(worked):
        say(line)
    pelican.settings[_WORKED] = worked
    return NewsroomGenerator


def layout_of(settings: dict[str, Any]) -> Layout:
    """Return the newsroom around the content folder."""
    return Layout(Path(settings["PATH"]).resolve().parent)


class NewsroomGenerator(Generator):  # type: ignore[misc]  # a base without types
    """Writes the newsroom's pages: stories, beats, front page, feed, evidence."""

    def generate_context(self) -> None:
        """Settle what every page says about the site."""
        site = site_of(self.settings, self.context, demo=self.settings[_WORKED].demo)
        self.context["newsdesk"] = site
        self.context["chrome"] = chrome(Addresses(site))
        self.context["meta"] = metadata.metadata(Addresses(site), "", site.subtitle)

    def generate_output(self, _writer: Writer) -> None:
        """Write the proved stories and all lists of them, as far as something changed."""
        layout, output = layout_of(self.settings), Path(self.output_path)
        plugins, settings = map(Path, self.settings["PLUGIN_PATHS"]), layout.root.glob("*.py")
        site = self.context["newsdesk"]
        built = build(layout, site, self.env, output, plugins=plugins, settings=settings)
        for problem in built.problems:
            # Told and left out; an error would keep the sound stories from being published too.
            sys.stderr.write(f"newsdesk: {problem}\n")
        copied = copy_static(Path(self.theme), output / self.settings["THEME_STATIC_DIR"])
        pages, stories = _counted(built.kinds.total(), "page"), _counted(built.kinds["story"], "story")
        say(f"{pages} for {stories}, {built.changed + copied:,} changed")


def site_of(settings: dict[str, Any], context: dict[str, Any], *, demo: bool) -> Site:
    """Return what pages depend on, from Pelican's settings and the pages that people wrote."""
    config = settings_file.load(layout_of(settings).root)
    return Site(
        name=settings["SITENAME"],
        subtitle=settings.get("SITESUBTITLE", ""),
        url=settings["SITEURL"],
        relative=settings["RELATIVE_URLS"],
        language=settings["DEFAULT_LANG"],
        demo=demo,
        beats=config.beats,
        publication=config.site,
        sources=sources_asked.lines(
            registry.settings_of(config),
            {name: module.WHY_OFF for name, module in registry.modules().items()},
        ),
        pages=tuple(_hand_written(page) for page in context.get("pages", ())),
        notes=tuple(_hand_written(article) for article in context.get("articles", ())),
    )


def _hand_written(content: Any) -> HandWritten:
    return HandWritten(
        title=Markup(content.title).striptags(),
        address="/" + str(content.url).lstrip("/"),
        published_at=getattr(content, "date", None),
    )


def lead_on(content: Any) -> None:
    """Have the links of a hand-written page to ``/wire/`` and the like hold wherever the site stands."""
    text, settings = getattr(content, "_content", None), content.settings
    if not isinstance(text, str):
        return
    site = Site(name=settings["SITENAME"], url=settings["SITEURL"], relative=settings["RELATIVE_URLS"])
    addresses = Addresses(site, "/" + str(content.url).lstrip("/"))
    content._content = _ROOTED.sub(lambda found: found[1] + addresses.link(found[2]), text)


def frame(generator: Generator, content: Any) -> None:
    """Give a hand-written page or article the same masthead, footer and metadata as ours."""
    written = _hand_written(content)
    addresses = Addresses(generator.context["newsdesk"], written.address)
    description = Markup(getattr(content, "summary", "") or "").striptags()
    meta = metadata.metadata(addresses, written.title, description[:200])
    day = printed.day(written.published_at) if written.published_at else None
    generator.context["chrome"] = printed.clean(chrome(addresses))
    generator.context["meta"] = printed.clean({**meta, "day": day})


class SteadyWriter(Writer):  # type: ignore[misc]  # a base without types
    """Pelican's writer, except that a file whose bytes stay the same keeps its time."""

    @contextmanager
    def _open_w(self, filename: str, encoding: str, override: bool = False) -> Iterator[TextIO]:
        path = Path(filename)
        before = (path.read_bytes(), path.stat()) if path.is_file() else None
        with super()._open_w(filename, encoding, override) as file:
            yield file
        if before and path.read_bytes() == before[0]:
            os.utime(path, ns=(before[1].st_atime_ns, before[1].st_mtime_ns))


def steady_writer(_pelican: Pelican) -> type[Writer]:
    """Hand over the writer of the stock generators."""
    return SteadyWriter


def summary(worked: newsroom.Worked) -> Iterator[str]:
    """Tell in a few lines what working the editions came to."""
    if worked.demo:
        yield "demonstration in use: all posts in it are invented; the first real snapshot replaces it"
    records = _counted(worked.records, "record")
    if not worked.editions:
        yield f"{records}, no edition due" if worked.records else "no records yet: see newsdesk import --help"
        return
    updates = sum(c.fate == "version" for report in worked.editions for c in report.candidates)
    yield (
        f"{records}, {_counted(len(worked.editions), 'edition')} worked: "
        f"{_counted(worked.signals, 'signal')}, {_counted(len(worked.stories), 'new story')}, "
        f"{_counted(updates, 'update')}"
    )
    skipped = Counter(_QUOTED.sub("another story", candidate.reason) for candidate in worked.declined)
    if skipped:
        yield f"{_counted(skipped.total(), 'candidate')} skipped: " + _reasons(skipped)


def _reasons(skipped: Counter[str], most: int = 4) -> str:
    ordered = sorted(skipped.items(), key=lambda item: (-item[1], item[0]))
    told = [f"{reason} ({times})" for reason, times in ordered[:most]]
    rest = sum(times for _, times in ordered[most:])
    return "; ".join([*told, f"other reasons ({rest}); see the ledger"] if rest else told)


def _counted(number: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def say(line: str) -> None:
    """Print a line as Pelican prints its own, unless it was asked to be quiet."""
    if logger.isEnabledFor(logging.WARNING):
        console.print(f"newsdesk: {line}", markup=False, highlight=False, soft_wrap=True)


@contextmanager
def _progress() -> Iterator[newsroom.Progress]:
    """Show on a terminal how far a long task has come; elsewhere show nothing."""
    if not console.is_terminal:
        yield lambda _what, _done, _whole: None
        return
    with console.status("newsdesk: looking for due editions") as status:
        yield lambda what, done, whole: status.update(f"newsdesk: {what} {done:,} of {whole:,}")


def _told_plainly(record: logging.LogRecord) -> bool:
    """Tell a failure on purpose in its one message; Pelican's own report would add a traceback."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, NewsdeskError):
        sys.stderr.write(f"newsdesk: {error}\n")
        return False
    if isinstance(error, OSError) and error.filename:
        what = f"{error.filename}: {error.strerror}"
        sys.stderr.write(f"newsdesk: {what}. Check that the folder belongs to you and has room.\n")
        return False
    return True
