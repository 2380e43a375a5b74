"""The kinds of pages that people read: each module plans its own."""
