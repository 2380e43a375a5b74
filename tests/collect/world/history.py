"""What was said in the world: shelves of posts in the order of time, made by arithmetic from numbers."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_OPENINGS = ("Honestly,", "After a week with it:", "Unpopular opinion:", "For what it is worth,")
#: Each is on a beat of the settings: what isn't would be left out at the door.
_CLAIMS = (
    "an open source AI model is good enough for most of what I do.",
    "I run an open weights LLM on my own machine.",
    "our company put an AI chatbot where the support team used to be, and layoffs followed.",
    "AI art: nobody asked the artists whose work the model was trained on.",
    "ChatGPT wrote a better unit test than I did with Claude Code.",
    "the AI coding agent opened a pull request that nobody can review.",
)
_CLOSINGS = ("That changes things.", "It still needs a person to check.", "I did not expect that.", "🤖")

#: What numbers of one shelf leave room for; ids of two shelves never meet.
ROOM = 1_000_000
#: Comments on the posts of a shelf stand so much further, and replies to any of both so much further again.
COMMENTS, REPLIES = 500, 200
_REPLIES = 2


@dataclass(frozen=True)
class Post:
    """One thing said; each platform dresses it in its own form."""

    shelf: int
    index: int
    second: int
    words: str
    author: str
    likes: int
    replies: int

    @property
    def number(self) -> int:
        """Return a number that no other post of the platform has."""
        return self.shelf * ROOM + self.index

    @property
    def when(self) -> datetime:
        """Return when it was said."""
        return datetime.fromtimestamp(self.second, UTC)

    @property
    def stamp(self) -> str:
        """Return when it was said, as most platforms write it."""
        return f"{self.when:%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True)
class Shelf:
    """The posts of one place: ``size`` of them, evenly spread over the ``span`` seconds before ``end``."""

    number: int
    size: int
    end: int
    span: int

    def second(self, index: int) -> int:
        """Return when a post was said, in seconds since 1970."""
        return self.end - self.span + (index + 1) * self.span // max(self.size, 1)

    def post(self, index: int) -> Post:
        """Return a post by its place, the oldest is 0; nobody likes a reply, so that none travels."""
        chance = random.Random(self.number * ROOM + index)
        words = " ".join((chance.choice(_OPENINGS), chance.choice(_CLAIMS), chance.choice(_CLOSINGS)))
        return Post(
            shelf=self.number,
            index=index,
            second=self.second(index),
            words=f"{words} ({self.number}/{index})",
            author=f"author{chance.randrange(500)}",
            likes=0 if REPLIES <= self.number % COMMENTS < 2 * REPLIES else chance.randrange(40),
            replies=chance.randrange(5),
        )

    def posts(self, indexes: range) -> Iterator[Post]:
        """Yield posts by their places."""
        return map(self.post, indexes)

    def between(self, after: float, until: float) -> range:
        """Return the places of what was said after one second and up to another."""
        every = range(self.size)
        return range(bisect_right(every, after, key=self.second), bisect_right(every, until, key=self.second))

    def since(self, second: float) -> range:
        """Return the places of what was said at that second or later."""
        return range(bisect_left(range(self.size), second, key=self.second), self.size)


@dataclass(frozen=True)
class History:
    """All that was said: shelves of one ``size``, by number. ``end`` is the second of the last word."""

    size: int
    end: int
    span: int = 8 * 3600

    def shelf(self, number: int) -> Shelf | None:
        """Return a shelf, None for a number that no place has; replies are two for each post."""
        size = self.size * _REPLIES if REPLIES <= number % COMMENTS < 2 * REPLIES else self.size
        return Shelf(number, size, self.end, self.span) if 0 <= number < ROOM else None

    def replies(self, post: Post) -> Iterator[Post]:
        """Yield what was replied to a post."""
        shelf = self.shelf(post.shelf + REPLIES)
        if shelf is not None and post.shelf % COMMENTS < REPLIES:
            yield from shelf.posts(range(post.index * _REPLIES, (post.index + 1) * _REPLIES))

    def named(self, name: str) -> Shelf | None:
        """Return the shelf whose number ends a name: that of ``ai7`` and ``ai7@lemmy.example`` is 7."""
        bare = name.partition("@")[0]
        digits = bare[len(bare.rstrip("0123456789")) :]
        return self.shelf(int(digits)) if digits else None
