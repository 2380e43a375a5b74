"""Sitemaps: valid by the protocol, complete, with real times, and only where the site has an address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import stories_factory as make
from lxml import etree
from machine_reading import files, text

from newsdesk.reports import EditionReport
from newsdesk.site.machine import sitemap
from newsdesk.stories import StoryVersion

SITE = make.site(url="https://example.org/sub", relative=False)
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
#: The protocol's rules (sitemaps.org) and Google's for news, as far as they concern what is written here.
SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
  xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
  targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9">
 <xs:import namespace="http://www.google.com/schemas/sitemap-news/0.9" schemaLocation="news.xsd"/>
 <xs:simpleType name="loc"><xs:restriction base="xs:anyURI">
  <xs:minLength value="12"/><xs:maxLength value="2048"/><xs:pattern value="https://example\\.org/sub/.*"/>
 </xs:restriction></xs:simpleType>
 <xs:simpleType name="time"><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType>
 <xs:element name="urlset"><xs:complexType><xs:sequence>
  <xs:element name="url" minOccurs="0" maxOccurs="50000"><xs:complexType><xs:sequence>
   <xs:element name="loc" type="s:loc"/><xs:element name="lastmod" type="s:time" minOccurs="0"/>
   <xs:element ref="n:news" minOccurs="0"/>
  </xs:sequence></xs:complexType></xs:element>
 </xs:sequence></xs:complexType></xs:element>
 <xs:element name="sitemapindex"><xs:complexType><xs:sequence>
  <xs:element name="sitemap" maxOccurs="50000"><xs:complexType><xs:sequence>
   <xs:element name="loc" type="s:loc"/><xs:element name="lastmod" type="s:time" minOccurs="0"/>
  </xs:sequence></xs:complexType></xs:element>
 </xs:sequence></xs:complexType></xs:element>
</xs:schema>"""
NEWS_SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
  targetNamespace="http://www.google.com/schemas/sitemap-news/0.9">
 <xs:element name="news"><xs:complexType><xs:sequence>
  <xs:element name="publication"><xs:complexType><xs:sequence>
   <xs:element name="name" type="xs:string"/><xs:element name="language" type="xs:language"/>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="publication_date" type="xs:dateTime"/><xs:element name="title" type="xs:string"/>
 </xs:sequence></xs:complexType></xs:element>
</xs:schema>"""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """The rules as a schema."""
    folder = tmp_path_factory.mktemp("schema")
    (folder / "news.xsd").write_text(NEWS_SCHEMA)
    (folder / "map.xsd").write_text(SCHEMA)
    return etree.XMLSchema(etree.parse(str(folder / "map.xsd")))


def maps(stories: tuple[StoryVersion, ...], **published: Any) -> dict[str, etree._Element]:
    """Return the parsed sitemaps by path."""
    pages = files(stories, SITE, **published)
    return {p: etree.fromstring(text(page).encode()) for p, page in pages.items() if page.kind == "sitemap"}


def locations(root: etree._Element) -> list[str]:
    """Return the addresses that a sitemap lists, without the site's own."""
    return [str(loc.text).removeprefix("https://example.org/sub") for loc in root.iter(f"{MAP}loc")]


def years() -> tuple[StoryVersion, ...]:
    """Return stories of two years."""
    return (*make.newsroom_of_eight(), make.story(slug="last-year", days=-120))


def test_every_sitemap_is_valid(schema: etree.XMLSchema) -> None:
    """Index, pages, years and news follow the rules, with hostile headlines too."""
    evil = make.story(slug="evil", headline="<b>&amp;]]></title>\x00 ' \" &")
    for path, root in maps((*years(), evil)).items():
        schema.assertValid(root)
        assert path.startswith(("sitemap", "news-sitemap"))


def test_a_wrong_sitemap_would_be_noticed(schema: etree.XMLSchema) -> None:
    """The schema of these tests refuses an address elsewhere and a time that is none."""
    entry = f"<urlset xmlns='{MAP[1:-1]}'><url><loc>{{}}</loc><lastmod>{{}}</lastmod></url></urlset>"
    good = ("https://example.org/sub/", "2026-03-27T12:00:00Z")
    assert schema.validate(etree.fromstring(entry.format(*good)))
    assert not schema.validate(etree.fromstring(entry.format("https://evil.example/", good[1])))
    assert not schema.validate(etree.fromstring(entry.format(good[0], "27 March")))


def test_the_index_leads_to_every_page_once() -> None:
    """Over all files of the index each page that may be shown stands once; 404 and files don't."""
    found = maps(years())
    listed = [place for path in locations(found["sitemap.xml"]) for place in locations(found[path[1:]])]
    pages = files(years(), SITE)
    wanted = {"/" + p.removesuffix("index.html") for p in pages if p.endswith("index.html")} | {"/about/"}
    assert sorted(listed) == sorted(wanted)
    assert locations(found["sitemap.xml"]) == [
        "/sitemap-pages.xml", "/sitemap-2025.xml", "/sitemap-2026.xml"
    ]  # fmt: skip


def test_times_are_those_of_the_last_change() -> None:
    """A story has its newest version's time, front page and beat that of their newest story."""
    first = make.story()
    later = first.published_at + timedelta(hours=6)
    story = first.model_copy(update={"version": 2, "modified_at": later})
    found = maps((story, make.story("ai-bias", "old", -3)))
    times = {
        str(url.findtext(f"{MAP}loc")).removeprefix("https://example.org/sub"): url.findtext(f"{MAP}lastmod")
        for path in ("sitemap-pages.xml", "sitemap-2026.xml")
        for url in found[path]
    }
    assert times["/2026/03/slow-models/"] == times["/"] == times["/beats/open-source-ai/"]
    assert times["/"] == "2026-03-27T18:00:00Z"
    assert times["/beats/ai-bias/"] == "2026-03-24T12:00:00Z"
    assert times["/beats/ai-and-art/"] is None


def test_a_file_ends_at_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """More addresses than a file may hold go on in a second one, which the index names."""
    whole = maps(make.newsroom_of_eight())
    monkeypatch.setattr(sitemap, "MOST", 5)
    found = maps(make.newsroom_of_eight())
    parts = locations(found["sitemap.xml"])
    assert parts[:2] == ["/sitemap-pages.xml", "/sitemap-pages-2.xml"]
    assert parts[-2:] == ["/sitemap-2026.xml", "/sitemap-2026-2.xml"]
    for name in ("pages", "2026"):
        sizes = [len(found[path[1:]]) for path in parts if path.startswith(f"/sitemap-{name}")]
        assert sizes[:-1] == [5] * (len(sizes) - 1)
        assert sum(sizes) == len(whole[f"sitemap-{name}.xml"])


def test_news_are_those_of_two_days_before_the_newest_edition() -> None:
    """Without a clock, the newest edition says what is new; names, times and titles stand there."""
    found = maps(make.newsroom_of_eight())["news-sitemap.xml"]
    assert locations(found) == [
        f"/2026/03/{slug}/" for slug in ("review-queues", "slow-models", "polite-machines", "accents")
    ]
    assert found.findtext(f".//{NEWS}name") == "AIDRAN"
    assert found.findtext(f".//{NEWS}publication_date") == "2026-03-27T18:00:00Z"
    quiet = EditionReport(
        as_of=make.NOON + timedelta(days=4),
        demo=False, records=0, signals=(), candidates=(), stories=(), tool="t",
    )  # fmt: skip
    assert locations(maps(make.newsroom_of_eight(), editions=(quiet,))["news-sitemap.xml"]) == []


def test_a_demonstration_is_no_news() -> None:
    """Invented stories stand in no news sitemap."""
    invented = tuple(v.model_copy(update={"demo": True}) for v in make.newsroom_of_eight())
    assert locations(maps(invented)["news-sitemap.xml"]) == []


def test_without_an_address_there_is_no_sitemap() -> None:
    """The protocol asks for full addresses: a site without one has no sitemap, and robots.txt names none."""
    pages = files(make.newsroom_of_eight(), make.site())
    assert not [page for page in pages.values() if page.kind == "sitemap"]
    assert "Sitemap" not in text(pages["robots.txt"])
