"""Which posts of a stream of everything are looked at: those with one of some words."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: What is looked for unless the settings say otherwise. A word in capitals is meant in capitals: "AI", but
#: not the French "j'ai" or the Japanese "ai"; KI and IA are what German and Romance languages call it.
DEFAULT = (
    "AI",
    "A.I.",
    "GenAI",
    "AGI",
    "KI",
    "IA",
    "LLM",
    "LLMs",
    "GPT",
    "artificial intelligence",
    "machine learning",
    "language model",
    "language models",
    "neural network",
    "neural networks",
    "open weights",
    "superintelligence",
    "chatbot",
    "chatbots",
    "deepfake",
    "deepfakes",
    "ChatGPT",
    "OpenAI",
    "Anthropic",
    "Claude Code",
    "DeepMind",
    "DeepSeek",
    "Hugging Face",
    "Midjourney",
    "Copilot",
)


class Keywords:
    """Words and phrases that are looked for, each as a whole."""

    def __init__(self, words: Iterable[str]) -> None:
        told = sorted({" ".join(word.split()) for word in words} - {""}, key=lambda word: (-len(word), word))
        exact = [word for word in told if word.upper() == word]
        self._exact = _any_of(exact, 0)
        self._other = _any_of([word for word in told if word not in exact], re.IGNORECASE)

    def are_in(self, text: str) -> bool:
        """Whether any of them stands in a text."""
        return bool(self._exact.search(text) or self._other.search(text))


def _any_of(words: list[str], flags: int) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    each = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)", flags)
