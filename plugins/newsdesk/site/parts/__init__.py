"""What pages are composed of: masthead, text, tables, cards, metadata."""
