"""Title case for our own words."""

from __future__ import annotations

from newsdesk.prose import title_case

__all__ = ["title_case"]
