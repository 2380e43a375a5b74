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

Worlds to measure on are restless and of any size; they share the grammar with the demonstration and leave its
bytes alone.

    details        small neutral sentences in which nearly every word is drawn (details.yaml)
    material       lines of events: tones, names, phrases, new names, links, false claims (lines.yaml)
    accounts       who speaks: regulars of unequal activity, and people that nobody has seen before
    climate        how a quiet world varies: days, hours, moods that drift, votes
    planting       Plant: an event of any kind at one of three strengths, and the table of strengths
    posting        from who, where, when and what to a record
    talk           what one post says, in which tone
    surplus        what a planted event adds to the usual talk
    scenarios      Scenario: a past that all variants share, and a present with its plants and its truth
    campaigns      forty fresh accounts that copy or reword one claim
    faults         late, missing, thin, backfilled, interrupted: what the newsroom holds after a fault
    bulk           a great many records, a day at a time

A measurement builds its own :class:`~newsdesk.simulator.scenarios.Scenario`, hands ``history()`` and
``today()`` to the stages under test, and compares what they find with its plants; each
:class:`~newsdesk.simulator.surplus.Made` states the beat, tone, chances and event of its record. The same
arguments give the same records on every machine.
"""
