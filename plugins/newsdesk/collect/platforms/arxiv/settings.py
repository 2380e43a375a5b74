"""What newsdesk.yaml says under ``sources.arxiv``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from newsdesk.config import SourceSettings

#: A category of https://arxiv.org/category_taxonomy.
Category = Annotated[str, Field(pattern=r"^[a-z-]+(\.[A-Za-z-]+)?$")]


class Settings(SourceSettings):
    """Which papers are read, and from where.

    Papers of all ``categories`` are read, by the time of their first submission. arXiv shows a paper hours or
    days after that (over a weekend, three), so each run goes ``overlap_hours`` back behind what was read, and
    the first ``first_hours``. What is announced twice a day at most need not be asked for every hour.
    """

    every_minutes: Annotated[int, Field(ge=0)] = 720
    base_url: Annotated[str, Field(pattern=r"^https?://")] = "https://export.arxiv.org/api/query"
    categories: Annotated[tuple[Category, ...], Field(min_length=1)] = (
        "cs.AI",
        "cs.CL",
        "cs.LG",
        "cs.CY",
        "cs.HC",
        "stat.ML",
    )
    overlap_hours: Annotated[int, Field(ge=0)] = 96
    first_hours: Annotated[int, Field(ge=1)] = 96
