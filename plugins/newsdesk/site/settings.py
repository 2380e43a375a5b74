"""What the site is, as far as pages depend on it."""

from __future__ import annotations

from newsdesk.config import Beat, Publication
from newsdesk.records import UtcTime, Value

ABOUT = "/about/"


class HandWritten(Value):
    """A page or article that a person wrote: its title and where it stands."""

    title: str
    address: str
    published_at: UtcTime | None = None


class Asked(Value):
    """What a platform is asked for: in words ("queries", "feeds"), and each of them by name."""

    what: str
    items: tuple[str, ...]


class SourceLine(Value):
    """A platform as the settings have it: whether it is asked, how often, for what, and why not."""

    platform: str
    name: str
    enabled: bool
    every_minutes: int
    asks: tuple[Asked, ...] = ()
    note: str = ""


class Site(Value):
    """The site's name, its address and everything that stands on each page.

    ``url`` is SITEURL without a slash at its end, or empty. ``relative`` makes links relative to the page,
    so that the folder can be read from disk. ``demo`` says that all evidence is invented.
    """

    name: str
    subtitle: str = ""
    url: str = ""
    relative: bool = False
    language: str = "en"
    demo: bool = False
    beats: tuple[Beat, ...] = ()
    pages: tuple[HandWritten, ...] = ()
    notes: tuple[HandWritten, ...] = ()
    publication: Publication = Publication()
    sources: tuple[SourceLine, ...] = ()

    @property
    def about(self) -> str | None:
        """The address of the page that explains the site, if somebody wrote one."""
        return ABOUT if any(page.address == ABOUT for page in self.pages) else None
