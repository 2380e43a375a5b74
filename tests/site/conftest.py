"""Sites built once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import stories_factory as make
import whole_newsroom
from site_building import build, write

from audit.serving import served
from newsdesk.site.plan import plan


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration site of eight stories with relative links."""
    return build(tmp_path_factory.mktemp("site"), make.newsroom_of_eight(), make.site(demo=True))


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration with pages of every kind, with relative links."""
    return write(tmp_path_factory.mktemp("whole"), plan(whole_newsroom.newsroom()))


@pytest.fixture(scope="session")
def address(whole: Path) -> Iterator[str]:
    """The demonstration with pages of every kind, served on this machine."""
    with served(whole) as origin:
        yield origin


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The eight stories as a published site under a path."""
    site = make.site(url="https://example.org/sub", relative=False)
    return build(tmp_path_factory.mktemp("published"), make.newsroom_of_eight(), site)
