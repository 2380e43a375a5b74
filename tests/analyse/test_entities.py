"""Promises of the gazetteer and its matcher."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest
from analyse_cases import cases, why
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.analyse import entities
from newsdesk.analyse.matching import Phrases, fold, is_word
from newsdesk.records import EntityType

REAL = [entry for entry in entities.entries() if entry.id not in entities.invented()]
TEXTS = sorted({spelling.text for entry in entities.entries() for spelling in entry.spellings()})
CONTEXTS = sorted({word.replace("*", "s") for entry in entities.entries() for word in entry.needs})
MARKS = (" ", "-", "'", "’", "é", "e\u0301", "İ", "ß", "ǅ", "a", "9", "_", "https://x.example/")
PIECES = st.sampled_from([*TEXTS, *CONTEXTS, *MARKS, *MARKS])
FORMS = {
    entry.id: {fold(unicodedata.normalize("NFC", one.text)) for one in entry.spellings() if not one.never}
    for entry in entities.entries()
}
#: The fewest names of a type that cover the talk of the field.
LEAST = {
    "person": 70,
    "organization": 100,
    "product": 110,
    "state": 25,
    "government": 20,
    "legislation": 20,
    "technology": 40,
    "concept": 30,
}


@pytest.mark.parametrize("case", cases("entities"), ids=why)
def test_names_found_in_each_case(case: dict[str, Any]) -> None:
    """Each text of the table mentions the names that stand beside it, in that order."""
    assert [found.entity for found in entities.names().mentions(case["text"])] == case["found"]


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_mentions_lie_in_the_text_and_never_overlap(text: str) -> None:
    """Offsets are those of the text as given; what stands there is a form of the name, whole."""
    end = 0
    for found in entities.names().mentions(text):
        assert end <= found.start < found.end <= len(text)
        assert fold(unicodedata.normalize("NFC", text[found.start : found.end])) in FORMS[found.entity]
        for edge in (found.start, found.end):
            assert not (0 < edge < len(text) and is_word(text[edge - 1]) and is_word(text[edge]))
        end = found.end


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(REAL), st.data())
def test_a_name_is_found_where_it_stands_alone(entry: entities.Entry, data: st.DataObject) -> None:
    """Every clear spelling is recognised by itself, an ambiguous one beside any of its context words."""
    spelling = data.draw(st.sampled_from([one for one in entry.spellings() if not one.never]))
    context = data.draw(st.sampled_from(entry.needs)) if spelling.ambiguous else ""
    text = f"{spelling.text} | {context.replace('*', '')}"
    found = {mention.entity for mention in entities.names().mentions(text) if mention.start == 0}
    twin = {other.id for other in REAL if spelling.text.casefold() in _folded(other)}
    assert found & twin or (spelling.ambiguous and fold(context.rstrip("*")) == fold(spelling.text))


def _folded(entry: entities.Entry) -> set[str]:
    return {spelling.text.casefold() for spelling in entry.spellings()}


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    """Folded text is as long as the text, so that positions are shared."""
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_match_however_they_are_coded(form: Any) -> None:
    """A name with an accent is found composed and decomposed."""
    text = unicodedata.normalize(form, "at the Café Élan today")
    [(_, start, end)] = Phrases(["café élan"]).find(fold(text))
    assert unicodedata.normalize("NFC", text[start:end]) == "Café Élan"


def test_a_combining_mark_continues_a_word() -> None:
    """A name followed by an accent is another word."""
    assert list(Phrases(["cafe"]).find(fold("cafe\u0301"))) == []


def test_gazetteer_covers_the_field() -> None:
    """At least 430 real names, every type well filled, ids once each, glosses of five words or fewer."""
    known = entities.gazetteer()
    assert len(known) == len(entities.entries())
    assert len(REAL) >= 430
    filled = Counter(entry.type for entry in REAL)
    assert set(filled) == set(get_args(EntityType)) == set(LEAST)
    assert {kind: filled[kind] for kind in LEAST if filled[kind] < LEAST[kind]} == {}
    assert [e.id for e in known.values() if not 1 <= len((e.gloss or "").split()) <= 5] == []


def test_no_form_names_two_entities() -> None:
    """No spelling is clear for one entity and clear for another: the first would win by accident."""
    clear: dict[str, set[str]] = {}
    for entry in entities.entries():
        for spelling in entry.spellings():
            if not spelling.ambiguous and not spelling.never:
                clear.setdefault(fold(spelling.text), set()).add(entry.id)
    assert {text: ids for text, ids in clear.items() if len(ids) > 1} == {}


def test_a_form_stands_once_in_its_entry() -> None:
    """No alias repeats what another form of the name gives anyway, and none is a possessive."""
    for entry in entities.entries():
        forms = (*entry.aliases, *entry.loose, *entry.never)
        assert len(set(forms)) == len(forms), entry.id
        assert not set(entry.loose) & set(entry.ambiguous), entry.id
        stems = {form.removesuffix("'s") for form in (*forms, *entry.ambiguous) if form.endswith("'s")}
        assert not stems & {*forms, *entry.ambiguous}, entry.id


def test_ambiguous_names_say_what_they_need() -> None:
    """A name that needs context has context words, and only such a name has them."""
    assert [e.id for e in entities.entries() if bool(e.ambiguous) != bool(e.needs)] == []


def test_what_is_never_meant_contains_the_name() -> None:
    """A phrase that is no mention holds a form of the name, or it would do nothing; no other name is it."""
    clear = {fold(one.text) for entry in REAL for one in entry.spellings() if not one.never}
    for entry in REAL:
        forms = [fold(one.text) for one in entry.spellings() if not one.never]
        for phrase in entry.never:
            assert any(re.search(rf"\b{re.escape(form)}\b", fold(phrase)) for form in forms), phrase
            assert fold(phrase) not in clear, phrase


def test_variants_of_hyphen_and_space_are_one_name() -> None:
    """A name is known however its parts are joined."""
    for text in ("GPT-5", "gpt 5", "gpt5", "Claude Opus 4.5", "claude-opus-4.5", "claude opus4.5"):
        assert len(entities.names().mentions(f"about {text} today")) == 1


def test_notes_are_dated_facts_with_an_address() -> None:
    """Real dates up to 2026-10, oldest first, one sentence of at most 20 words, an address of the web."""
    for entry in entities.entries():
        assert [note.date for note in entry.notes] == sorted(note.date for note in entry.notes), entry.id
        for note in entry.notes:
            year, month, day = (*map(int, note.date.split("-")), 1, 1)[:3]
            assert 1 <= month <= 12, entry.id
            assert 1 <= day <= 31, entry.id
            assert year >= 1600
            assert note.date[:7] <= "2026-10"
            assert re.fullmatch(r"https?://[\w.-]+\.[a-z]+(/[^\s#]*)?", note.source), note.source
            assert 3 <= len(note.text.split()) <= 20, note.text
            assert note.text[0].isalnum() or note.text[0] == '"', note.text
            assert re.search(r'[.!]"?$', note.text), note.text
            assert not re.search(
                r"[.!?] [A-Z]", note.text.replace("Warner Bros.", "").replace(" v. ", " ")
            ), note.text


def test_nearly_every_name_has_background() -> None:
    """At least 95 % of the real names have a note; the invented ones have none."""
    assert sum(bool(entry.notes) for entry in REAL) >= 0.95 * len(REAL)
    assert not any(entry.notes for entry in entities.entries() if entry.id in entities.invented())


def test_the_documents_count_the_names() -> None:
    """The table of docs/gazetteer.md states how many names of each type there are and have notes."""
    page = Path(__file__).resolve().parents[2] / "docs" / "gazetteer.md"
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    names, told = (Counter(entry.type for entry in some) for some in (REAL, [e for e in REAL if e.notes]))
    stated = {kind: (int(count), int(noted)) for kind, count, noted in rows}
    assert stated == {**{kind: (names[kind], told[kind]) for kind in LEAST}, "all": (len(REAL), told.total())}


def test_earlier_names_are_forms_too() -> None:
    """What something was called is found as a mention of it, and comes before the present name."""
    renamed = [entry for entry in REAL if entry.renames]
    assert {"x", "meta", "gemini", "ai-security-institute", "windsurf", "openhands"} <= {
        entry.id for entry in renamed
    }
    for entry in renamed:
        for rename in entry.renames:
            assert rename.was != entry.name
            assert fold(rename.was) in {fold(spelling.text) for spelling in entry.spellings()}, rename.was
            assert rename.until[:7] <= "2026-10"
    assert entities.gazetteer()["gemini"].renames[0].until == "2024-02-08"


def test_makers_are_names_of_the_gazetteer() -> None:
    """Who is behind a name is a known name, never itself, and following it upwards comes to an end."""
    makers = entities.makers()
    assert set(makers) | set(makers.values()) <= set(entities.gazetteer())
    assert makers["grok-4"] == "grok"
    assert makers["grok"] == "xai"
    for name in makers:
        above = [name]
        while above[-1] in makers:
            above.append(makers[above[-1]])
            assert len(set(above)) == len(above), above


def test_importing_reads_no_gazetteer() -> None:
    """Importing the module loads neither YAML nor the automaton: only work does."""
    code = (
        "import sys; import newsdesk.analyse.entities as e; "
        "print(e._sections.cache_info().currsize, 'ahocorasick_rs' in sys.modules, 'yaml' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["0", "False", "False"]
