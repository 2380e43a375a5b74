"""What pages are composed of: each part takes values and returns inputs for a partial of the theme.

On every page:
chrome              masthead, navigation, footer, the demonstration's notice
metadata            what machines read in a page's head: title, feeds, Open Graph, canonical address
linked_data         JSON-LD in the words of schema.org
pictures            which picture other sites show beside a link
typesetting         headlines broken into lines for such a picture

Lists:
teaser              a story as a card on other pages
months              lists by month: pages, what comes before and after, stories as cards
numbered_editions   the editions that published something, numbered
entities            the names that have a page, and their stories
in_words            counts and reading times: "four stories, nine minutes"
search_words        the words by which a story is found

The page of a story, from top to bottom:
corrected           what editors say was wrong in it
takeaways           the story in a few lines
why_now             the "why now" panel: what was compared with what, measures, platforms
why_now_charts      what that panel draws
narrative           the body as marked parts, and its numbered sources
quoted              posts shown whole between the paragraphs
positions           who holds what
so_far              versions, why each was written, what changed in numbers
more_stories        which stories stand beside it, and why
seams               how many parts are said, counted, happened, because, reading
provenance          who wrote it, from what, at which cost, what the gate took out
reporting           where an error is reported

What was measured:
charts              numbers to geometry for SVG: bars, columns, ticks
weather             how a beat stands, in words and as 14 small columns
weather_fortnight   the same in full: drawn, as a table, with platforms and names
signals             a signal in print: kind, size, certainty
wire_edition        an edition on the wire: signals under their candidates, and the fate of each
sources_asked       what the platforms are asked for, from their settings
"""
