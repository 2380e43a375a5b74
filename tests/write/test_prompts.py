"""The words that ask for a story: examples that keep every rule, and no rule of the gate left untold."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from newsdesk.check import check, gate, shape
from newsdesk.check.codes import CODES
from newsdesk.check.shown import forms_fit
from newsdesk.prose import SLOT, iter_parts
from newsdesk.records import FormName
from newsdesk.simulator import demonstration
from newsdesk.stories import SIZES, Brief, Draft, Part, PartKind, QuoteKind, Writer, brief_id
from newsdesk.write import answers, evidence, prompts

EXAMPLES = prompts.examples()
RULES = ("1-role", "2-voice", "3-parts")
TOLD = Path(__file__).with_name("rules_told.yaml")
#: The most that the evidence of an example may weigh, in bytes: it is sent with every request.
ROOM = {"1-lead": 9_000, "2-dispatch": 5_000}
#: Sentences of a paragraph that may hold a quotation, as 2-voice.md says.
QUOTING = 3


def _rules() -> str:
    """Return the rules of the system block on one line, without the examples."""
    return " ".join(" ".join(prompts.text(name) for name in RULES).split())


def _answer(name: str) -> tuple[Brief, answers.StoryAnswer]:
    brief, text = prompts.example(name)
    answer = answers.read(answers.StoryAnswer, text)
    assert isinstance(answer, answers.StoryAnswer), answer
    return brief, answer


def _draft(name: str) -> tuple[Brief, Draft]:
    brief, answer = _answer(name)
    return brief, answers.draft_of(answer, brief, Writer(name="claude", version="example"))


def _parts() -> list[Part]:
    return [part for name in EXAMPLES for _, part in iter_parts(_draft(name)[1])]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_comes_through_the_gate_without_a_finding(name: str) -> None:
    """What is shown as good is good by every check: no error, no warning, nothing dropped."""
    brief, draft = _draft(name)
    gated = gate(draft, brief)
    assert gated.findings == ()
    assert gated.dropped == ()
    assert gated.sound
    assert (gated.figures.quote_fidelity, gated.figures.traceability) == (1.0, 1.0)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_can_do_without_what_it_calls_droppable(name: str) -> None:
    """Whichever droppable part fails, its sentence still stands and nothing else is found."""
    brief, draft = _draft(name)
    droppable = [path for path, part in iter_parts(draft) if part.droppable]
    assert droppable
    for path in droppable:
        sentence, _, number = path.rpartition(".parts.")
        parts = dict(answers.sentences(draft))[sentence].parts
        left = tuple(part for n, part in enumerate(parts) if n != int(number))
        assert check(answers.with_replacements(draft, {sentence: left}), brief) == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_s_brief_is_one_that_code_could_have_made(name: str) -> None:
    """Its id is that of its content, each form shows its value, and what refers to something finds it."""
    brief, _ = _answer(name)
    records, statistics = {item.id for item in brief.records}, {item.id for item in brief.statistics}
    assert brief.id == brief_id(brief)
    assert [item.id for item in brief.statistics if not forms_fit(item)] == []
    assert {item.reach_statistic for item in brief.records} <= statistics | {None}
    assert {item.statistic.id for item in (*brief.contributions, *brief.overlaps)} <= statistics
    referred = [id for position in brief.positions for id in (*position.records, position.exemplar)]
    referred += [id for page in brief.pages for id in page.linked_by]
    referred += [id for contribution in brief.contributions for id in contribution.cluster]
    assert {*referred, brief.lead_record} <= records


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_keeps_what_the_voice_asks_beyond_the_gate(name: str) -> None:
    """Two sentences of standfirst, the paragraphs of its kind, quotations in three sentences of each."""
    brief, draft = _draft(name)
    counted = ("three", "four", "five", "six")[len(draft.paragraphs) - 3]
    assert counted in SIZES[brief.kind].paragraphs
    assert len(draft.standfirst) == 2
    for paragraph in draft.paragraphs:
        quoting = [s for s in paragraph.sentences if any(part.quote for part in s.parts)]
        assert len(quoting) <= QUOTING


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_evidence_of_an_example_is_small(name: str) -> None:
    """It leaves out what teaches nothing."""
    brief, _ = _answer(name)
    assert len(evidence.document(brief).encode()) <= ROOM[name]


def test_the_examples_show_every_kind_slot_and_form() -> None:
    """Whatever a part may be or hold stands in one of them, droppable parts and inherited cites too."""
    parts = _parts()
    assert {part.kind for part in parts} == set(get_args(PartKind))
    assert {part.quote.kind for part in parts if part.quote} == set(get_args(QuoteKind))
    assert {part.form for part in parts if part.form} == set(get_args(FormName))
    assert {slot for part in parts for slot in SLOT.findall(part.text)} == _slots()
    assert any(part.droppable for part in parts)
    assert any(part.kind == "said" and not part.cites for part in parts)


def test_the_examples_show_what_is_hard_to_tell() -> None:
    """A post that gives orders is ignored; advertisement, jest, hedge, silence and cause are told rightly."""
    brief, answer = _answer("1-lead")
    _, draft = _draft("1-lead")
    parts = [part for _, part in iter_parts(draft)]
    used = {id for part in parts for id in (*part.cites, part.quote and part.quote.record, part.stat)}
    flagged = {flag: item.id for item in brief.records for flag in item.flags}
    (ignored,) = answer.ignored
    assert ignored in {item.id for item in brief.records} - used
    assert {flagged["promotion"], flagged["irony"], "e1", "n1", "p1"} <= used
    assert {item.statistic.id for item in (*brief.contributions, *brief.overlaps)} <= used
    assert set(brief.positions[0].records) & used
    assert brief.counter_position in used


def test_the_system_block_is_the_same_for_every_story(reread: Path) -> None:
    """Read again from other files of the same words it is the same; the rules stand before the examples."""
    assert prompts.system() == _ORIGINAL
    places = [_ORIGINAL.index(prompts.text(name)) for name in RULES]
    places += [match.start() for match in re.finditer("# A worked example: a ", _ORIGINAL)]
    assert places == sorted(places)
    assert len(places) == len(RULES) + len(EXAMPLES)


def test_the_system_block_holds_nothing_of_the_demonstration() -> None:
    """No name, account, publication or day of it, so that none can come into its stories from here."""
    found = [name for name in _demonstration() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", _ORIGINAL)]
    assert found == []


def test_the_system_block_holds_no_address_and_no_handle() -> None:
    """A writer that sees none can write none."""
    assert not re.search(r"://|www\.", _ORIGINAL)
    people = [item for name in EXAMPLES for item in prompts.example(name)[0].records]
    handles = {str(item.record.author) for item in people if not item.speaker.named}
    assert {handle for handle in handles if handle in _ORIGINAL} == set()


def test_every_finding_is_told_beforehand() -> None:
    """Each code stands in rules_told.yaml, with words that the rules really hold or with whose it is."""
    data: dict[str, dict[str, str]] = yaml.safe_load(TOLD.read_text(encoding="utf-8"))
    rules = _rules()
    assert data["told"].keys() | data["untold"].keys() == CODES.keys()
    assert not data["told"].keys() & data["untold"].keys()
    assert {code: words for code, words in data["told"].items() if words not in rules} == {}


def test_every_worn_word_is_told_beforehand() -> None:
    """What the gate calls worn stands in the rules in a form that the gate would find there."""
    found = {match.group().casefold() for match in shape._WORN.finditer(_rules())}
    plain = re.sub(
        r"\(\?:.*?\)\??|\\w\*|\?", "", shape._WORN.pattern.removeprefix(r"\b(?:").removesuffix(r")\b")
    )
    untold = [stem for stem in plain.split("|") if not any(word.startswith(stem) for word in found)]
    assert untold == []


def test_the_rules_name_the_parts_slots_and_sizes_of_the_code() -> None:
    """Kinds of parts, fields, slots, kinds of quotations and sizes are those that there are."""
    parts = prompts.text("3-parts")
    assert re.findall(r"^\| ([a-z]+) \|", parts, re.M) == ["kind", *get_args(PartKind)]
    assert set(re.findall(r"`\{(\w+)\}`", parts)) == _slots()
    (fields,) = re.findall(r"A part is `\{(.*?)\}`", " ".join(parts.split()))
    assert fields.split(", ") == list(Part.model_fields)
    (kinds,) = re.findall(r"`kind` is (.*?)\. `text`", " ".join(parts.split()))
    assert re.findall(r"(?:^|, |or )([a-z]+)", re.sub(r"\(.*?\)", "", kinds)) == list(get_args(QuoteKind))
    voice = " ".join(prompts.text("2-voice").split())
    numbers = {word: n for n, word in enumerate(("three", "four", "five", "six"), start=3)}
    for kind, size in SIZES.items():
        span = "–".join(str(numbers[word]) for word in size.paragraphs.split(" or "))
        assert f"{kind} {size.low}–{size.high} / {span}" in voice


@pytest.mark.parametrize(
    "changed",
    [*(f"{name}.md" for name in RULES), "task.md", *(f"examples/{name}/answer.json" for name in EXAMPLES)],
)
def test_a_changed_word_makes_another_version(reread: Path, changed: str) -> None:
    """A reply is found again only under the words that it answered."""
    before = prompts.version("task", "task-again")
    assert before == _VERSION
    place = reread / changed
    place.write_text(place.read_text(encoding="utf-8").replace("the", "teh", 1), encoding="utf-8")
    _forget()
    after = prompts.version("task", "task-again")
    assert after.startswith("task/")
    assert after != before


@pytest.fixture
def reread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the prompt's files, which is read in place of them."""
    folder = tmp_path / "prompts"
    shutil.copytree(Path(prompts.__file__).parent, folder)
    monkeypatch.setattr(prompts, "_FOLDER", folder)
    _forget()
    yield folder
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for cached in (prompts.text, prompts.system, prompts.examples, prompts.example, prompts.version):
        cached.cache_clear()


def _slots() -> set[str]:
    """Return the slots that the code fills, read from its own pattern."""
    return set(SLOT.pattern[SLOT.pattern.index("(") + 1 : SLOT.pattern.index(")")].split("|"))


def _demonstration() -> Iterator[str]:
    """Yield the invented names of the demonstration, its accounts and publications, and its days."""
    invented: list[dict[str, Any]] = yaml.safe_load(
        (resources.files("newsdesk.analyse") / "gazetteer" / "invented.yaml").read_text(encoding="utf-8")
    )
    for entity in invented:
        yield from (entity["name"], *entity.get("aliases", ()))
    for file in (resources.files("newsdesk.simulator") / "posts").iterdir():
        said: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        # An event has its posts under their name, what is said elsewhere under the beats'.
        for post in said.get("posts") or [post for beat in said.values() for post in beat]:
            yield post["author"]
    for n in range(demonstration.DAYS):
        day = demonstration.START + timedelta(days=n)
        yield from (f"{day:%Y-%m-%d}", f"{day:%B} {day.day}")


_ORIGINAL = prompts.system()
_VERSION = prompts.version("task", "task-again")
