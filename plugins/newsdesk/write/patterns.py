"""The sentence patterns, slot by slot, in the notation of :mod:`newsdesk.write.phrasing`.

A pattern that isn't usable (a statistic or form is missing) is passed over.
None explains, concludes or speaks of its own making. Talk "on" or "about" something is singular, so that
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
    "To the talk about <topic>, {speaker} added <when>: {quote}.",
    "On <topic>, {speaker} had this to say <when>: {quote}.",
    "<When>, the talk about <topic> took in {speaker}, who wrote: {quote}.",
    "{quote} was how {speaker} put it <when>.",
    "There was this from {speaker} <when>: {quote}.",
)
#: Where a title stands above the words: the title first, then the words in a sentence of their own.
OPEN_TITLED = (
    "<When>, {speaker} put up a post titled {quote}.",
    "{quote} was the title that {speaker} chose for a post <when>.",
    "{Speaker} posted under the title {quote} <when>.",
    "Under the title {quote}, {speaker} put up a post <when>.",
    "Among the posts on <topic> <when> was one from {speaker}, titled {quote}.",
    "To the talk about <topic>, {speaker} added a post <when> with the title {quote}.",
    "On <topic>, {speaker} wrote under the title {quote} <when>.",
    "{quote}, {speaker} titled a post <when>.",
    "A post titled {quote} came from {speaker} <when>.",
    "<When>, the talk about <topic> took in a post from {speaker} with the title {quote}.",
    "{quote} stood above a post from {speaker} <when>.",
    "With the title {quote}, {speaker} posted on <topic> <when>.",
)
GOES_ON = (
    "It said: {quote}.",
    "Below that stood: {quote}.",
    "The text went on: {quote}.",
)
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
    "<When>, {speaker} put up this title: {quote}.",
    "{quote} was the title that {speaker} posted <when>.",
    "{Speaker} posted <when> under the title {quote}.",
)

# -- further voices --------------------------------------------------------------------------------------

VOICE = (
    "{quote}, wrote {speaker}.",
    "{Speaker} wrote: {quote}.",
    "{quote}, {speaker} wrote.",
    "As {speaker} put it, {quote}.",
    "{Speaker} put it this way: {quote}.",
    "From {speaker} came this: {quote}.",
    "{quote} was how {speaker} put it.",
    "{Speaker} had this to say: {quote}.",
    "There was also {speaker}, who wrote: {quote}.",
    "In the same hours, {speaker} wrote: {quote}.",
    "{quote}: so wrote {speaker}.",
)
VOICE_ARGUMENT = (
    "{Speaker} argued: {quote}.",
    "{quote}, {speaker} argued.",
    "{quote}, argued {speaker}.",
    "The argument of {speaker} ran: {quote}.",
)
VOICE_ELSEWHERE = ("Elsewhere, {speaker} wrote: {quote}.", "Somewhere else, {speaker} wrote: {quote}.")
VOICE_FIRST_PERSON = (
    "{Speaker} wrote in the first person: {quote}.",
    "{quote}, {speaker} reported.",
)
VOICE_QUESTION = (
    "{quote}, {speaker} asked.",
    "{Speaker} asked: {quote}.",
    "{quote}, asked {speaker}.",
)
VOICE_REPLY = (
    "In reply, {speaker} wrote: {quote}.",
    "{quote}, {speaker} answered.",
    "{Speaker} answered: {quote}.",
    "{quote} was the reply from {speaker}.",
    "One answer, from {speaker}: {quote}.",
    "{quote}, replied {speaker}.",
)
VOICE_ARTICLE = ("{Speaker} ran the headline {quote}.", "A headline at {speaker} read {quote}.")
VOICE_PAPER = ("A paper by {speaker} is called {quote}.", "{Speaker} put out a paper titled {quote}.")
VOICE_PAPER_UNSIGNED = ("{Speaker} is titled {quote}.",)
VOICE_LINK = (
    "{Speaker} put up a post titled {quote}.",
    "{quote} was the title of a post from {speaker}.",
)

# -- opposed voices: the negative first, then the positive; or, reversed, the other way round ---------------

PAIR = (
    ("{Speaker} wrote: {quote};|{speaker} wrote: {quote}.",),
    ("Where {speaker} wrote {quote},|{speaker} wrote {quote}.",),
    ("{quote}, wrote {speaker};|{quote}, wrote {speaker}.",),
    ("{quote}, {speaker} wrote.", "Against that, {speaker} wrote: {quote}."),
    ("While {speaker} wrote {quote},|{speaker} put it this way: {quote}.",),
    ("{Speaker} put it like this: {quote}.", "Set that beside {speaker}: {quote}."),
)
PAIR_DARK_FIRST = (
    (
        "Among the negative posts was one from {speaker}: {quote}.",
        "Among the positive ones, {speaker} wrote: {quote}.",
    ),
    ("On the negative side, {speaker} wrote: {quote}.", "On the positive side was {speaker}: {quote}."),
)
PAIR_LIGHT_FIRST = (
    (
        "Among the positive posts was one from {speaker}: {quote}.",
        "Among the negative ones, {speaker} wrote: {quote}.",
    ),
    ("On the positive side, {speaker} wrote: {quote}.", "On the negative side was {speaker}: {quote}."),
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
    "The <noun> drew [reach.<id> phrase]|, and [thread.<id> phrase].",
    "It drew [thread.<id> phrase]|and [reach.<id> phrase].",
)
THREAD = ("The <noun> drew [thread.<id> phrase].", "Under it stood [thread.<id> phrase].")
CARRIED = (
    "The <noun> scored [carried.ratio clause]|, and drew [carried.replies phrase].",
    "It scored [carried.ratio phrase]|and drew [carried.replies phrase].",
    "The <noun> drew [carried.replies phrase]|and [carried.score phrase]|, [carried.ratio phrase].",
    "It took [carried.ratio clause]|, and drew [carried.replies phrase].",
)
#: The same, told after its answers, and after others have spoken.
CARRIED_AFTER_ANSWERS = (
    "The <noun> that they were answering scored [carried.ratio clause]|, and drew [carried.replies phrase].",
)
CARRIED_LATER = (
    "The <noun> that opened the matter scored [carried.ratio clause]|, and drew [carried.replies phrase].",
    "The first <noun> drew [carried.replies phrase]|and scored [carried.ratio phrase].",
)
#: How far another voice than the lead travelled, in a sentence after its own.
REACH_OF_VOICE = (
    "That <noun> drew [reach.<id> phrase].",
    "The <noun> drew [reach.<id> phrase].",
    "It drew [reach.<id> phrase].",
)

# -- what moved, by kind of signal ---------------------------------------------------------------------------

VOLUME = (
    "Talk about <topic> [volume.ratio verb] <when>|, [volume.ratio clause].",
    "<When>, talk about <topic> [volume.ratio verb]|, [volume.ratio clause].",
    "On <topic>, the rule is [volume.usual phrase]|; this time there were [volume.now value] <when>.",
    "The usual pace on <topic> is [volume.usual phrase]|; there were [volume.now value] <when>.",
    "There were [volume.now phrase] on <topic> <when>|, against [volume.usual phrase] before.",
    "All of this falls into a stretch in which talk about <topic> [volume.ratio verb]|,"
    " [volume.ratio clause].",
    "The pace on <topic> had been [volume.usual phrase]|; <when> it was [volume.now value].",
)
MOOD = (
    "The <tone> share of the talk about <topic> [<tone>.change verb] <when>|, [<tone>.change clause].",
    "<When>, the <tone> share of the talk about <topic> [<tone>.change verb]|, [<tone>.change clause].",
    "Over the days before, [<tone>.usual phrase] on <topic> were <tone>|; <when> it was [<tone>.now value].",
    "<Tone> posts made up [<tone>.now value] of the talk about <topic> <when>|, against"
    " [<tone>.usual value] before.",
    "The share of <tone> posts on <topic> went [<tone>.change clause] <when>.",
    "Of the posts on <topic> <when>, [<tone>.now value] were <tone>|; the usual share is"
    " [<tone>.usual value].",
)
DIVERGENCE = (
    "On <A>, negative posts about <topic> went from [negative.<a>.usual value]|to"
    " [negative.<a>.now value] <when>"
    "|; on <B>, they went from [negative.<b>.usual value]|to [negative.<b>.now value].",
    "<When>, [negative.<a>.now value] of the posts about <topic> on <A> were negative|, where"
    " [negative.<a>.usual"
    " value] are usual|; on <B> it was [negative.<b>.now value]|, with [negative.<b>.usual value] the rule.",
    "<A> had [negative.<a>.now value] negative posts about <topic> <when>|, after"
    " [negative.<a>.usual value] before"
    "|; <B> had [negative.<b>.now value]|, after [negative.<b>.usual value].",
)
GAP = (
    "The gap between <A> and <B> [gap.change verb]|, [gap.change clause].",
    "Between <A> and <B> the gap [gap.change verb]|, [gap.change clause].",
)
ENTITY = (
    "On <beat>, talk that mentions <subject> [entity.<e>.ratio verb] <when>|, [entity.<e>.ratio clause].",
    "<When>, talk about <beat> that mentions <subject> [entity.<e>.ratio verb]|, [entity.<e>.ratio clause].",
    "<Subject> came up in [entity.<e>.now phrase] on <beat> <when>|, against [entity.<e>.usual phrase]"
    " before.",
    "On <beat>, the usual pace for <subject> is [entity.<e>.usual phrase]|; there were"
    " [entity.<e>.now value] <when>.",
)

# -- what goes with it ---------------------------------------------------------------------------------------

SPREAD = (
    "The posts on <topic> came from [authors.now phrase]|on [platforms.now phrase].",
    "Behind the posts on <topic> were [authors.now phrase]|on [platforms.now phrase].",
    "In all, [authors.now phrase] took part|, on [platforms.now phrase].",
    "Those who wrote about <topic> were [authors.now phrase]|on [platforms.now phrase].",
)
SPREAD_ONE = (
    "The posts on <topic> came from [authors.now phrase].",
    "Behind the posts on <topic> were [authors.now phrase].",
)
PLATFORMS = {
    5: (
        "In front were [platform.<p1>.now phrase]|, [platform.<p2>.now phrase]|and"
        " [platform.<p3>.now phrase].",
    ),
    4: (
        "By place, there were [platform.<p1>.now phrase]|, [platform.<p2>.now phrase]|,"
        " [platform.<p3>.now phrase]"
        "|and [platform.<p4>.now phrase].",
        "The talk was spread over [platform.<p1>.now phrase]|, [platform.<p2>.now phrase]|,"
        " [platform.<p3>.now"
        " phrase]|and [platform.<p4>.now phrase].",
    ),
    3: (
        "By place, there were [platform.<p1>.now phrase]|, [platform.<p2>.now phrase]"
        "|and [platform.<p3>.now phrase].",
        "The talk was spread over [platform.<p1>.now phrase]|, [platform.<p2>.now phrase]"
        "|and [platform.<p3>.now phrase].",
        "There were [platform.<p1>.now phrase]|, [platform.<p2>.now phrase]|and [platform.<p3>.now phrase].",
    ),
    2: (
        "By place, there were [platform.<p1>.now phrase]|and [platform.<p2>.now phrase].",
        "There were [platform.<p1>.now phrase]|and [platform.<p2>.now phrase].",
    ),
}
BOTH_MOODS = (
    "Negative posts made up [negative.now value] of the total|, positive ones [positive.now value].",
    "Of the posts, [negative.now value] were negative|and [positive.now value] positive.",
    "By mood, [negative.now value] of the posts were negative|and [positive.now value] positive.",
)
OTHER_MOOD = (
    "<Tone> posts stood at [<tone>.now value]|, against [<tone>.usual value] before.",
    "The <tone> share went from [<tone>.usual value]|to [<tone>.now value].",
)
OTHER_MOOD_STILL = (
    "The <tone> share hardly moved: [<tone>.now value]|, against [<tone>.usual value] before.",
    "<Tone> posts held at [<tone>.now value]|, near the usual [<tone>.usual value].",
)
PACE = (
    "There were [volume.now phrase] in all|, where [volume.usual phrase] are the rule.",
    "The number of posts was [volume.now value]|, against [volume.usual phrase] before.",
)
