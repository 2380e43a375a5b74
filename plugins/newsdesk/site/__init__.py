"""Stories to pages. Pure until the last step: values in, declared inputs out, then bytes.

settings      what the site is: name, address, language, beats, hand-written pages
published     what pages are made of: stories, their versions, what the editions saw
addresses     root-relative targets to links: relative, absolute, under a path
printed       values as they are printed: dates, numbers, names of platforms, clean text
parts/        what pages are composed of: chrome, metadata, narrative, numbers, teaser, more_stories …
pages/        what people read, one kind a module: story, front, beat …
machine/      what machines read, likewise: feed, evidence, api, card, sitemap …
page          a page to be: place, template, inputs
plan          which pages exist: the list of kinds
raster        drawings to PNG, kept in the cache
render        inputs to bytes; a file changes only if its bytes do
static        the theme's own files on their way to the readers
state         what earlier builds wrote: pages that are no longer planned are removed
"""
