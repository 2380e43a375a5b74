"""One module a platform; ``docs/sources.md`` says how to add one, ``collect/source.py`` what it gives."""
