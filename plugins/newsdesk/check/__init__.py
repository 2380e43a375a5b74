"""Draft and brief to findings: the gate. Read the modules in this order.

codes       every finding code, its severity and its rule
words       folding and tokens: the fixed normalisation under which words are compared
view        a draft laid out beside its brief: places, own text, what each part may rest on
references  cites, statistics, forms and slots
quotes      words between quotation marks: verbatim, quotable, whole
wording     one wording per record on the whole site
copying     a source's sentences in our mouth
clipping    whether a quotation was cut away from what governs it
echoes      which sentence of a source a paraphrase takes up
hedges      a doubt stays a doubt
denials     what is denied stays denied, and nothing else is
opposites   no word for its opposite
jests       a jest stays a jest
paraphrases  every paraphrase beside the sentence that it takes up
people      gender, job, age and motive, as they are stated
reach       how far a post travelled
speakers    who is said to have said it, and where
figures_in  numbers and dates found in text, in a form that can be compared
sides       the two that a paragraph has just set against each other
shown       a statistic's forms show its value
numbers     no number but a placed one or one of the cited evidence
aspects     what a statistic counts
placed      placed statistics with the words around them
subjects    the mood, place and subject that a statistic counts
nouns       the noun that it counts, and whose post
compared    today's value and the usual one, and what is set against what
movements   rises and falls, levels and changes
roles       a statistic in its role, by all of these rules
names       no name that the brief doesn't know
superlatives  first, only, largest
counted     statistics where something is counted, and quantities without one
cohorts     what a community feels or says
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
