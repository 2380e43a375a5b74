"""Detect: what changed on a beat, by which test, on which evidence. Pure: tables in, values out.

values               Voice, Carried, EditionView: what a look at one as-of time gives
corpus               snapshots and analyses as tables: posts, their beats, their entities
observations         Ibis expressions: who spoke in which day's window before each edition
panel                the observations of one edition by beat, platform and day, and which days count
statistics           the tests, their effect sizes and intervals
forms                numbers to words: the forms of every statistic
trial                one hypothesis that was tested, before the adjustment over the edition
volume               volume_anomaly
sentiment_shift      sentiment_shift
platform_divergence  platform_divergence
entity_surge         entity_surge
detector             all of it over a list of editions
"""
