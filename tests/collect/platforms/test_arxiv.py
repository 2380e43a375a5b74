"""arXiv: what its answers and its export mean, and how it is read from a server on loopback."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import damage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from reading import NOW, QUICK, cursor, errors, ids, read_all
from werkzeug import Request, Response

from factories import make_record
from newsdesk.archive import snapshots
from newsdesk.collect.payload import Payload
from newsdesk.collect.platforms import arxiv
from newsdesk.collect.registry import settings_of
from newsdesk.collect.source import Batch, Task
from newsdesk.collecting import collect
from newsdesk.config import Layout, parse
from newsdesk.errors import ConfigError

FIXTURES = Path(__file__).parent / "fixtures"
ERROR = (FIXTURES / "arxiv-error.atom").read_bytes()
BEATS = "beats: [{slug: a, name: A, group: technical, description: A beat., match: {any: [open source]}}]\n"
PARTS = ("id", "title", "summary", "published")
ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"

LINE = {"id": "2603.12345", "title": "T", "versions": [{"created": "Mon, 9 Mar 2026 17:30:05 GMT"}]}

#: Every file of the shared data: the ids of its papers in their order.
FILES = {
    "api_query__0101903e.xml": [
        "2104.12255",
    ],
    "api_query__0274dc79.xml": [
        "1812.11470", "2403.16981", "2004.03322", "1912.09881", "2406.19956", "1912.04900", "2301.05651",
        "1605.01097", "2301.13615", "2407.18756", "2202.06271", "2008.01944", "2005.06826", "2306.03845",
        "1908.03707",
    ],
    "api_query__0ca924be.xml": [
        "2202.12139", "2405.13786", "2005.14124", "2204.08348", "2302.03287", "1202.4527", "2503.05378",
        "1205.1866", "2502.07719", "1812.11470",
    ],
    "api_query__17350f51.xml": [
        "astro-ph/0601001",
    ],
}  # fmt: skip


def fixture(name: str) -> Payload:
    """Return what a fixture holds."""
    return arxiv.read((FIXTURES / name).read_bytes(), name, NOW)


def test_a_list_gives_papers_and_tells_withdrawn_ones() -> None:
    """Papers become records, withdrawn ones removals by whom, and one without a time is a problem."""
    found = fixture("arxiv.atom")
    assert (found.what, found.error, found.after) == ("a list of papers", None, "10")
    assert [paper.id for paper in found.records] == [
        "arxiv:2603.90001",
        "arxiv:cs/0703001",
        "arxiv:2603.90004",
    ]
    assert {removal.record: removal.reason for removal in found.removed} == {
        "arxiv:2603.90002": "deleted",
        "arxiv:2603.90003": "removed",
    }
    assert [str(problem) for problem in found.problems] == [
        "arxiv.atom, entry 6: published_at: expected the time of publication (found nothing that can be read)"
    ]


def test_a_paper_is_one_line_of_title_and_of_abstract() -> None:
    """Its address has no version, its time is the first one's, and what is unknown stays null."""
    paper, old, _ = fixture("arxiv.atom").records
    assert paper.title == "Small Models That Say No"
    assert paper.text == (
        "We ask when a model of x < 1B parameters should decline. Code is at https://code.example/say-no."
    )
    assert (paper.author, old.author) == ("Ilse Värn et al.", "Nadja Solo")
    assert paper.url == "https://arxiv.org/abs/2603.90001"
    assert old.url == "https://arxiv.org/abs/cs/0703001"
    assert paper.published_at == datetime(2026, 3, 9, 17, 30, 5, tzinfo=UTC)
    assert paper.links == ("https://code.example/say-no", "https://doi.org/10.5555/invented.1")
    assert (paper.kind, paper.community, paper.language, paper.reply_to) == ("paper", None, None, None)
    assert set(paper.engagement.model_dump().values()) == {None}


def test_the_export_gives_the_same_papers() -> None:
    """A line of arXiv's metadata export makes the record that its Atom entry makes."""
    found = fixture("arxiv.jsonl")
    assert found.what == "an export"
    assert list(found.records) == [
        paper for paper in fixture("arxiv.atom").records if paper.id != "arxiv:2603.90004"
    ]
    assert [(removal.record, removal.reason) for removal in found.removed] == [
        ("arxiv:2603.90002", "deleted")
    ]
    assert [(problem.place, problem.field) for problem in found.problems] == [
        ("arxiv.jsonl, line 5", "published_at"),
        ("arxiv.jsonl, line 6", None),
    ]


@pytest.mark.parametrize(
    ("told", "author"),
    [
        ({"authors_parsed": [["Example", "Ravi", "Jr"]]}, "Ravi Example Jr"),
        ({"authors": "A. One, B. Two and C. Three"}, "A. One et al."),
        ({"authors": "Nadja Solo"}, "Nadja Solo"),
        ({"authors_parsed": [["", "", ""]]}, None),
        ({}, None),
    ],
)
def test_an_exports_author_is_the_first(told: dict[str, Any], author: str | None) -> None:
    """Split names are joined, and a line of names is split; nobody is null."""
    line = {
        "id": "2603.1234",
        "title": "T",
        "versions": [{"created": "Mon, 9 Mar 2026 17:30:05 GMT"}],
        **told,
    }
    (paper,) = arxiv.read(json.dumps(line).encode(), "here", NOW).records
    assert paper.author == author


@pytest.mark.parametrize(
    ("abstract", "comment", "reason"),
    [
        ("This paper has been withdrawn by the authors.", "", "deleted"),
        ("We prove.", "This paper is withdrawn due to an error", "deleted"),
        ("We prove.", "Withdrawn", "deleted"),
        ("We prove.", "The arXiv submission was temporarily withdrawn", "deleted"),
        ("We prove.", "This article has been withdrawn by arXiv admins", "removed"),
        ("We prove.", "Withdrawn from ICML, submitted elsewhere", None),
        ("Retracted papers are cited on.", "", "deleted"),
        ("We count papers that have been withdrawn.", "12 pages", None),
    ],
)
def test_a_withdrawal_is_told_by_how_it_begins(abstract: str, comment: str, reason: str | None) -> None:
    """Notes of withdrawal are known; papers about withdrawals and changes of venue are papers."""
    found = arxiv.read(json.dumps({**LINE, "abstract": abstract, "comments": comment}).encode(), "here", NOW)
    assert [removal.reason for removal in found.removed] == ([reason] if reason else [])
    assert len(found.records) == (reason is None)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (ERROR, "start must be an integer"),
        (b"", "nothing"),
        (b"<html><p>Rate exceeded.</p></html>", "no feed"),
        (b"Rate exceeded.", "no feed"),
    ],
)
def test_what_is_no_list_is_an_error_in_words(body: bytes, reason: str) -> None:
    """What arXiv says of a mistake is told, and what isn't arXiv's is called so."""
    found = arxiv.read(body, "here", NOW)
    assert (found.what, found.records) == ("an error", ())
    assert reason in (found.error or "")


def test_a_list_of_nothing_is_no_error() -> None:
    """A search that finds nothing is answered with a list without entries."""
    body = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title></feed>'
    found = arxiv.read(body, "here", NOW)
    assert (found.what, found.error, found.records, found.after) == ("a list of papers", None, (), None)


def test_a_list_that_breaks_off_gives_what_is_whole() -> None:
    """The entry in which it breaks off is left out, and named."""
    body = (FIXTURES / "arxiv.atom").read_bytes()
    found = arxiv.read(body[: body.index(b"An Old One")], "here", NOW)
    assert [paper.id for paper in found.records] == ["arxiv:2603.90001"]
    assert found.problems[-1].expected == "a whole list"


@pytest.mark.corpus
def test_the_table_names_every_stored_answer(data_dir: Path) -> None:
    """No file of the shared data is left out."""
    assert sorted(path.name for path in (data_dir / "api" / "arxiv").iterdir()) == sorted(FILES)


def decoded(found: str | None) -> str:
    """Return a text of the recordings, in which UTF-8 was taken for Latin-1 and encoded once more."""
    try:
        return (found or "").encode("iso-8859-1").decode()
    except UnicodeError:
        return found or ""


@pytest.mark.corpus
@pytest.mark.parametrize("name", FILES)
def test_every_stored_answer_gives_exactly_its_papers(data_dir: Path, name: str) -> None:
    """Ids, authors, times, titles, abstracts and addresses are those of the payload, read in another way."""
    body = (data_dir / "api" / "arxiv" / name).read_bytes()
    found = arxiv.read(body, name, datetime(2026, 12, 1, tzinfo=UTC))
    assert (found.what, found.error, found.problems, found.removed) == ("a list of papers", None, (), ())
    assert [paper.id for paper in found.records] == [f"arxiv:{one}" for one in FILES[name]]
    entries = ET.fromstring(body).findall(f"{ATOM}entry")
    for entry, paper in zip(entries, found.records, strict=True):
        told = {part: decoded(entry.findtext(f"{ATOM}{part}")) for part in PARTS}
        assert paper.url == re.sub(r"v\d+$", "", told["id"]).replace("http:", "https:")
        assert paper.title == " ".join(told["title"].split())
        assert paper.text == " ".join(told["summary"].split())
        assert paper.published_at.strftime("%Y-%m-%dT%H:%M:%SZ") == told["published"]
        names = [decoded(one.text) for one in entry.iter(f"{ATOM}name")]
        assert paper.author == names[0] + (" et al." if len(names) > 1 else "")
        doi = entry.findtext(f"{ARXIV}doi")
        assert (f"https://doi.org/{doi}" in paper.links) == bool(doi)
        assert set(paper.engagement.model_dump().values()) == {None}


@given(damage.damaged(json.loads((FIXTURES / "arxiv.jsonl").read_bytes().splitlines()[0])))
def test_a_damaged_line_never_raises(line: Any) -> None:
    """Any node of an exported paper may be missing or anything else."""
    found = arxiv.read(json.dumps(line).encode(), "here", NOW)
    assert found.error or found.records or found.removed or found.problems or line == []


@given(st.data())
def test_a_damaged_list_never_raises(data: st.DataObject) -> None:
    """Any stretch of an Atom answer may be missing or anything else."""
    body = (FIXTURES / "arxiv.atom").read_bytes()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(body))] * 2)))
    damaged = body[:start] + data.draw(st.binary(max_size=30)) + body[end:]
    found = arxiv.read(damaged, "here", NOW)
    if b"<summary>This paper has been withdrawn by" in damaged:
        assert all("withdrawn by" not in paper.text[:40] for paper in found.records)


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(body: bytes) -> None:
    """What is neither Atom nor JSON is an error in words."""
    assert arxiv.read(body, "here", NOW).what


# --- from a server ------------------------------------------------------------------------------------------


@dataclass
class Site:
    """An arXiv of our own: papers by id, with the time of their submission."""

    server: HTTPServer
    papers: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    faults: dict[int, Callable[[], Response]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Answer under /api/query."""
        self.server.expect_request("/api/query").respond_with_handler(self._answer)

    def add(self, number: int, when: datetime, abstract: str = "We show.") -> str:
        """Add a paper; return its id."""
        self.papers[f"2603.{number:05}"] = (when, abstract)
        return f"arxiv:2603.{number:05}"

    def settings(self, **changes: Any) -> arxiv.Settings:
        """Return settings that lead here."""
        return arxiv.Settings(**{"base_url": self.server.url_for("/api/query"), **changes})

    def _answer(self, request: Request) -> Response:
        self.asked.append(dict(request.args))
        fault = self.faults.get(len(self.asked))
        return fault() if fault else self.listed(**request.args)

    def listed(
        self, max_results: str, start: str = "0", search_query: str = "", id_list: str = "", **_: str
    ) -> Response:
        """Return a page of the papers that are asked for."""
        bounds = re.search(r"submittedDate:\[(\d{12}) TO (\d{12})\]", search_query)
        chosen = sorted(
            (when, name, abstract)
            for name, (when, abstract) in self.papers.items()
            if (
                name in id_list.split(",")
                if id_list
                else bounds and bounds[1] <= f"{when:%Y%m%d%H%M}" <= bounds[2]
            )
        )
        page = chosen[int(start) : int(start) + int(max_results)]
        entries = "".join(
            f"<entry><id>http://arxiv.org/abs/{name}v1</id><title>Paper {name}</title>"
            f"<summary>{escape(abstract)}</summary><published>{when:%Y-%m-%dT%H:%M:%SZ}</published></entry>"
            for when, name, abstract in page
        )
        return Response(
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
            f"<opensearch:totalResults>{len(chosen)}</opensearch:totalResults>"
            f"<opensearch:startIndex>{start}</opensearch:startIndex>{entries}</feed>",
            content_type="application/atom+xml",
        )


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    """Give an empty arXiv."""
    return Site(httpserver)


def run(site: Site, folder: Path, changes: dict[str, Any] | None = None, **task: Any) -> list[Batch]:
    """Return what the source gives."""
    (source,) = arxiv.sources(site.settings(**(changes or {})), {})
    return read_all(folder, lambda client: source.batches(client, Task(**{"now": NOW, **task})))


def fill(site: Site, papers: int, first: datetime) -> list[str]:
    """Add so many papers, one a minute; return their ids."""
    return [site.add(number, first + timedelta(minutes=number)) for number in range(papers)]


def test_papers_are_read_page_by_page_oldest_first(site: Site, tmp_path: Path) -> None:
    """A first run goes four days back; each page's cursor is the newest submission that it holds."""
    every = fill(site, 450, NOW - timedelta(hours=20))
    site.add(99999, NOW - timedelta(days=6))
    batches = run(site, tmp_path)
    assert ids(batches) == every
    assert [len(batch.records) for batch in batches] == [200, 200, 50]
    assert [batch.cursor for batch in batches] == [
        "2026-03-14T19:19:00Z", "2026-03-14T22:39:00Z", "2026-03-14T23:29:00Z"
    ]  # fmt: skip
    assert [asked["start"] for asked in site.asked] == ["0", "200", "400"]
    assert (site.asked[0]["sortBy"], site.asked[0]["sortOrder"]) == ("submittedDate", "ascending")


def test_the_query_names_the_categories_and_the_time(site: Site, tmp_path: Path) -> None:
    """From the cursor it goes back by the overlap, because papers are shown days after submission."""
    run(
        site,
        tmp_path,
        {"categories": ["cs.CL", "stat.ML"], "overlap_hours": 48},
        cursor="2026-03-14T10:30:00Z",
    )
    assert site.asked[0]["search_query"] == (
        "(cat:cs.CL OR cat:stat.ML) AND submittedDate:[202603121030 TO 202603151201]"
    )


def test_a_paper_that_is_shown_late_is_found(site: Site, tmp_path: Path) -> None:
    """What was submitted before the cursor and announced after it comes with the next run."""
    fill(site, 3, NOW - timedelta(hours=20))
    where = cursor(run(site, tmp_path))
    late = site.add(77, NOW - timedelta(hours=60))
    assert late in ids(run(site, tmp_path, cursor=where, now=NOW + timedelta(hours=12)))


def test_since_decides_how_far_the_first_run_goes(site: Site, tmp_path: Path) -> None:
    """A wish for older papers is met."""
    old = site.add(1, NOW - timedelta(days=40))
    assert ids(run(site, tmp_path, since=NOW - timedelta(days=41))) == [old]


def test_older_papers_than_those_read_can_be_wanted(site: Site, tmp_path: Path) -> None:
    """A wish for what was before the cursor goes back behind it, and the cursor says how far that came."""
    old, new = site.add(1, NOW - timedelta(days=40)), site.add(2, NOW - timedelta(days=1))
    told = {"since": NOW - timedelta(days=41), "cursor": "2026-03-14T20:00:00Z"}
    batches = run(site, tmp_path, **told)
    assert ids(batches) == [old, new]
    assert cursor(batches) == "2026-03-14T12:00:00Z"


def test_what_goes_beyond_the_most_records_comes_later(site: Site, tmp_path: Path) -> None:
    """Papers of the overlap don't count, so that each run gets further: lag, no gap."""
    every, held, where = fill(site, 500, NOW - timedelta(hours=30)), set[str](), None
    for _ in range(3):
        batches = run(site, tmp_path, {"most_records": 200}, cursor=where)
        assert len(set(ids(batches)) - held) <= 200
        held.update(ids(batches))
        where = cursor(batches)
    assert held == set(every)


def test_an_empty_page_is_an_error_and_not_the_end(site: Site, tmp_path: Path) -> None:
    """If more was promised than comes, the run ends with an error and the cursor says what was read."""
    fill(site, 300, NOW - timedelta(hours=20))
    promised = site.listed(
        "0", "200", f"submittedDate:[{NOW - timedelta(hours=30):%Y%m%d%H%M} TO 203001010000]"
    )
    site.faults[2] = lambda: promised
    batches = run(site, tmp_path)
    assert len(ids(batches)) == 200
    assert "no page after 200" in errors(batches)[0]
    assert cursor(batches) == "2026-03-14T19:19:00Z"


def test_the_same_page_again_ends_the_run(site: Site, tmp_path: Path) -> None:
    """A server that doesn't heed where to start is not asked for ever."""
    fill(site, 300, NOW - timedelta(hours=20))
    for number in range(2, 50):
        site.faults[number] = lambda: site.listed(**{**site.asked[0]})
    assert errors(run(site, tmp_path))
    assert len(site.asked) == 2


def test_a_list_without_end_ends(site: Site, tmp_path: Path) -> None:
    """However many papers are promised, no more are asked for than arXiv gives of one query."""
    for number in range(1, 400):
        site.faults[number] = lambda: Response(
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
            "<opensearch:totalResults>9999999</opensearch:totalResults>"
            f"<opensearch:startIndex>{int(site.asked[-1]['start']) + 1999}</opensearch:startIndex>"
            "<entry><id>http://arxiv.org/abs/2603.00001v1</id><title>T</title>"
            "<published>2026-03-14T00:00:00Z</published></entry></feed>"
        )
    run(site, tmp_path)
    assert len(site.asked) == 15


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (
            lambda: Response((FIXTURES / "arxiv-error.atom").read_bytes(), status=400),
            "start must be an integer",
        ),
        (lambda: Response((FIXTURES / "arxiv-error.atom").read_bytes()), "start must be an integer"),
        (lambda: Response("Rate exceeded.", status=429, headers={"Retry-After": "900"}), "429"),
        (lambda: Response("{}"), "an export"),
    ],
)
def test_an_error_in_the_middle_keeps_what_was_read(
    site: Site, tmp_path: Path, fault: Callable[[], Response], reason: str
) -> None:
    """The pages before it are given with a true cursor, and what arXiv says of it is told."""
    fill(site, 300, NOW - timedelta(hours=20))
    site.faults[2] = fault
    batches = run(site, tmp_path)
    assert len(ids(batches)) == 200
    assert reason in errors(batches)[0]
    assert cursor(batches) == "2026-03-14T19:19:00Z"


def test_arxiv_is_asked_every_three_seconds_by_one_connection(site: Site, tmp_path: Path) -> None:
    """Its terms of use are stated to the client, for lists as well as for checks."""
    paces: dict[str, tuple[float, int]] = {}
    (source,) = arxiv.sources(site.settings(), {})
    read_all(tmp_path, lambda client: source.batches(client, Task(now=NOW)), paces=paces)
    assert paces == {site.server.url_for("/api/query"): (3, 1)}


def check(site: Site, folder: Path, *names: str) -> list[Batch]:
    """Return what arXiv says of papers with those ids."""
    records = [make_record(id=name, platform="arxiv") for name in names]
    papers = arxiv.surroundings(site.settings(), {})
    return read_all(folder, lambda client: papers.still_there(client, records, Task(now=NOW)))


def test_withdrawn_papers_are_told(site: Site, tmp_path: Path) -> None:
    """Which papers are there, withdrawn, or listed no more; what is no id of arXiv can't be asked about."""
    there, taken = site.add(1, NOW), site.add(2, NOW, "This paper has been withdrawn by the author.")
    (batch,) = check(site, tmp_path, there, taken, "arxiv:2603.00003", "arxiv:no,thing")
    assert batch.checked == (there, taken, "arxiv:2603.00003")
    assert {removal.record: removal.reason for removal in batch.removed} == {
        taken: "deleted",
        "arxiv:2603.00003": "gone",
    }
    assert site.asked[0]["id_list"] == "2603.00001,2603.00002,2603.00003"


def test_an_empty_answer_takes_no_paper_away(site: Site, tmp_path: Path) -> None:
    """ArXiv sometimes answers with nothing; that is an error and not the end of all papers."""
    (batch,) = check(site, tmp_path, "arxiv:2603.00001")
    assert (batch.checked, batch.removed) == ((), ())
    assert batch.error


def test_nothing_stands_around_a_paper(site: Site, tmp_path: Path) -> None:
    """No request is made for what there isn't."""
    papers, record = arxiv.surroundings(site.settings(), {}), make_record(id="arxiv:1", platform="arxiv")
    assert read_all(tmp_path, lambda client: papers.around(client, [record], Task(now=NOW))) == []
    assert site.asked == []


def test_the_command_collects_it_and_a_second_run_adds_nothing(newsroom: Layout, site: Site) -> None:
    """By newsdesk.yaml, into a snapshot; the overlap that is read again is known."""
    site.add(1, NOW - timedelta(hours=30), "We compare open source language models.")
    told = site.settings(enabled=True, every_minutes=0).model_dump(mode="json")
    config = parse(BEATS + "sources: " + json.dumps({"arxiv": told}))
    assert collect(newsroom, config, now=NOW, limits=QUICK).new == 1
    again = collect(newsroom, config, now=NOW + timedelta(hours=12), limits=QUICK)
    assert (again.new, again.sources[0].duplicates, again.sources[0].snapshots) == (0, 1, ())
    kept = [one for manifest in snapshots.manifests(newsroom) for one in snapshots.read(newsroom, manifest)]
    assert [paper.id for paper in kept] == ["arxiv:2603.00001"]


@pytest.mark.parametrize(
    "wrong", [{"base_url": "ftp://x"}, {"categories": []}, {"categories": ["cs.CL OR all:x"]}]
)
def test_wrong_settings_are_named(wrong: dict[str, Any]) -> None:
    """A setting that can't be meant is refused with its name."""
    config = parse(BEATS + "sources: " + json.dumps({"arxiv": wrong}))
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        settings_of(config)
