"""newsdesk: a newsroom for Pelican. Read the modules in this order.

records     what is collected and measured: Record, Manifest, Analysis, Statistic, Signal
stories     what is written: Brief, Draft and its parts, Finding, StoryVersion
reports     what was decided: Candidate, EditionReport
prose       slots to words: how parts become sentences and sources get their numbers
voice       shapes and runs: what a reader would hear again in another story
config      newsdesk.yaml to a typed Config; every error names file, line and key
setting_faults  the faults of a settings file in words
errors      the exception tree
collect/    network to snapshots
archive/    snapshot files and the ledger: append, read, verify, import, export
analyse/    per record, cached: language, sentiment, entities, beats, near-duplicates
detect/     per beat and window: what changed, by which test, on which evidence
assign/     signals to what is written now: editions, candidates, briefs
write/      brief to draft
check/      draft and brief to findings: the gate
publish/    checked draft to content/: the one serialiser, the version files
site/       stories to pages: plan, declared inputs, render
fetching    what is fetched for a brief: records, what stands around them, their past
answering   how requests are answered in a run: recorded, by Claude where allowed, or by hand
writing     the composer of a story's text: asked, proved, repaired once, or built in
newsroom    the composer: works an edition from records to stories
explain     answers without changing anything: what analysis and detection see, what asking costs
collecting  the composer of collection: sources to snapshots, cursors after them
doctor      is the newsroom well? configuration, keys, sources, disk, freshness
rehearsal   the composer of the demonstration's recorded answers
reset       what ``newsdesk init`` removes
schemas     JSON Schemas of the values, for docs/schemas
files       atomic writes
garbage     when Python looks for garbage
times       times from outside, in any form, to UTC
hooks       the only module that knows Pelican
cli         the only module that prints
simulator/  a seeded world of invented posts: the demonstration, and truth to measure against

A stage imports values, config, errors and earlier stages, never a later one.
"""

from __future__ import annotations

__version__ = "0.1.0"


def register() -> None:
    """Connect the plugin to Pelican; called by Pelican when it loads plugins."""
    from newsdesk.hooks import register as connect

    connect()
