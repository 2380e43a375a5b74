"""Draft and brief to findings: the gate. Read the modules in this order.

codes       every finding code, its severity and its rule
words       folding and tokens: the fixed normalisation under which words are compared
view        a draft laid out beside its brief: places, own text, what each part may rest on
references  cites, statistics, forms and slots
quotes      words between quotation marks: verbatim, quotable, whole
clipping    whether a quotation was cut away from what governs it
speakers    who is said to have said it, and where
figures_in  numbers and dates found in text, in a form that can be compared
numbers     no number but a placed one or one of the cited evidence
names       no name that the brief doesn't know
counted     statistics, quantifiers and cohorts
causes      because and despite
events      what happened rests on a page, a paper, an article, a note or an earlier story
readings    what needs no cite, and therefore may hold nothing new
markup      no addresses, HTML, Markdown, templates or control characters
selftalk    no talk about ourselves
shape       lengths, totals, worn words
voice       shapes and runs of one of the last thirty stories
gate        all checks, what is dropped, and the figures

Everything here is pure: a draft and a brief in, values out.
"""

from __future__ import annotations

from newsdesk.check.gate import Gated, check, gate

__all__ = ["Gated", "check", "gate"]
