"""Assign: what becomes a story in this edition. Pure: values in, values out.

editions     which as-of times are due
memory       what was published lately: stories, their evidence, the events they told
candidates   signals and carried posts to candidates
running      which story a candidate goes on with, and what is new in it
decisions    candidates to stories, with a reason for every fate
speakers     how the person behind a record is called in print
material     which voices are looked at, which may be quoted, which one leads
standpoints  who stands where: positions, and who speaks for them
drivers      what drove a change, and what is missing from it
context      dated background, beats next to it, pages behind links
tallies      the statistics of a brief
brief        a chosen candidate and its records to everything that a writer may use
"""
