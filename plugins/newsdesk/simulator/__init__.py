"""A seeded world of invented talk with planted events: the demonstration, and truth to measure against.

    grammar        plain background posts out of cores, openers, tails and word lists (grammar.yaml)
    events         Event: what is planted, when, how strongly, and on what (events.yaml)
    timing         when people post, and when the collector comes by
    posts          hand-written posts of an event (posts/<event>.yaml) to records
    platforms      how each platform names accounts and addresses, and how much its posts are noticed
    background     one background record: a plain post, comment, article or paper
    chorus         hand-written lines of an event in the mouths of invented accounts
    chance         draws that are the same on every machine
    world          World(seed, start, days, platforms, beats, events): posts with their truth, records
    demonstration  the world that ships in content/, and how it is written there

A measurement builds its own :class:`~newsdesk.simulator.world.World`, hands its ``records()`` to the
stages under test, and compares what they find with ``world.events``: each
:class:`~newsdesk.simulator.events.Event` states beat, kind, subject, window and strength, and each
:class:`~newsdesk.simulator.world.Simulated` the beat, mood and event that its record was made for. The same
arguments give the same records on every machine.
"""
