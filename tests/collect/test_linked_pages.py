"""Pages that posts link to, asked from a real server under invented names."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from newsdesk.archive.addresses import address
from newsdesk.collect import pages, robots
from newsdesk.collect.answers import Limits
from newsdesk.collect.asked import Asked
from newsdesk.collect.http import Client
from newsdesk.collect.links import canonical
from newsdesk.collect.pages import is_a_post, read_pages
from newsdesk.collect.source import Batch, Task
from newsdesk.errors import StorageError

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
QUICK = Limits(connect=1, read=0.6, total=1.2, attempts=1, backoff=0.01, wait=0.3, spacing=0.0)
#: Where all have to answer, however busy the machine is.
PATIENT = replace(QUICK, connect=20, read=20, total=60)
ARTICLE = (
    "<!doctype html><html lang=en><head><title>Weights</title>{head}"
    "<meta property='og:site_name' content='The Paper'>"
    "<meta property='article:published_time' content='2026-03-10T09:30:00Z'></head><body><article>"
    "<p>The laboratory published the weights of its largest model on a Tuesday, and said nothing else.</p>"
    "<p>Three people who had worked on it said that the date had been chosen in January of that year.</p>"
    "</article></body></html>"
)


@pytest.fixture
def site(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Give addresses on hosts of the public internet that lead to the server in truth."""

    async def here(host: str, _: int) -> list[str]:
        return ["127.0.0.1"] if host.endswith(".example") else []

    httpserver.no_handler_status_code = 404
    monkeypatch.setattr("newsdesk.collect.network._resolved", here)
    monkeypatch.setattr("newsdesk.collect.network.is_public", lambda _: True)
    return lambda place: f"http://{place.replace('/', f':{httpserver.port}/', 1)}"


def serve(server: HTTPServer, path: str, body: str | bytes | None = None, **options: Any) -> None:
    """Serve an article, or something else, at a path of every host."""
    served = ARTICLE.format(head="") if body is None else body
    server.expect_request(path).respond_with_data(served, **{"content_type": "text/html", **options})


def collected(
    folder: Path, addresses: list[str], most: int = 100, limits: Limits = QUICK, **task: Any
) -> Batch:
    """Return all batches as one."""

    async def run() -> list[Batch]:
        async with Client(folder / "http", limits=limits) as client:
            asked = Asked(folder / "pages.db")
            told = Task(**{"now": NOW, **task})
            return [one async for one in read_pages(client, addresses, told, asked, most)]

    found = asyncio.run(run())
    assert all(batch.as_is for batch in found)
    dropped = sum((Counter(batch.dropped) for batch in found), Counter[str]())
    return Batch(
        records=tuple(record for batch in found for record in batch.records),
        problems=tuple(problem for batch in found for problem in batch.problems),
        dropped=dict(dropped),
    )


def requests(server: HTTPServer) -> list[str]:
    """Return the paths that were asked for, without those of robots.txt."""
    paths = [request.path for request, _ in server.log]
    return [path for path in paths if path != "/robots.txt"]


def test_a_linked_page_becomes_a_record(tmp_path: Path, httpserver: HTTPServer, site: Any) -> None:
    """Its site speaks, the address is the one that was linked to, and the link is found by it again."""
    serve(httpserver, "/a", ARTICLE.format(head="<link rel=canonical href=/weights>"))
    link = site("www.Paper.example/a?utm_source=x#top")
    (record,) = collected(tmp_path, [link]).records
    assert (record.platform, record.kind, record.author, record.community) == (
        "web",
        "article",
        "The Paper",
        "paper.example",
    )
    assert record.published_at == datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
    assert record.text.startswith("The laboratory published the weights")
    assert record.id == f"web:{pages._hash(canonical(link))}"
    assert (record.url, address(record.url)) == (link, address(link))
    assert record.links[0].endswith("/weights")


def test_a_redirected_link_keeps_its_address(tmp_path: Path, httpserver: HTTPServer, site: Any) -> None:
    """A shortener's link leads to the page under the address that stands in the post."""
    serve(httpserver, "/short", "", status=302, headers={"Location": site("paper.example/long")})
    serve(httpserver, "/long")
    (record,) = collected(tmp_path, [site("s.example/short")]).records
    assert record.url == site("s.example/short")
    assert record.community == "paper.example"
    assert record.links == (site("paper.example/long"),)


def test_robots_txt_is_honoured_before_the_page_is_asked(
    tmp_path: Path, httpserver: HTTPServer, site: Any
) -> None:
    """What the site closes to us or to everybody isn't asked for, also at the end of a redirect."""
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: newsdesk\nDisallow: /closed\nCrawl-delay: 0.1\n"
    serve(httpserver, "/robots.txt", rules, content_type="text/plain")
    for path in ("/open", "/closed/a"):
        serve(httpserver, path)
    serve(httpserver, "/leads", "", status=302, headers={"Location": site("b.example/closed/a")})
    links = [site("a.example/open"), site("a.example/closed/a"), site("a.example/leads")]
    found = collected(tmp_path, links)
    assert [record.url for record in found.records] == [site("a.example/open")]
    assert found.dropped == {robots.DISALLOWED: 2}
    assert sorted(requests(httpserver)) == ["/leads", "/open"]
    assert [request.path for request, _ in httpserver.log].count("/robots.txt") == 2


@pytest.mark.parametrize(
    ("status", "read"), [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False)]
)
def test_without_robots_txt_all_is_allowed_and_without_an_answer_nothing(
    tmp_path: Path, httpserver: HTTPServer, site: Any, status: int, read: bool
) -> None:
    """A site that has none allows all; one that can't say now is asked another time."""
    serve(httpserver, "/robots.txt", "no", status=status)
    serve(httpserver, "/a")
    found = collected(tmp_path, [site("a.example/a")])
    assert bool(found.records) is read
    assert requests(httpserver) == (["/a"] if read else [])
    if not read:
        assert "its robots.txt: answered" in found.problems[0].found


WISHES: dict[str, tuple[dict[str, str], str, str | None]] = {
    "nothing": ({}, "", None),
    "a header": ({"X-Robots-Tag": "noarchive"}, "", "noarchive"),
    "a header for another": ({"X-Robots-Tag": "googlebot: noindex"}, "", None),
    "a header for us": ({"X-Robots-Tag": "otherbot: noindex, newsdesk: noai"}, "", "noai"),
    "a header with values": ({"X-Robots-Tag": "max-snippet: 20, unavailable_after: 25 Jun 2026"}, "", None),
    "a tag": ({}, "<meta name=ROBOTS content='follow, NoIndex'>", "noindex"),
    "a tag for us": ({}, "<meta name=newsdesk content=none>", "none"),
    "a tag for another": ({}, "<meta name=googlebot content=noindex>", None),
    "a tag that allows": ({}, "<meta name=robots content='index, follow, max-image-preview:large'>", None),
    "mining": ({"TDM-Reservation": "1"}, "", "tdm-reservation"),
    "mining by a tag": ({}, "<meta name=tdm-reservation content=1>", "tdm-reservation"),
    "no mining": ({"TDM-Reservation": "0"}, "", None),
}


@pytest.mark.parametrize("name", WISHES)
def test_a_page_that_asks_not_to_be_kept_is_not(
    tmp_path: Path, httpserver: HTTPServer, site: Any, name: str
) -> None:
    """Headers and tags that forbid an index, an archive, a snippet, or use for AI are honoured."""
    headers, head, wish = WISHES[name]
    serve(httpserver, "/a", ARTICLE.format(head=head), headers=headers)
    found = collected(tmp_path, [site("a.example/a")])
    assert len(found.records) == (wish is None)
    assert found.dropped == ({f"{robots.RESERVED} ({wish})": 1} if wish else {})


def test_a_page_is_asked_for_once_a_day(tmp_path: Path, httpserver: HTTPServer, site: Any) -> None:
    """Whatever came of it, neither marks of tracking nor another run of the day ask for it again."""
    serve(httpserver, "/a", "gone", status=404)
    link = site("a.example/a")
    first = collected(tmp_path, [link, f"{link}?utm_source=x"])
    assert first.problems[0].place == f"{link}?utm_source=x"
    assert "answered 404" in first.problems[0].found
    assert collected(tmp_path, [link], now=NOW + timedelta(hours=6)).dropped == {pages.ASKED_TODAY: 1}
    assert len(requests(httpserver)) == 1
    assert collected(tmp_path, [link], now=NOW + timedelta(hours=12)).problems
    assert len(requests(httpserver)) == 2


def test_what_is_in_the_archive_is_not_asked_for(tmp_path: Path, httpserver: HTTPServer, site: Any) -> None:
    """A page that was read, or that came by a feed, is there already."""
    serve(httpserver, "/a")
    link = site("a.example/a")
    for platform in ("web", "news"):
        there = frozenset([f"{platform}:{pages._hash(canonical(link))}"])
        found = collected(tmp_path, [link], known=lambda ids, there=there: there & set(ids))
        assert found.dropped == {pages.KNOWN: 1}
    assert httpserver.log == []


POSTS = [
    "https://bsky.app/profile/a.example/post/3k",
    "https://old.reddit.com/r/x/comments/1/a/",
    "https://redd.it/1",
    "https://x.com/a/status/1",
    "https://mobile.twitter.com/a/status/1",
    "https://www.youtube.com/watch?v=1",
    "https://youtu.be/1",
    "https://news.ycombinator.com/item?id=1",
    "https://arxiv.org/abs/2506.20702",
    "https://export.arxiv.org/pdf/2506.20702v2",
    "https://social.example/@quiet@other.example/112345678901",
    "https://social.example/users/quiet/statuses/112345678901",
    "https://lemmy.example/post/123",
    "https://lemmy.example/comment/123",
]


@pytest.mark.parametrize("link", POSTS)
def test_posts_are_not_pages(link: str) -> None:
    """What a platform gives in full is not read as a page."""
    assert is_a_post(link)


@pytest.mark.parametrize(
    "link",
    [
        "https://netflix.com/",
        "https://blog.example/post/about-x",
        "https://arxiv.org.example/abs/1",
        "https://medium.com/@a/b",
    ],
)
def test_pages_are_not_posts(link: str) -> None:
    """A name that only ends alike, or a path that only looks alike, is a page."""
    assert not is_a_post(link)


def test_nothing_else_is_asked_for(tmp_path: Path, httpserver: HTTPServer, site: Any) -> None:
    """Posts, files and what is no address are counted with their reason, and nobody is asked."""
    links = [
        *POSTS,
        site("a.example/paper.PDF"),
        site("a.example/weights.safetensors"),
        "mailto:a@a.example",
        "",
    ]
    found = collected(tmp_path, links)
    assert found.dropped == {pages.A_POST: len(POSTS), pages.NOT_HTML: 2, pages.NO_ADDRESS: 1}
    assert httpserver.log == []


def test_a_link_that_leads_to_a_post_or_a_file_is_left_out(
    tmp_path: Path, httpserver: HTTPServer, site: Any
) -> None:
    """A redirect to a platform isn't followed; what isn't HTML is no page, whatever it calls itself."""
    serve(httpserver, "/leads", "", status=301, headers={"Location": "https://bsky.app/profile/a/post/1"})
    serve(httpserver, "/file", b"%PDF-1.7")
    found = collected(tmp_path, [site("a.example/leads"), site("a.example/file")])
    assert found.dropped == {pages.A_POST: 1, pages.NOT_HTML: 1}
    assert not found.problems


def test_a_page_without_a_date_is_a_problem(tmp_path: Path, httpserver: HTTPServer, site: Any) -> None:
    """It can't be said to have been there before the post; the last change counts where it is told."""
    body = ARTICLE.format(head="").replace("2026-03-10T09:30:00Z", "soon")
    serve(httpserver, "/a", body)
    serve(httpserver, "/b", body, headers={"Last-Modified": "Mon, 09 Mar 2026 10:00:00 GMT"})
    found = collected(tmp_path, [site("a.example/a"), site("a.example/b")])
    assert [(problem.place, problem.field) for problem in found.problems] == [
        (site("a.example/a"), "published_at")
    ]
    assert [record.published_at.day for record in found.records] == [9]


def test_faults_are_told_by_their_address_and_stop_nothing(
    tmp_path: Path, httpserver: HTTPServer, site: Any
) -> None:
    """Of many pages those that can be read are kept, in batches, and every other is named."""
    bad = {"/gone": 410, "/broken": 500}
    for path, status in bad.items():
        serve(httpserver, path, "no", status=status)
    for number in range(40):
        serve(httpserver, f"/{number}")
    links = [site(f"a.example/{number}") for number in range(40)] + [site(f"b.example{path}") for path in bad]
    found = collected(tmp_path, [*links, "http://127.0.0.1:9/x", "http://nowhere.invalid/x"], limits=PATIENT)
    assert len(found.records) == 40
    told = {urlsplit(problem.place).path: problem.found for problem in found.problems}
    assert sorted(told) == ["/broken", "/gone", "/x"]
    assert "answered 410" in told["/gone"]
    assert len(found.problems) == 4


@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from(POSTS)), max_size=5))
def test_any_links_are_wanted_or_counted(links: list[str]) -> None:
    """Each link is asked for or dropped with a reason, whatever stands in the post."""

    class Nothing(Asked):
        def on(self, day: date) -> set[str]:
            return {day.isoformat()}

    wanted, dropped = pages._wanted(links, Task(now=NOW), Nothing(Path("nowhere")))
    assert all(isinstance(link, str) for link in wanted.values())
    assert len(wanted) + sum(dropped.values()) <= len(links)


def test_what_is_known_takes_no_place(tmp_path: Path, httpserver: HTTPServer, site: Any) -> None:
    """So many pages are asked for, whatever else is linked to more often; the rest stays for the next run."""
    for number in range(5):
        serve(httpserver, f"/{number}")
    links = [*POSTS, *(site(f"a.example/{number}") for number in range(5))]
    first = collected(tmp_path, links, 3)
    assert [record.url[-1] for record in first.records] == ["0", "1", "2"]
    known = frozenset(record.id for record in first.records)
    second = collected(tmp_path, links, 3, known=lambda ids: known & set(ids), now=NOW + timedelta(days=1))
    assert [record.url[-1] for record in second.records] == ["3", "4"]
    assert second.dropped == {pages.A_POST: len(POSTS), pages.KNOWN: 3}


def test_the_list_of_asked_pages_outlives_damage(tmp_path: Path) -> None:
    """It is in the cache: destroyed it is begun anew, and other days are forgotten."""
    place = tmp_path / "cache" / "pages.db"
    asked, today = Asked(place), NOW.date()
    asked.note(["a", "b"], today - timedelta(days=1))
    asked.note(["c"], today)
    assert (asked.on(today - timedelta(days=1)), Asked(place).on(today)) == (set(), {"c"})
    for damage in (b"not a database at all" * 100, b""):
        place.write_bytes(damage)
        assert asked.on(today) == set()
        asked.note(["d"], today)
        assert asked.on(today) == {"d"}
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="file"):
        Asked(tmp_path / "file" / "pages.db").on(today)


def test_a_robots_txt_that_is_made_to_keep_us_busy_is_cut(
    tmp_path: Path, httpserver: HTTPServer, site: Any
) -> None:
    """Of rules without end the first are read; stars in them cost no time."""
    rules = "User-agent: *\n" + f"Disallow: /{'*a' * 50}$\n" * 20_000
    seen: list[str] = []

    def answer(request: Request) -> Response:
        seen.append(request.path)
        return Response(
            rules if request.path == "/robots.txt" else ARTICLE.format(head=""), mimetype="text/html"
        )

    httpserver.expect_request("/robots.txt").respond_with_handler(answer)
    httpserver.expect_request(f"/{'a' * 1000}b").respond_with_handler(answer)
    assert collected(tmp_path, [site(f"a.example/{'a' * 1000}b")]).records
    assert len(seen) == 2
