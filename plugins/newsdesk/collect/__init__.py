"""Network to records. Read the modules in this order.

source         the contract: what a source is asked, and the batches that it answers with
payload        what one answer holds, and how a record is made of the fields in it
outcomes       what one item of an answer becomes
registry       which sources a newsroom has, by newsdesk.yaml
platforms/     one module a platform: its settings, its sources, what its answers mean
listing        what reading page by page has in common: back to the cursor, caps, gaps, endless pages
answers        what a fetch gives: a response, or the reason why there is none
http           the one client, and all that sources see of the five below; no other knows an HTTP library
asking         what goes with a request, and where: redirects, and credentials that stay with their origin
bodies         what comes back: decoded, bounded
network        connections to checked addresses only, and a cache that keeps no secret
pacing         when a host may be asked
pauses         for how long a site asks to be left alone: Retry-After and rate limits of any form
stream         the one WebSocket client, as guarded; the only module that knows a WebSocket library
pages          what stands behind a link: the pages that posts link to
robots         whether a site lets us read and keep a page
page_text      bytes of a page to its title, site, time and text
asked          what was asked for today
checks         when it was last asked whether a quoted post is still there
addresses      which network addresses are public, and which were meant
feed_formats   bytes to entries: RSS, Atom, JSON Feed
plaintext      HTML to the words in it
markdown       Markdown to the words in it
fediverse      what Mastodon and Lemmy have in common
links          the address under which one article or page is known
cursors        how far each source has been read

A further source is one file in ``platforms`` and one fixture. Nothing here saves records:
``newsdesk.collecting`` does.
"""
