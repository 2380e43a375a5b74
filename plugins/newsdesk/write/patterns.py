"""The sentence patterns of the body, slot by slot, in the notation of :mod:`newsdesk.write.phrasing`.

A pattern that isn't usable (a statistic or form is missing) is passed over.
None explains, concludes or speaks of its own making. Talk "of" or "about" something is singular, so that
any verb form of a ratio or a change can follow.
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

# -- how far a post travelled --------------------------------------------------------------------------------

REACH = (
    "The <noun> drew [reach.<id> phrase].",
    "That <noun> drew [reach.<id> phrase].",
    "It drew [reach.<id> phrase].",
)
REACH_AND_THREAD = (
    "The <noun> drew [thread.<id> phrase]|and [reach.<id> phrase].",
    "It drew [thread.<id> phrase]|and [reach.<id> phrase].",
)
THREAD = ("The <noun> drew [thread.<id> phrase].", "Under it stood [thread.<id> phrase].")
CARRIED = (
    "The <noun> scored [carried.ratio clause]|, and drew [carried.replies phrase].",
    "It scored [carried.ratio phrase]|and drew [carried.replies phrase].",
    "It took [carried.ratio clause]|, and drew [carried.replies phrase].",
)
#: The same, told after others have spoken.
CARRIED_LATER = (
    "The <noun> that they were answering scored [carried.ratio clause]|, and drew [carried.replies phrase].",
)
#: How far another voice than the lead travelled, in a sentence right after its own.
REACH_OF_VOICE = (
    "That <noun> drew [reach.<id> phrase].",
    "It drew [reach.<id> phrase].",
)
REACH_OF_LEAD = (
    "The <noun> itself drew [reach.<id> phrase].",
    "The opening <noun> drew [reach.<id> phrase].",
)

# -- what moved, by kind of signal ---------------------------------------------------------------------------

VOLUME = (
    "Talk about <topic> [volume.ratio verb] <when>|, [volume.ratio clause].",
    "<When>, talk about <topic> [volume.ratio verb]|, [volume.ratio clause].",
    "The usual pace on <topic> is [volume.usual phrase]|; there were [volume.now value] <when>.",
    "There were [volume.now phrase] on <topic> <when>|; the rule is [volume.usual phrase].",
)
#: After a name's own surge was told.
VOLUME_TOO = (
    "Talk about <beat> as a whole [volume.ratio verb]|, [volume.ratio clause].",
)
MOOD = (
    "The <tone> share of the talk about <topic> [<tone>.change verb] <when>|, [<tone>.change clause].",
    "<When>, the <tone> share of the talk about <topic> [<tone>.change verb]|, [<tone>.change clause].",
    "<Tone> posts made up [<tone>.now value] of the talk about <topic> <when>|, against"
    " [<tone>.usual value] before.",
    "Of the posts on <topic> <when>, [<tone>.now value] were <tone>|; the usual share is"
    " [<tone>.usual value].",
)
DIVERGENCE = (
    "On <A>, negative posts about <topic> went from [negative.<a>.usual value]|to"
    " [negative.<a>.now value] <when>"
    "|; on <B>, they went from [negative.<b>.usual value]|to [negative.<b>.now value].",
    "<When>, [negative.<a>.now value] of the posts about <topic> on <A> were negative|, where"
    " [negative.<a>.usual value] is usual|; on <B> it was [negative.<b>.now value]|, with"
    " [negative.<b>.usual value] the rule.",
)
GAP = (
    "The gap between <A> and <B> [gap.change verb]|, [gap.change clause].",
    "Between <A> and <B> the gap [gap.change verb]|, [gap.change clause].",
)
ENTITY = (
    "<Glossed> came up in [entity.<e>.now phrase] about <beat> <when>"
    "|; the rule is [entity.<e>.usual phrase].",
    "Talk of <glossed> [entity.<e>.ratio verb] <when>|, [entity.<e>.ratio clause].",
    "<When>, talk of <glossed> [entity.<e>.ratio verb]|, [entity.<e>.ratio clause].",
    "The usual pace for <glossed> is [entity.<e>.usual phrase]|; there were [entity.<e>.now value] <when>.",
)
ALSO = {
    1: (
        "Along with <subject>, <Also1> came up in [also.<also1> phrase].",
        "Of other names, <Also1> stood in [also.<also1> phrase].",
        "Next to <subject>, [also.<also1> phrase] named <Also1>.",
    ),
    2: (
        "Along with <subject>, <Also1> came up in [also.<also1> phrase]"
        "|and <Also2> in [also.<also2> value] of them.",
        "Of other names, <Also1> stood in [also.<also1> phrase]|and <Also2> in [also.<also2> value] of them.",
    ),
}

# -- what goes with it ---------------------------------------------------------------------------------------

SPREAD = (
    "The posts came from [authors.now phrase]|on [platforms.now phrase].",
    "Behind the posts were [authors.now phrase]|on [platforms.now phrase].",
    "In all, [authors.now phrase] took part|, on [platforms.now phrase].",
)
SPREAD_ONE = (
    "The posts came from [authors.now phrase], all on <P1>.",
    "All of it was on <P1>, from [authors.now phrase].",
    "Behind the posts were [authors.now phrase], none of them outside <P1>.",
)
PLACES = (
    "<P1> had [platform.<p1>.now value] of the posts|and <P2> [platform.<p2>.now value].",
    "Of the posts, [platform.<p1>.now value] were on <P1>|and [platform.<p2>.now value] on <P2>.",
)
#: The rooms after the first two.
ROOMS = {
    3: ("<P3> followed with [platform.<p3>.now value] of the posts.",),
    4: (
        "<P3> followed with [platform.<p3>.now value] of the posts|and <P4> with [platform.<p4>.now value].",
    ),
}
BOTH_MOODS = (
    "Of the posts, [negative.now value] read as negative|and [positive.now value] as positive.",
    "The posts were [negative.now value] negative|and [positive.now value] positive.",
)
ONE_MOOD = (
    "Of the posts, [positive.now value] read as positive.",
    "Of the posts, [negative.now value] read as negative.",
)
MOODS_AGAINST = (
    "Of the posts, [negative.now value] read as negative|, where [negative.usual value] is usual|, and"
    " [positive.now value] as positive|, where [positive.usual value] is.",
    "Of the posts, [negative.now value] were negative|, against a usual [negative.usual value]|; the positive"
    " ones made [positive.now value]|, against [positive.usual value].",
)
OTHER_MOOD = (
    "<Tone> posts stood at [<tone>.now value]|, against [<tone>.usual value] before.",
    "The <tone> share went from [<tone>.usual value]|to [<tone>.now value].",
)
OTHER_MOOD_STILL = (
    "The <tone> share stayed where it was: [<tone>.now value]|, against [<tone>.usual value] before.",
    "<Tone> posts held at [<tone>.now value]|, near the usual [<tone>.usual value].",
)
PACE = (
    "There were [volume.now phrase] in all|, where [volume.usual phrase] are the rule.",
    "The number of posts was [volume.now value]|; the rule is [volume.usual phrase].",
)
REPLIES_MOOD = (
    "Of the replies collected, [replies.negative value] read as negative|and [replies.positive value] as"
    " positive.",
    "The replies collected were [replies.negative value] negative|and [replies.positive value] positive.",
)
REPLIES_MOOD_ONE = (
    "Of the replies collected, [replies.positive value] read as positive.",
    "Of the replies collected, [replies.negative value] read as negative.",
)
REPLIES_WHO = (
    "The replies collected came from [replies.authors phrase].",
    "Behind the replies collected were [replies.authors phrase].",
)
