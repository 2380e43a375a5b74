"""Web addresses without what doesn't tell pages apart, in Python and in SQL: both give the same."""

from __future__ import annotations

import re

#: Patterns and what replaces them, in order: scheme and "www.", the fragment, what only tracks, loose ends,
#: and a paper's format and version. Written for Python and for RE2 (DuckDB) alike.
_STEPS = (
    (r"^https?://(www[.])?", ""),
    (r"#.*$", ""),
    (r"[?&](utm_[a-z]+|fbclid|gclid|ref)=[^&]*", ""),
    (r"[/?&]+$", ""),
    (r"^arxiv[.]org/(abs|pdf)/(.+?)(v[0-9]+)?([.]pdf)?$", r"arxiv.org/abs/\2"),
)


def address(url: str) -> str:
    """Return what two addresses of one page have in common."""
    bare = url.strip().lower()
    for pattern, instead in _STEPS:
        bare = re.sub(pattern, instead, bare)
    return bare


def in_sql(column: str) -> str:
    """Return the DuckDB expression for :func:`address` of a column."""
    expression = f"lower(trim({column}))"
    for pattern, instead in _STEPS:
        expression = f"regexp_replace({expression}, '{pattern}', '{instead}', 'g')"
    return expression
