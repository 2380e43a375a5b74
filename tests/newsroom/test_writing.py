"""A brief to a proved draft: who writes, what is repaired, what is dropped, and who takes over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest

import factories
from newsdesk import answering, writing
from newsdesk.check import gate
from newsdesk.config import Claude, Config, Layout
from newsdesk.errors import ConfigError
from newsdesk.publish import versions
from newsdesk.stories import Brief, Draft, Provenance, StoryVersion
from newsdesk.write import answers, replies
from newsdesk.write.builtin import write
from newsdesk.write.claude import Asker
from newsdesk.write.replies import Call, Reply
from newsdesk.write.requests import Purpose, Request, Unanswered

building = factories.helper("write/brief_builder")
#: The scripted answers are what the built-in writer makes of this brief: sound, and of the shape asked for.
BRIEF: Brief = building.build(building.case("entity-open-source")).model_copy(update={"demo": False})
SOUND = cast(Draft, write(BRIEF))
ORIGIN = Provenance(snapshots=("abc",), tool="newsdesk 0")
CONFIG = Config.model_validate(
    {"beats": [{"slug": "a", "name": "A", "group": "g", "description": "d", "match": {"any": ["ai"]}}]}
)
FALSE = "words that nobody said"
#: The places of quotations in the sound draft: paragraph, sentence, part.
QUOTES = [
    (p, s, n)
    for p, paragraph in enumerate(SOUND.paragraphs)
    for s, sentence in enumerate(paragraph.sentences)
    for n, part in enumerate(sentence.parts)
    if part.quote
]
LEAD, LAST = QUOTES[0], QUOTES[-1]
assert LEAD[:2] == (0, 0)


def _data() -> dict[str, Any]:
    return json.loads(SOUND.model_dump_json(include={"headline", "standfirst", "paragraphs"}))  # type: ignore[no-any-return]  # an object


def _answer(false: tuple[int, int, int] | None = None) -> str:
    """Return the sound answer, or one with an invented quotation in a place."""
    data = _data()
    if false:
        data["paragraphs"][false[0]]["sentences"][false[1]]["parts"][false[2]]["quote"]["text"] = FALSE
    return json.dumps(data)


def _repair(
    place: tuple[int, int, int], path: tuple[int, int, int] | None = None, *, mended: bool = True
) -> str:
    """Return a repair with what stands in a place of the sound draft, given for a path."""
    data = json.loads(_answer(None if mended else place))
    (p, s, _), (to_p, to_s, _) = place, path or place
    parts = data["paragraphs"][p]["sentences"][s]["parts"]
    return json.dumps({"sentences": [{"path": f"paragraphs.{to_p}.sentences.{to_s}", "parts": parts}]})


def _verdict(supported: str) -> str:
    path = f"paragraphs.{LAST[0]}.sentences.{LAST[1]}"
    return json.dumps({"verdicts": [{"path": path, "supported": supported, "reason": "It says less."}]})


def _reply(request: Request, answer: str, origin: str = "claude") -> Reply:
    spent = {"input_tokens": 1000, "output_tokens": 200}
    call = Call(
        asked_at="2026-03-27T12:00:00Z",  # type: ignore[arg-type]  # read as a time
        outcome="answered", stop_reason="end_turn", usage=spent, cost_usd=0.02, prices="2026-11-23",
    )  # fmt: skip
    return Reply(
        key=request.key,
        origin=origin,  # type: ignore[arg-type]  # one of two words
        purpose=request.purpose,
        brief=request.brief,
        prompt_version=request.prompt_version,
        answer_schema=request.answer_schema,
        request=request.body,
        model_answered="claude-opus-5-5-20261001" if origin == "claude" else None,
        calls=(call,) if origin == "claude" else (),
        answer=answer,
    )


class Script:
    """Answers by purpose, and remembers what was asked."""

    def __init__(self, origin: str = "claude", **answered: str | Unanswered) -> None:
        """Take an answer for each purpose; the rest goes unanswered."""
        self.asked: list[Purpose] = []
        self._answered: Mapping[str, str | Unanswered] = answered
        self._origin = origin

    def __call__(self, request: Request) -> Reply | Unanswered:
        """Answer as scripted."""
        self.asked.append(request.purpose)
        told = self._answered.get(request.purpose, Unanswered(kind="failed", reason=answering.NO_ANSWER))
        return _reply(request, told, self._origin) if isinstance(told, str) else told


def _compose(
    tmp_path: Path, script: Script, previous: StoryVersion | None = None, **settings: Any
) -> writing.Composed | writing.Left:
    choice = settings.pop("choice", "auto")
    config = CONFIG.model_copy(update={"claude": Claude(**settings)})
    writers = answering.Writers(Layout(tmp_path), config, answering.Pen(choice), demo=False)
    return writing.compose(BRIEF, writers, script, ORIGIN, previous=previous)


def _made(composed: writing.Composed | writing.Left) -> writing.Composed:
    assert isinstance(composed, writing.Composed), composed
    return composed


def _version(tmp_path: Path, composed: writing.Composed) -> StoryVersion:
    return versions.make_version(Layout(tmp_path), BRIEF, composed.gated, "AIDRAN", composed.provenance)


def test_a_sound_answer_is_taken_whole(tmp_path: Path) -> None:
    """One call, no repair; the version says who wrote it, by which request, and at which cost."""
    script = Script(story=_answer())
    made = _made(_compose(tmp_path, script))
    assert script.asked == ["story"]
    assert made.gated.dropped == ()
    writer, origin = made.gated.draft.writer, made.provenance
    assert (writer.name, writer.model) == ("claude", "claude-opus-5-5-20261001")
    assert origin.model_asked == "claude-opus-5-5"
    assert (origin.attempts, origin.repairs, origin.cost_usd) == (1, 0, 0.02)
    assert origin.usage == {"input_tokens": 1000, "output_tokens": 200}
    assert len(origin.requests) == 1
    assert origin.snapshots == ORIGIN.snapshots


def test_every_call_that_cost_is_told(tmp_path: Path) -> None:
    """An answer that was cut and asked for again cost twice; without a price for the answer none is told."""
    whole = Script(story=_answer())
    cut = Call(
        asked_at="2026-03-27T11:59:00Z",  # type: ignore[arg-type]  # read as a time
        outcome="cut", stop_reason="max_tokens", usage={"output_tokens": 100}, cost_usd=0.01,
    )  # fmt: skip

    def told(**changes: Any) -> Provenance:
        def ask(request: Request) -> Reply | Unanswered:
            reply = whole(request)
            assert isinstance(reply, Reply)
            last = reply.calls[-1].model_copy(update=changes)
            return reply.model_copy(update={"calls": (cut, last)})

        writers = answering.Writers(Layout(tmp_path), CONFIG, answering.Pen(), demo=False)
        return _made(writing.compose(BRIEF, writers, ask, ORIGIN)).provenance

    assert (told().cost_usd, told().attempts, told().usage) == (
        0.03,
        2,
        {"input_tokens": 1000, "output_tokens": 300},
    )
    assert told(cost_usd=None).cost_usd is None


def test_one_repair_mends_what_failed(tmp_path: Path) -> None:
    """The failing sentence goes back once, and comes back sound; nothing is lost, both calls are booked."""
    script = Script(story=_answer(false=LEAD), repair=_repair(LEAD))
    made = _made(_compose(tmp_path, script))
    assert script.asked == ["story", "repair"]
    assert made.gated.dropped == ()
    assert made.provenance.repairs == 1
    assert made.provenance.cost_usd == 0.04
    assert len(made.provenance.requests) == 2


def test_a_repair_changes_only_what_was_asked_about(tmp_path: Path) -> None:
    """An answer that rewrites another sentence is not heard there, so that the lead stays lost."""
    script = Script(story=_answer(false=LEAD), repair=_repair(LEAD, path=LAST))
    assert _made(_compose(tmp_path, script)).gated.draft == SOUND


@pytest.mark.parametrize(
    "repair",
    [_repair(LAST, mended=False), "{}", Unanswered(kind="held", reason="over the ceiling")],
    ids=["still false", "unreadable", "held"],
)
def test_what_still_fails_is_dropped(tmp_path: Path, repair: str | Unanswered) -> None:
    """A failing sentence that isn't the lead goes, with the finding that dropped it."""
    made = _made(_compose(tmp_path, Script(story=_answer(false=LAST), repair=repair)))
    assert made.gated.draft.writer.name == "claude"
    assert {item.finding.code for item in made.gated.dropped} == {"quote-verbatim"}
    assert gate(made.gated.draft, BRIEF).dropped == ()


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (_answer(false=LEAD), "did not pass the gate"),
        ("Sure! Here it is.", "not the JSON that was asked for"),
        (Unanswered(kind="failed", reason="the service was overloaded"), "the service was overloaded"),
    ],
    ids=["unsound", "unreadable", "unanswered"],
)
def test_the_built_in_writer_takes_over(tmp_path: Path, told: str | Unanswered, reason: str) -> None:
    """A story is published all the same, it says why, and what was paid for is told."""
    made = _made(_compose(tmp_path, Script(story=told)))
    assert made.gated.draft.writer.name == "builtin"
    assert made.gated.sound
    assert reason in (made.provenance.fallback or "")
    assert made.provenance.cost_usd == (0.02 if isinstance(told, str) else None)
    assert len(made.provenance.requests) == int(isinstance(told, str))


def test_or_the_assignment_is_held(tmp_path: Path) -> None:
    """By setting, nothing is published in Claude's place; over a ceiling never."""
    failed = Unanswered(kind="failed", reason="the service was overloaded")
    over = Unanswered(kind="held", reason="$10.00 of $10.00 are spent today")
    assert _compose(tmp_path, Script(story=failed), on_failure="hold") == writing.Left("held", failed.reason)
    assert _compose(tmp_path, Script(story=over)) == writing.Left("held", over.reason)


def test_without_a_recorded_answer_the_built_in_writer_writes(tmp_path: Path) -> None:
    """Nobody was asked, so nothing is said of it; whoever wants recorded answers alone gets none."""
    made = _made(_compose(tmp_path, Script()))
    assert made.gated.draft.writer.name == "builtin"
    assert made.provenance == ORIGIN
    assert _compose(tmp_path, Script(), choice="replay") == writing.Left("held", answering.NO_ANSWER)
    unasked = Script(story=_answer())
    assert _made(_compose(tmp_path, unasked, choice="builtin")).gated.draft == SOUND
    assert unasked.asked == []


def test_a_worse_version_never_replaces_a_better_one(tmp_path: Path) -> None:
    """What Claude wrote stands until Claude writes again; the built-in writer may replace itself."""
    first = _version(tmp_path, _made(_compose(tmp_path, Script(story=_answer()))))
    left = _compose(tmp_path, Script(), previous=first)
    assert left == writing.Left("held", writing.KEPT)
    failed = _compose(tmp_path, Script(story="no"), previous=first)
    assert isinstance(failed, writing.Left)
    assert "not the JSON" in failed.reason
    assert _made(_compose(tmp_path, Script(story=_answer()), previous=first))
    plain = _version(tmp_path, _made(_compose(tmp_path, Script())))
    assert _made(_compose(tmp_path, Script(), previous=plain))


@pytest.mark.parametrize(("supported", "gone"), [("no", 1), ("partly", 0), ("yes", 0)])
def test_a_second_reader_can_only_take_out(tmp_path: Path, supported: str, gone: int) -> None:
    """A sentence that its record doesn't carry goes; praise adds nothing."""
    script = Script(story=_answer(), judge=_verdict(supported))
    made = _made(_compose(tmp_path, script, judge="claude-haiku-5-5"))
    assert script.asked == ["story", "judge"]
    left = sum(len(paragraph.sentences) for paragraph in made.gated.draft.paragraphs)
    assert left == sum(len(paragraph.sentences) for paragraph in SOUND.paragraphs) - gone
    assert {item.finding.code for item in made.gated.dropped} == ({"unsupported"} if gone else set())


def test_a_demonstration_names_no_model(tmp_path: Path) -> None:
    """A recorded answer that people wrote is no model's, and cost nothing."""
    made = _made(_compose(tmp_path, Script(origin="demonstration", story=_answer())))
    assert (made.gated.draft.writer.name, made.gated.draft.writer.model) == ("replay", None)
    assert made.provenance.model_asked is None
    assert made.provenance.model_answered is None
    assert made.provenance.cost_usd is None
    assert made.provenance.attempts == 0


def test_who_wants_claude_needs_a_key_and_real_posts(tmp_path: Path) -> None:
    """Both are told before any work, with what to do."""
    layout, claude = Layout(tmp_path), answering.Pen("claude", online=True)
    with pytest.raises(ConfigError, match="ANTHROPIC_API_KEY"):
        answering.Writers(layout, CONFIG, claude, demo=False, environ={})
    with pytest.raises(ConfigError, match="newsdesk init"):
        answering.Writers(layout, CONFIG, claude, demo=True, environ={"ANTHROPIC_API_KEY": "k"})


@pytest.mark.parametrize(
    ("pen", "demo", "key", "newest", "asks"),
    [
        (answering.Pen(online=True), False, "k", False, True),
        (answering.Pen(online=True, newest_only=True), False, "k", True, True),
        (answering.Pen(online=True, newest_only=True), False, "k", False, False),
        (answering.Pen(online=True), True, "k", True, False),
        (answering.Pen(online=True), False, "", True, False),
        (answering.Pen(online=False), False, "k", True, False),
        (answering.Pen("builtin", online=True), False, "k", True, False),
        (answering.Pen("replay", online=True), False, "k", True, False),
    ],
    ids=["by command", "newest", "older", "demonstration", "no key", "offline", "built in", "replay"],
)
def test_who_is_asked_over_the_network(
    tmp_path: Path, pen: answering.Pen, demo: bool, key: str, newest: bool, asks: bool
) -> None:
    """A build asks for the newest edition only, never for demonstrations, never offline or without a key."""
    environ = {"ANTHROPIC_API_KEY": key} if key else {}
    writers = answering.Writers(Layout(tmp_path), CONFIG, pen, demo, environ=environ)
    ask = writers.ask(BRIEF, newest=newest)
    assert isinstance(getattr(ask, "__self__", None), Asker) == asks


def test_a_recorded_answer_is_found_again(tmp_path: Path) -> None:
    """What was answered once is answered for ever, without anybody being asked."""
    from newsdesk.write import orders

    layout, request = Layout(tmp_path), orders.story(BRIEF, CONFIG.claude)
    assert isinstance(answering.recorded(layout)(request), Unanswered)
    replies.save(layout, _reply(request, _answer()))
    reply = answering.recorded(layout)(request)
    assert isinstance(reply, Reply)
    assert isinstance(answers.read(answers.StoryAnswer, reply.answer or ""), answers.StoryAnswer)
