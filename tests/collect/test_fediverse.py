"""What servers of the fediverse have in common is told from their addresses and objects."""

from __future__ import annotations

import subprocess
import sys

import pytest

from newsdesk.collect.answers import FetchError
from newsdesk.collect.fediverse import community, handle, name_of, said, unwrapped, wishes_no_robots


@pytest.mark.parametrize(
    ("actor", "shown_at", "expected"),
    [
        ("https://a.example/users/ada", None, "@ada@a.example"),
        ("https://a.example/u/ada", None, "@ada@a.example"),
        ("https://a.example/@ada", None, "@ada@a.example"),
        ("https://a.example/ap/users/1170", None, None),
        ("https://a.example/ap/users/1170", "https://a.example/@ada/9", "@ada@a.example"),
        ("https://a.example/profile/ada", "https://a.example/objects/9", "@ada@a.example"),
        ("https://a.example/", None, None),
        ("mailto:ada@a.example", None, None),
        (None, None, None),
    ],
)
def test_a_handle_is_told_only_where_the_address_has_the_name(
    actor: str | None, shown_at: str | None, expected: str | None
) -> None:
    """A number is no name; the page of a post may have it."""
    assert handle(actor, shown_at) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://lemmy.example/c/technology", "!technology@lemmy.example"),
        ("https://lemmy.example/c/technology@other.example", None),
        ("https://lemmy.example/u/ada", None),
        (None, None),
    ],
)
def test_a_community_is_called_as_people_write_it(address: str | None, expected: str | None) -> None:
    """Its name and its host, from the address that only it has."""
    assert community(address) == expected


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (
            '<p>Writes. <a href="https://a.example/tags/nobot" class="hashtag">#<span>NoBot</span></a></p>',
            True,
        ),
        ("I write. #noindex", True),
        ("#nobots please", True),
        ("No bots, please.", False),
        ("#nobottles", False),
        ("", False),
    ],
)
def test_a_wish_is_told_by_its_hashtag(profile: str, expected: bool) -> None:
    """Only the tags by which people ask for it count, however they are marked up."""
    assert wishes_no_robots(profile) is expected


def test_names_of_sources_keep_ports_apart() -> None:
    """Two servers on one machine have two names."""
    assert name_of("mastodon", "https://Social.example/") == "mastodon-social-example"
    assert name_of("mastodon", "http://localhost:3000") == "mastodon-localhost-3000"


def test_a_refusal_is_told_with_the_servers_words() -> None:
    """In one line and bounded; without words only the reason stands."""
    failure = FetchError("answered 403", temporary=False, status=403, body=b"x")
    assert said(failure, lambda _: "Not\nhere " + "a " * 500).count("\n") == 0
    assert len(said(failure, lambda _: "Not\nhere " + "a " * 500)) < 320
    assert said(failure, lambda _: None) == str(failure)


def test_activities_within_activities_come_to_an_end() -> None:
    """A wrapping without end yields nothing rather than never ending."""
    data: dict[str, object] = {"type": "Note", "id": "x"}
    for _ in range(3):
        data = {"type": "Announce", "object": data}
    assert [kind for kind, _ in unwrapped(data)] == ["Note"]
    for _ in range(3000):
        data = {"type": "Announce", "object": data}
    assert list(unwrapped(data)) == []


def test_the_platforms_are_cheap_to_know() -> None:
    """Their settings are read without an HTTP library, a parser of Markdown or an engine."""
    heavy = {"httpx2", "markdown_it", "duckdb", "ibis", "dateutil"}
    code = (
        "import sys\n"
        "from newsdesk.collect.platforms import lemmy, mastodon\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(told.stdout.split())
