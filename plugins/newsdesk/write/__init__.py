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
    patterns    the patterns of sentences in which somebody speaks; opening_patterns and closing_patterns
                of the first and the last one, count_patterns of those that count, heading_patterns of
                those above the body; spare_patterns stand in where all of a kind have been heard lately
    phrasing    patterns to sentences: names, times, statistics put in place
    counting    counted sentences: the first pattern that the statistics allow
    calling     "another commenter": how the voices of a finished body are called
    manners     how a voice is introduced
    subject     what the story is about: the movements, their direction, their names
    terms       a phrase that spreads, in the wording of those who use it
    tones       how posts of a register sounded
    changes     what moved, told in counted sentences
    shapes      which paragraph holds what
    body        the paragraphs: a shape's blocks, each in a pattern
    heading     the headline; standfirst what stands below it
    titles      title case
    choice      choices by the hash of the brief's id

    requests    what is asked of Claude, and the key under which its answer is kept
    replies     what came back: one file for each request, saved before it is read
    prices      what a call costs, by the dated table in prices.yaml
    budget      ceilings in dollars, and the ledger of what was spent
    claude/     asking, once, within bounds of number, time and money
    batches     many requests at half the price; batch_files where they are kept, batch_results what became of
                them

The gate owes nothing to any of them: it judges every writer's draft by the same rules.
"""

from __future__ import annotations

from newsdesk.write.writer import Refusal, WriteFunction, writer

__all__ = ["Refusal", "WriteFunction", "writer"]
