"""Names: who has a page, what it says, and which stories stand on it."""

from __future__ import annotations

from typing import Any

import editions_factory as editions
import pytest
import stories_factory as make
from reading_html import by_class, parse, text
from site_building import rendered

from newsdesk.site.page import Page
from newsdesk.site.pages import entities
from newsdesk.site.published import Published, of_versions
from newsdesk.stories import BackgroundNote, StoryVersion

PATH = "entities/orrery/index.html"


def planned(published: Published) -> dict[str, Page]:
    """Return the pages of names by path."""
    return {page.path: page for page in entities.pages(published)}


def root(published: Published, path: str) -> Any:
    """Return a page as a strict parser reads it."""
    return parse(rendered(planned(published)[path]))


def about(
    slug: str = "about", days: float = 0, subject: str = "orrery", name: str = "Orrery", **more: Any
) -> StoryVersion:
    """Return a story whose subject is a name."""
    story = make.story(slug=slug, days=days, headline=f"Headline {slug}")
    changes = {
        "subject": subject,
        "subject_name": name,
        "subject_gloss": "an invented language model",
        "names": {},
    }
    return story.model_copy(update={"brief": story.brief.model_copy(update=changes | more)})


def naming(slug: str, entity: str = "orrery", days: float = 0, record: int = 0) -> StoryVersion:
    """Return a story one of whose records names it."""
    story = make.story(slug=slug, days=days, headline=f"Headline {slug}")
    records = list(story.brief.records)
    records[record] = records[record].model_copy(update={"entities": (entity,)})
    changes = {"records": tuple(records), "names": {entity: "Orrery"}}
    return story.model_copy(update={"brief": story.brief.model_copy(update=changes)})


def test_a_subject_has_a_page_and_so_has_what_two_stories_rest_on() -> None:
    """One story about a name is enough; a mere mention needs a second."""
    assert [e.id for e in of_versions(make.site(), (about(),)).entities] == ["orrery"]
    assert [e.id for e in of_versions(make.site(), (naming("a"),)).entities] == []
    assert [e.id for e in of_versions(make.site(), (naming("a"), naming("b"))).entities] == ["orrery"]


def test_a_record_that_the_text_does_not_cite_names_nothing() -> None:
    """Only what stands among a story's sources counts as named by it."""
    uncited = [naming(slug) for slug in ("a", "b")]
    for n, story in enumerate(uncited):
        first = story.draft.paragraphs[1:]
        uncited[n] = story.model_copy(update={"draft": story.draft.model_copy(update={"paragraphs": first})})
    assert of_versions(make.site(), tuple(uncited)).entities == ()


@pytest.mark.parametrize(
    "entity", ["../evil", "Or Rery", "", "a/b", "a--b", "é", "x" * 81, "a\n", "index.html"]
)
def test_an_id_that_cannot_be_an_address_has_no_page(entity: str) -> None:
    """Ids from outside are checked before they become addresses."""
    published = of_versions(make.site(), (about(subject=entity), naming("a", entity), naming("b", entity)))
    assert published.entities == ()
    assert list(planned(published)) == ["entities/index.html"]


def test_stories_about_a_name_come_before_those_that_mention_it() -> None:
    """Both lists are newest first, and no story stands in both."""
    stories = (naming("named", days=1), about("old", -2), about("new", -1))
    (entity,) = of_versions(make.site(), stories).entities
    assert [s.slug for s in entity.about] == ["new", "old"]
    assert [s.slug for s in entity.mentioned] == ["named"]
    found = root(of_versions(make.site(), stories), PATH)
    assert [text(h) for h in found.iter("h2")] == ["Stories about Orrery", "Also named in"]
    assert [text(h) for h in by_class(found, "headline")] == [
        "Headline new",
        "Headline old",
        "Headline named",
    ]


def test_it_says_what_the_name_is_with_dated_facts_and_their_sources() -> None:
    """Notes on this name only, oldest first, once each; an address that can't be linked is left out."""
    notes = (
        BackgroundNote(
            id="n1", entity="orrery", text="It was released.", date="2026-01", source="https://example.org/b"
        ),
        BackgroundNote(
            id="n2", entity="orrery", text="It was named.", date="2025", source="javascript:alert(1)"
        ),
        BackgroundNote(id="n3", entity="other", text="Another.", date="2020", source="https://example.org/"),
    )
    found = root(of_versions(make.site(), (about(background=notes), about("b", -1, background=notes))), PATH)
    assert text(by_class(by_class(found, "head")[0], "standfirst")[0]) == "An invented language model."
    (told,) = by_class(found, "narrative")
    assert [text(p) for p in told.iter("p")] == ["2025 It was named.", "2026-01 It was released. example.org"]
    assert [a.get("href") for a in told.iter("a")] == ["https://example.org/b"]


def test_it_says_where_the_name_is_talked_about_now() -> None:
    """The beats of the newest weather that mention it most, each with its usual, linked."""
    published = editions.newsroom(stories=(about(subject="hugging-face", name="Hugging Face"),))
    found = root(published, "entities/hugging-face/index.html")
    told = text(by_class(found, "narrative")[0])
    assert (
        told == "In the 24 hours up to March 28, 2026, 18:00 UTC: 34 posts on Open Source AI (usually 5.2)."
    )


def test_it_offers_feeds() -> None:
    """A name can be followed in both forms."""
    found = root(of_versions(make.site(), (about(),)), PATH)
    links = [str(a.get("href")) for a in found.iter("a")]
    assert {"atom.xml", "feed.json"} <= {link.rsplit("/", 1)[-1] for link in links}


def test_the_list_is_by_letter_with_numbers_of_stories() -> None:
    """Marks on letters don't count, digits stand first, and what is no letter stands last."""
    names = ("Zeta", "Éclair", "3D", "文心", "alpha")
    stories = tuple(about(f"s{n}", -n, f"id-{n}", name) for n, name in enumerate(names))
    found = root(
        of_versions(make.site(), (*stories, about("more", -9, "id-0", "Zeta"))), "entities/index.html"
    )
    assert [text(h) for h in found.iter("h2")] == ["0–9", "A", "E", "Z", "Other"]
    rows = [text(li) for section in by_class(found, "letter") for li in section.iter("li")]
    assert rows[1] == "alpha, an invented language model 1 story"
    assert rows[3] == "Zeta, an invented language model 2 stories"


def test_without_stories_the_list_says_so() -> None:
    """The list is there before the first name is."""
    assert "No name yet" in text(root(of_versions(make.site(), ()), "entities/index.html"))


def test_a_name_with_many_stories_has_pages_of_months() -> None:
    """The newest thirty stand on the name's page, every one on the page of its month."""
    stories = tuple(about(f"s{n}", -n) for n in range(45))
    published = of_versions(make.site(), stories)
    months = [path for path in planned(published) if path.startswith("entities/orrery/2")]
    assert len(by_class(root(published, PATH), "card")) == 30
    assert sum(len(by_class(root(published, path), "card")) for path in months) == 45
