"""Good drafts and what is done to them: the parts of :mod:`benchmarks.quality.mutations`. Read in this order.

goods       drafts that hold: the demonstration's, the twin's, the sound cases'
kinds       what a kind of corruption is, and the small tools that all of them use
quotations  corruptions of quotations, and of whose they are
references  cites, statistics and slots that lead elsewhere
figures     numbers, units, directions, roles, moods, dates
wordings    what is put into our own words: causes, quantities, names, markup, talk of the task
claims      what a paraphrase loses: its hedge, its not, its mark
"""
