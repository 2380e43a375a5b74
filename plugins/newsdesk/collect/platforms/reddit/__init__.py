"""Reddit: posts and comments of chosen communities, through its API or, without a key, its Atom feeds.

``reading`` understands what Reddit answers and exports, ``asking`` asks for it. The API's rules:
https://github.com/reddit/reddit/wiki/API and https://www.reddit.com/dev/api.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from newsdesk.collect.platforms.reddit.asking import Around, Community, Login
from newsdesk.collect.platforms.reddit.reading import read
from newsdesk.config import SourceSettings

__all__ = ["WHY_OFF", "Settings", "read", "sources", "surroundings"]

WHY_OFF = (
    "Reddit gives access only to approved applications and forbids commercial use without a contract. With "
    "one set NEWSDESK_REDDIT_CLIENT_ID and NEWSDESK_REDDIT_CLIENT_SECRET and "
    "sources.reddit.enabled: true; without one its feeds are tried and usually refused (403), and "
    "'newsdesk import --platform reddit' takes your own export."
)


class Settings(SourceSettings):
    """Which communities are read, and how.

    ``communities`` are subreddits by their names, without ``r/``. With ``comments`` their newest comments
    are read as well as their newest posts (API only). ``first_hours`` is how far the first run goes back.
    ``replies`` is how many top replies are read around a record. ``spacing`` is the pause between two
    requests in seconds: the free tier allows 100 a minute. ``base_url`` is where the API is, ``site_url``
    where tokens are given and the feeds are.
    """

    most_records: Annotated[int, Field(ge=1)] = 2_000
    communities: tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{2,24}$")], ...] = ()
    comments: bool = True
    first_hours: Annotated[float, Field(gt=0)] = 24
    replies: Annotated[int, Field(ge=0, le=100)] = 10
    spacing: Annotated[float, Field(ge=0)] = 0.7
    base_url: Annotated[str, Field(pattern=r"^https?://[^?#]+$")] = "https://oauth.reddit.com"
    site_url: Annotated[str, Field(pattern=r"^https?://[^?#]+$")] = "https://www.reddit.com"


def sources(settings: SourceSettings, environment: Mapping[str, str]) -> Iterator[Community]:
    """Yield each community's posts and, with a key and if they are wanted, its comments."""
    assert isinstance(settings, Settings)
    login = Login.of(environment, settings.site_url)
    for name in settings.communities:
        yield Community(name, settings, login)
        if settings.comments and login:
            yield Community(name, settings, login, comments=True)


def surroundings(settings: SourceSettings, environment: Mapping[str, str]) -> Around | None:
    """Return what can be asked about single records; None without a key."""
    assert isinstance(settings, Settings)
    login = Login.of(environment, settings.site_url)
    return Around(settings, login) if login else None
