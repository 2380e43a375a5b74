"""Log-odds of a word with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, section 3.5.1)."""

from __future__ import annotations

import math

from newsdesk.detect.statistics import normal_p

#: However rare a word is elsewhere, it is believed to have been said once: else a word that nobody ever said
#: before would have an infinite variance.
LEAST_PRIOR = 1.0


def z_score(now: tuple[int, int], before: tuple[int, int], prior: tuple[float, float]) -> float:
    """Return the z of δ, the change of a word's log-odds between two bodies of talk.

    Each argument is (posts with the word, all posts); ``prior`` is the same of the background, scaled to the
    number of posts that it shall weigh. Equations 16 and 20 to 22 of the paper.
    """
    alpha = max(prior[0], LEAST_PRIOR)
    whole = max(prior[1], 2 * alpha)
    delta = _log_odds(now, alpha, whole) - _log_odds(before, alpha, whole)
    return delta / math.sqrt(1 / (now[0] + alpha) + 1 / (before[0] + alpha))


def _log_odds(counted: tuple[int, int], alpha: float, whole: float) -> float:
    hits, total = counted
    return math.log((hits + alpha) / (total + whole - hits - alpha))


def rise_p(z: float) -> float:
    """Return the one-sided p that a word is said more than before."""
    return normal_p(z) / 2 if z > 0 else 1 - normal_p(z) / 2
