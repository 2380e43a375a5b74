"""The patterns of sentences in which somebody speaks, slot by slot.

The notation is that of :mod:`newsdesk.write.phrasing`. A pattern that isn't usable (a statistic or form is
missing) is passed over. None explains, concludes or speaks of its own making.
"""

from __future__ import annotations

# -- openings: the first sentence, by what leads ---------------------------------------------------------

OPEN_POST = (
    "{quote}, {speaker} wrote <when>.",
    "{Speaker} wrote <when>: {quote}.",
    "<When>, {speaker} wrote: {quote}.",
    "{quote}, wrote {speaker} <when>.",
    "{Speaker} put it this way <when>: {quote}.",
    "Among the posts on <topic> <when> was one from {speaker}: {quote}.",
    "On <topic>, {speaker} had this to say <when>: {quote}.",
    "{quote} was how {speaker} put it <when>.",
    "There was this from {speaker} <when>: {quote}.",
)
#: Where a title stands above the words: the title first, then the words in a sentence of their own.
OPEN_TITLED = (
    "<When>, {speaker} put up a post titled {quote}.",
    "{quote} was the title that {speaker} chose for a post <when>.",
    "{Speaker} posted under the title {quote} <when>.",
    "Under the title {quote}, {speaker} put up a post <when>.",
    "{quote}, {speaker} titled a post <when>.",
    "A post titled {quote} came from {speaker} <when>.",
    "{quote} stood above a post from {speaker} <when>.",
    "<When>, the talk about <topic> took in a post from {speaker} with the title {quote}.",
    "{Speaker} gave a post the title {quote} <when>.",
    "On <topic>, {speaker} wrote under the title {quote} <when>.",
    "With the title {quote}, {speaker} posted on <topic> <when>.",
    "The title was {quote}, and {speaker} posted it <when>.",
)
GOES_ON = ("It said: {quote}.", "Below that stood: {quote}.", "The text read: {quote}.")
OPEN_QUESTION = (
    "{quote}, {speaker} asked <when>.",
    "{Speaker} asked <when>: {quote}.",
    "<When>, {speaker} asked: {quote}.",
    "{quote}, asked {speaker} <when>.",
    "On <topic>, {speaker} had a question <when>: {quote}.",
)
OPEN_REPLY = (
    "{quote}, {speaker} wrote in reply to somebody else <when>.",
    "Answering another post <when>, {speaker} wrote: {quote}.",
    "{Speaker} answered another post <when>: {quote}.",
    "In reply to another post, {speaker} wrote <when>: {quote}.",
)
OPEN_ARTICLE = (
    "<When>, {speaker} ran the headline {quote}.",
    "{quote} was a headline at {speaker} <when>.",
    "{Speaker} put this above an article <when>: {quote}.",
)
OPEN_PAPER = (
    "{quote} is the title of a paper by {speaker}, listed <when>.",
    "<When>, {speaker} put out a paper called {quote}.",
)
OPEN_PAPER_UNSIGNED = ("<When>, {speaker} was titled {quote}.",)
OPEN_LINK = (
    "<When>, {speaker} put up a post with this title: {quote}.",
    "{quote} was the title that {speaker} gave a post <when>.",
    "{Speaker} posted <when> under the title {quote}.",
)

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

# -- the last quotation ------------------------------------------------------------------------------------

CLOSE_QUESTION = (
    "{Speaker} asked: {quote}.",
    "{quote}, {speaker} asked.",
    "{quote}, asked {speaker}.",
    "Then there is the question from {speaker}: {quote}.",
    "{Speaker} wanted to know: {quote}.",
    "One question came from {speaker}: {quote}.",
    "{Speaker} left a question: {quote}.",
    "The question from {speaker} was this: {quote}.",
)
