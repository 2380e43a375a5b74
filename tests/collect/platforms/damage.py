"""Answers that came out wrong: any node of one dropped, or replaced by any JSON value."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(["", " ", "-1", "9" * 30, "[deleted]", "https://", "javascript:1", "\ud800", "\x00"])
)
#: Any JSON value, most of them small.
values = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def damaged(whole: Any) -> st.SearchStrategy[Any]:
    """Return versions of a JSON value in which one to three nodes are dropped or replaced."""
    wounds = st.lists(st.tuples(st.integers(min_value=0), st.booleans(), values), min_size=1, max_size=3)
    return wounds.map(lambda found: _wounded(whole, found))


def _wounded(whole: Any, wounds: list[tuple[int, bool, Any]]) -> Any:
    holder = [copy.deepcopy(whole)]
    for number, drop, value in wounds:
        places = list(_places(holder))
        parent, key = places[number % len(places)]
        if drop and parent is not holder:
            del parent[key]
        else:
            parent[key] = value
    return holder[0]


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place below a node, as what holds it and its key there."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(pairs):
        yield node, key
        yield from _places(value)
