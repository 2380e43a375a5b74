"""Brief to draft. A writer is a function: :class:`WriteFunction` is the whole interface.

    writer      the interface: WriteFunction, Refusal, the registry by name
    builtin     the built-in writer: no model, no key; selection and order
    matter      what a story is about, and how near a record or a sentence is
    audition    what could be quoted from each record, heard once
    candidates  sentences that could be quoted: hard rules
    scoring     how good a quotation is: explained preferences
    lexicon     what an editor knows about single words
    wordlists   its longest lists
    cast        who speaks in a story, and in which part
    patterns    the sentence patterns of the body, slot by slot; heading_patterns those above it
    phrasing    patterns to sentences: names, times, statistics put in place
    calling     "another commenter": how the voices of a finished body are called
    manners     how a voice is introduced
    subject     what the story is about: the movement, its direction, its names
    shapes      which paragraph holds what
    body        the paragraphs: a shape's blocks, each in a pattern
    heading     headline and standfirst
    titles      title case
    choice      choices by the hash of the brief's id

The gate owes nothing to any of them: it judges every writer's draft by the same rules.
"""

from __future__ import annotations

from newsdesk.write.writer import Refusal, WriteFunction, writer

__all__ = ["Refusal", "WriteFunction", "writer"]
