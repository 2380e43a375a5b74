"""The patterns of sentences in which somebody speaks, slot by slot.

The notation is that of :mod:`newsdesk.write.phrasing`. A pattern that isn't usable (a statistic or form is
missing) is passed over. None explains, concludes or speaks of its own making. First and last sentences have
theirs in :mod:`newsdesk.write.opening_patterns` and :mod:`newsdesk.write.closing_patterns`.
"""

from __future__ import annotations

# -- what an outlet made of it -----------------------------------------------------------------------------

EVENT = (
    "{Speaker} ran it as {quote}.",
    "The headline at {speaker} was {quote}.",
    "In {speaker} the headline was {quote}.",
    "At {speaker} the matter stood under {quote}.",
)

# -- further voices --------------------------------------------------------------------------------------

VOICE = (
    "{quote}, wrote {speaker}.",
    "{Speaker} wrote: {quote}.",
    "{quote}, {speaker} wrote.",
    "{Speaker} put it this way: {quote}.",
    "From {speaker} came this: {quote}.",
    "{quote} was how {speaker} put it.",
    "{Speaker} had this to say: {quote}.",
    "Then there was {speaker}: {quote}.",
    "There was also {speaker}, who wrote: {quote}.",
)
VOICE_NAMING = (
    "Among the posts that named <subject> was this, from {speaker}: {quote}.",
    "On <subject>, {speaker} wrote: {quote}.",
    "Of <subject>, {speaker} had this to say: {quote}.",
)
VOICE_ARGUMENT = (
    "{Speaker} argued: {quote}.",
    "{quote}, {speaker} argued.",
    "{quote}, argued {speaker}.",
)
VOICE_THREAD = (
    "In the same thread, {speaker} wrote: {quote}.",
    "From the same thread came {speaker}: {quote}.",
)
VOICE_FIRST_PERSON = ("{quote}, {speaker} reported.", "{Speaker} reported: {quote}.")
VOICE_QUESTION = ("{quote}, {speaker} asked.", "{Speaker} asked: {quote}.", "{quote}, asked {speaker}.")
VOICE_REPLY = (
    "In reply to the post, {speaker} wrote: {quote}.",
    "{quote}, {speaker} answered the post.",
    "{quote} was the reply that came from {speaker}.",
    "One of the answers, from {speaker}, ran: {quote}.",
    "Among [carried.replies phrase] was one from|{speaker}: {quote}.",
    "Answering the post directly, {speaker} wrote: {quote}.",
    "Below the post, {speaker} put it this way: {quote}.",
    "{quote} was what {speaker} wrote back.",
)
VOICE_ARTICLE = ("{Speaker} ran the headline {quote}.", "A headline at {speaker} read {quote}.")
VOICE_PAPER = ("A paper by {speaker} is called {quote}.", "{Speaker} put out a paper titled {quote}.")
VOICE_PAPER_UNSIGNED = ("{Speaker} is titled {quote}.",)
VOICE_LINK = ("{Speaker} put up a post titled {quote}.", "{quote} was the title of a post from {speaker}.")

# -- two voices side by side: nothing says which side they are on -------------------------------------------

PAIR = (
    ("{quote}, {speaker} wrote.", "Against that, {speaker} wrote: {quote}."),
    ("{Speaker} wrote: {quote}.", "Beside it stood {speaker}: {quote}."),
    ("{Speaker} put it like this: {quote}.", "Set that beside {speaker}: {quote}."),
    ("{quote}, wrote {speaker}.", "Against it stood this, from {speaker}: {quote}."),
)
