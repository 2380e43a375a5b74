"""Simulated worlds put through the real newsroom, and what it made of them against the truth.

plan       which worlds, which events on which beats, which faults and campaigns: the programme of a run
rooms      a newsroom in a folder: the shared past, one present, worked by the real stages
findings   which planted events were found and told, which signals are explained and which are false
truth      what the printed shares, changes and ratios should have been
outcomes   what one worked world comes to, small enough to be handed between processes
work       all runs of one world, one after the other
"""
