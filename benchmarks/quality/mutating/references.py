"""Cites, statistics and slots that lead elsewhere, or nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.quality.mutating.kinds import Kind, Target

from newsdesk.stories import Part


def _cite_unknown(target: Target) -> Iterator[list[Part]]:
    yield [target.part.model_copy(update={"cites": (*target.part.cites, "r99")})]


def _cites_gone(target: Target) -> Iterator[list[Part]]:
    """Take the cites away where nothing before in the paragraph is cited."""
    part = target.part
    opens = target.path.endswith("sentences.0.parts.0")
    if opens and part.kind in {"said", "happened"} and part.cites and part.quote is None:
        yield [part.model_copy(update={"cites": ()})]


def _stat_unknown(target: Target) -> Iterator[list[Part]]:
    if target.part.stat:
        yield [target.part.model_copy(update={"stat": f"{target.part.stat}.then"})]


def _stat_gone(target: Target) -> Iterator[list[Part]]:
    if target.part.stat:
        yield [target.part.model_copy(update={"stat": None, "form": None})]


def _form_unknown(target: Target) -> Iterator[list[Part]]:
    known = {one.id: one for one in target.good.brief.statistics}
    if target.part.stat:
        missing = [form for form in ("word", "verb", "clause") if form not in known[target.part.stat].forms]
        if missing:
            yield [target.part.model_copy(update={"form": target.chance.choice(missing)})]


def _quote_nowhere(target: Target) -> Iterator[list[Part]]:
    if target.part.quote is not None:
        quote = target.part.quote.model_copy(update={"record": "r99"})
        yield [target.part.model_copy(update={"quote": quote})]


def _slot_twice(target: Target) -> Iterator[list[Part]]:
    slot = "{quote}" if target.part.quote else "{stat}" if target.part.stat else None
    if slot:
        yield target.with_tail(f", {slot}")


def _hearsay(target: Target) -> Iterator[list[Part]]:
    """Tell what a post says as an event."""
    if target.part.kind == "said" and target.record is not None and target.part.quote is None:
        posts = [item.id for item in target.good.brief.records if item.record.kind in {"post", "comment"}]
        yield [target.part.model_copy(update={"kind": "happened", "cites": (posts[0],)})]


def _wrong_cite(target: Target) -> Iterator[list[Part]]:
    """Let a paraphrase cite somebody else."""
    if target.part.kind == "said" and target.part.quote is None and target.record is not None:
        others = [item.id for item in target.good.brief.records if item.id not in target.part.cites]
        yield [target.part.model_copy(update={"cites": (target.chance.choice(others),)})]


KINDS: Iterable[Kind] = (
    Kind("a cite of nothing", "references", 1.0, _cite_unknown),
    Kind("no cite", "references", 1.0, _cites_gone),
    Kind("a statistic that isn't there", "references", 1.0, _stat_unknown),
    Kind("no statistic", "references", 1.0, _stat_gone),
    Kind("a form that isn't there", "references", 1.0, _form_unknown),
    Kind("a quotation of no record", "references", 1.0, _quote_nowhere),
    Kind("a slot twice", "references", 1.0, _slot_twice),
    Kind("hearsay as an event", "events", None, _hearsay),
    Kind("a paraphrase that cites another", "paraphrases", None, _wrong_cite),
)
