"""arXiv: title and abstract of every paper in some categories, through its Atom interface.

The interface is described in https://info.arxiv.org/help/api/user-manual.html, how often it may be asked in
https://info.arxiv.org/help/api/tou.html. Read the modules in this order.

settings   what newsdesk.yaml says
papers     what its answers and its metadata export mean
listing    the source: papers by the time of their submission; and which have been withdrawn since
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from newsdesk.collect.platforms.arxiv.listing import Listing, Withdrawals
from newsdesk.collect.platforms.arxiv.papers import read
from newsdesk.collect.platforms.arxiv.settings import Settings
from newsdesk.config import SourceSettings

__all__ = ["WHY_OFF", "Settings", "read", "sources", "surroundings"]

WHY_OFF = None


def sources(settings: SourceSettings, environment: Mapping[str, str]) -> Iterator[Listing]:
    """Yield the one list of papers: arXiv asks for one connection."""
    assert isinstance(settings, Settings)
    yield Listing(settings)


def surroundings(settings: SourceSettings, environment: Mapping[str, str]) -> Withdrawals:
    """Return who asks whether papers have been withdrawn; nothing stands around a paper."""
    assert isinstance(settings, Settings)
    return Withdrawals(settings)
