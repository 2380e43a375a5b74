"""Network to records. Read the modules in this order.

source         the contract: what a source is asked, and the batches that it answers with
payload        what one answer holds, and how a record is made of the fields in it
registry       which sources a newsroom has, by newsdesk.yaml
platforms/     one module a platform: its settings, its sources, what its answers mean
listing        what reading page by page has in common: back to the cursor, caps, gaps, endless pages
answers        what a fetch gives: a response, or the reason why there is none
http           the one client: limits, politeness, cache; the only module that knows an HTTP library
addresses      which network addresses are public, and which were meant
feed_formats   bytes to entries: RSS, Atom, JSON Feed
plaintext      HTML to the words in it
cursors        how far each source has been read

A further source is one file in ``platforms`` and one fixture. Nothing here saves records:
``newsdesk.collecting`` does.
"""
