"""The eight kinds of signals: each module has ``trials``, which tests what could be a signal of its kind.

volume               more or fewer voices on a beat
sentiment_shift      the negative or positive share has moved
register_shift       the tone has moved
platform_divergence  the gap between two platforms has changed
entity_surge         a name is on far more lips
phrase_trending      words that a beat's own days don't explain
cross_beat           one name, link or phrase moves on two beats
novelty              names, claims or people that a beat had not heard
"""
