"""Checked draft to content/: article and version files. Read the modules in this order.

disclosure  the line under every story
escaping    any text to Markdown that shows exactly that text
article     a version to its article: the one serialiser
versions    version files: make, save, load, which one is current, which are whole
naming      which story a person means
quotations  what is quoted in print, by record
verifying   a published story proved again from its files
"""
