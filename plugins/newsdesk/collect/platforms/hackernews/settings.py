"""What newsdesk.yaml says under ``sources.hackernews``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from newsdesk.config import SourceSettings

Address = Annotated[str, Field(pattern=r"^https?://")]
#: A word or a phrase; it is sent in quotes, so it holds none.
Query = Annotated[str, Field(min_length=1, pattern=r'^[^"]+$')]


class Settings(SourceSettings):
    """What is read of Hacker News, and from where.

    Stories are all read unless there are ``story_queries``: about a thousand a day. Comments are ten times
    as many, so that only those are read that hold one of ``comment_queries``; without any, none is.

    A post is read once it is ``settle_minutes`` old: a record stays as it was first seen, and by then votes
    and replies have gathered. The first run goes ``first_hours`` back.

    ``most_items`` are asked for one by one in a run: the stories with most votes, and what stands around
    those that matter. ``most_comments`` are the replies that are read of one item, as the site ranks them.
    """

    algolia_url: Address = "https://hn.algolia.com/api/v1"
    firebase_url: Address = "https://hacker-news.firebaseio.com/v0"
    story_queries: tuple[Query, ...] = ()
    comment_queries: tuple[Query, ...] = (
        "AI",
        "artificial intelligence",
        "machine learning",
        "LLM",
        "LLMs",
        "ChatGPT",
        "GPT",
        "OpenAI",
        "Anthropic",
        "Claude",
        "Gemini",
        "Copilot",
        "DeepSeek",
    )
    settle_minutes: Annotated[int, Field(ge=10)] = 120
    first_hours: Annotated[int, Field(ge=1)] = 24
    most_items: Annotated[int, Field(ge=0)] = 250
    most_comments: Annotated[int, Field(ge=0)] = 10
