"""What is fetched for a brief: the records of a proposal's voices, what surrounds them, and their past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from newsdesk.archive import snapshots
from newsdesk.archive.addresses import address
from newsdesk.assign import material
from newsdesk.assign.brief import TOP_REPLIES
from newsdesk.assign.candidates import Proposal
from newsdesk.config import Config, Layout
from newsdesk.records import Manifest, Record

if TYPE_CHECKING:
    from newsdesk.detect.corpus import Corpus
    from newsdesk.detect.history import History
    from newsdesk.detect.values import EditionView, Voice


def material_of(
    proposal: Proposal,
    view: EditionView,
    layout: Layout,
    active: Sequence[Manifest],
    corpus: Corpus,
    config: Config,
    *,
    gone: frozenset[str] = frozenset(),
) -> material.Material:
    """Fetch what had been collected by the edition around a proposal's voices.

    Records that are ``gone`` from their platforms are left out: they count, but nobody quotes them any more.
    """
    from newsdesk.detect import history
    from newsdesk.detect.corpus import replies

    as_of = view.as_of
    answers = replies(corpus, [voice.id for voice in proposal.voices], as_of)
    looked_at = material.shortlist(proposal, answers)
    records = snapshots.fetch(layout, active, _wanted(looked_at, answers) - gone)
    parents = {record.reply_to for record in records.values() if record.reply_to} - records.keys() - gone
    above = snapshots.fetch(layout, active, parents)
    links = chain.from_iterable(records[voice.id].links for voice in looked_at if voice.id in records)
    return material.Material(
        records=records | _by(as_of, above),
        replies=answers,
        history=None if proposal.carried else _history(proposal, view, corpus, config),
        beats=history.beats_of(corpus, [voice.id for voice in looked_at]),
        linked=snapshots.pages(layout, active, map(address, links), by=as_of),
        flags=history.flags_of(corpus, sorted(above)),
    )


def _history(proposal: Proposal, view: EditionView, corpus: Corpus, config: Config) -> History | None:
    from newsdesk.detect.history import history

    return history(corpus, config, proposal.beat, view.as_of, view.presence)


def _wanted(looked_at: Sequence[Voice], answers: Mapping[str, tuple[Voice, ...]]) -> set[str]:
    """Return the ids of the voices looked at and of the first replies to each."""
    wanted = {voice.id for voice in looked_at}
    return wanted | {reply.id for voice in looked_at for reply in answers.get(voice.id, ())[:TOP_REPLIES]}


def _by(as_of: datetime, records: Mapping[str, Record]) -> dict[str, Record]:
    return {id: record for id, record in records.items() if record.collected_at <= as_of}
