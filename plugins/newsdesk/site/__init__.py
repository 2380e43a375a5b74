"""Stories to pages. Pure until the last step: values in, declared inputs out, then bytes.

settings      what the site is: name, address, language, beats, hand-written pages
reading       the newsroom's files to what is published
abstract      what is kept of a version: all that lists ask of stories
edition       what is kept of an edition
library       where whole versions and editions come back from
published     what pages are made of: stories, their versions, what the editions saw
dossier       what the pages of one story are made of
addresses     root-relative targets to links: relative, absolute, under a path
printed       values as they are printed: dates, numbers, names of platforms, clean text
parts/        what pages are composed of: chrome, metadata, months, narrative, weather …
pages/        what people read, a module a kind: front, beat, story, archive, wire …
machine/      what machines read, likewise: feed, evidence, json_api, search_index …
page          a page to be: place, template, inputs, and what settles these
plan          which pages exist: the lists of kinds
raster        drawings to PNG, kept in the cache
render        inputs to bytes
press         pages to files: what didn't change is not made again
inputs        the files that pages are made of, and how a changed one is known
epoch         what all pages rest on: code, libraries, templates, settings
state         what the last build read and wrote; what it left over is removed
static        the theme's own files on their way to the readers
build         all of it, in order, as far as something changed

The docstring of each folder lists its modules.
"""
