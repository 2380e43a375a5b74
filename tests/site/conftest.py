"""Sites built once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
import stories_factory as make
from site_building import build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration site of eight stories with relative links."""
    return build(tmp_path_factory.mktemp("site"), make.newsroom_of_eight(), make.site(demo=True))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same stories as a published site under a path."""
    site = make.site(url="https://example.org/sub", relative=False)
    return build(tmp_path_factory.mktemp("published"), make.newsroom_of_eight(), site)
