"""Network to records. Read the modules in this order.

source         the contract: what a source is asked, and the batches that it answers with
registry       which sources a newsroom has, by newsdesk.yaml
answers        what a fetch gives: a response, or the reason why there is none
http           the one client: limits, politeness, cache; the only module that knows an HTTP library
addresses      which network addresses are public, and which were meant
feeds          news feeds: one entry, one record
feed_formats   bytes to entries: RSS, Atom, JSON Feed
plaintext      HTML to the words in it
cursors        how far each source has been read

A further platform is one file with a class that fits :class:`newsdesk.collect.source.Source`, one line in
``registry``, and one fixture. Nothing here saves records: ``newsdesk.collecting`` does.
"""
