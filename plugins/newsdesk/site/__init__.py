"""Stories to pages. Pure until the last step: values in, declared inputs out, then bytes.

settings      what the site is: name, address, language, beats, hand-written pages
addresses     root-relative targets to links: relative, absolute, under a path
printed       values as they are printed: dates, numbers, names of platforms, clean text
chrome        what every page shares: masthead, navigation, footer, the demonstration's notice
metadata      titles, canonical addresses, Open Graph, JSON-LD
numbers       the "why now" panel: statistics and platforms as tables
narrative     a draft's body as marked parts, and its numbered sources
teaser        a story as a card on other pages
more_stories  which stories stand beside a story, and why
story front beat notfound feed evidence       one page kind each
plan          which pages exist, from which inputs
render        inputs to bytes; a file changes only if its bytes do
state         what earlier builds wrote: pages that are no longer planned are removed
"""
