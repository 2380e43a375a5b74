"""The kinds of pages that people read: each module plans its own.

front         one lead, the stories beside it, the beats by group
beats, beat   all beats with their weather; what one follows, its fortnight and its stories
entities      names: the list by letter, and the page of each
editions      the list of editions, and what each published, as it read then
story         a story and its earlier versions
archive       all stories by year, month and day
wire          what every edition measured, and what became of it
search        the page that looks for stories by their words
corrections   what was wrong, later versions with their reasons, and posts that were taken away
sources       which platforms are read, how often, for what
feeds, api    the addresses of feeds, and of files for programs
notfound      404.html
"""
