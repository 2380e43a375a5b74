"""Judges of a built site, which know nothing of how it was built: folders, addresses and a real Chromium.

kinds         which pages there are, by address, and which of each kind are looked at closely
faults        what a judge found; the table by kind of page, and report.json
building      the site built three ways: relative, as published under a path, right to left
serving       a folder over loopback as GitHub Pages serves it: gzip, cache headers, 404.html
chromium      starting Chromium; a page watched for messages, other hosts, shifts of the layout
looking       a page at all widths, light and dark: overflow, overlap, line length, contrast, targets
modes         a page otherwise: no script, no style, keyboard, paper, forced colours, zoomed, mirrored
accessibility axe's rules in the page
markup        the Nu validator over all files
speed         Lighthouse, as a phone on a slow line
budgets       what a story, the sheet and the scripts may weigh
links         every link, fragment and full address inside the site leads somewhere
hostile       attacks in every field of made-up stories, shown by Chromium
js/           what is measured inside the page

``make audit`` runs them all over the demonstration; tests/site uses the cheap ones.
"""
