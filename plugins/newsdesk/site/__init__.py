"""Stories to pages. Pure until the last step: values in, declared inputs out, then bytes.

settings      what the site is: name, address, language, beats, hand-written pages
reading       the newsroom's files to what is published
published     what pages are made of: stories, their versions, what the editions saw
addresses     root-relative targets to links: relative, absolute, under a path
printed       values as they are printed: dates, numbers, names of platforms, clean text
parts/        what pages are composed of: chrome, metadata, months, narrative, weather …
pages/        what people read, a module a kind: front, beat, story, archive, wire …
machine/      what machines read, likewise: feed, evidence, json_api, search_index …
page          a page to be: place, template, inputs
plan          which pages exist: the list of kinds
raster        drawings to PNG, kept in the cache
render        inputs to bytes; a file changes only if its bytes do
static        the theme's own files on their way to the readers
state         what earlier builds wrote: pages that are no longer planned are removed

The docstring of each folder lists its modules.
"""
