"""The patterns of sentences that count: how far, what moved, what goes with it.

The notation is that of :mod:`newsdesk.write.phrasing`. Talk "of" or "about" something is singular, so that
any verb form of a ratio or a change can follow. ``<s>`` is the base of a change's statistics, ``<t>`` that
of the same on another beat.
"""

from __future__ import annotations

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
VOLUME_TOO = ("Talk about <beat> as a whole [volume.ratio verb]|, [volume.ratio clause].",)
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
TONE = (
    "<When>, [<s>.now phrase] about <topic> <did>|, where [<s>.usual value] is usual.",
    "The share of posts about <topic> that <did> [<s>.change verb] <when>|, [<s>.change clause].",
    "Posts <manner> made up [<s>.now value] of the talk about <topic> <when>|, against"
    " [<s>.usual value] before.",
    "Of the posts on <topic> <when>, [<s>.now value] <did>|; the usual share is [<s>.usual value].",
    "It is usual for [<s>.usual value] of the posts about <topic> to come <manner>"
    "|; [<s>.now value] came so <when>.",
)
#: The phrase stands in its own part: what is quoted cites a post, what is counted a statistic.
PHRASE = (
    "The <words> {quote}|stood in [<s>.now phrase] about <beat> <when>|; the rule is [<s>.usual phrase].",
    "Posts about <beat> with the <words> {quote}|went [<s>.ratio clause] <when>.",
    "<When>, the use of {quote}|in posts about <beat> [<s>.ratio verb]|, [<s>.ratio clause].",
    "The usual pace for the <words> {quote}|is [<s>.usual phrase]"
    "|; there were [<s>.now value] about <beat> <when>.",
)
#: After a name's or another phrase's own rise was told.
PHRASE_TOO = (
    "The <words> {quote}|came up in [<s>.now phrase]|; the rule is [<s>.usual phrase].",
    "Posts with the <words> {quote}|went [<s>.ratio clause].",
)
#: A phrase that stands in no record that may be quoted.
WORDING = (
    "One and the same turn of phrase came up in [<s>.now phrase] about <beat> <when>"
    "|; the rule is [<s>.usual phrase].",
)
CROSS_WORDING = (
    "One and the same turn of phrase went [<s>.ratio clause] on <b1> <when>"
    "|, and [<t>.ratio clause] on <b2> as well.",
)
CROSS_ENTITY = (
    "On <b1>, talk of <glossed> went [<s>.ratio clause] <when>"
    "|; on <b2>, it went [<t>.ratio clause], and no post is in both counts.",
    "<When>, talk of <glossed> [<s>.ratio verb] on <b1>|, [<s>.ratio clause]|, and on <b2> as well it"
    " [<t>.ratio verb]|, [<t>.ratio clause].",
    "<Glossed> came up in [<s>.now phrase] on <b1> <when>|, where the rule is [<s>.usual phrase]"
    "|, and in [<t>.now phrase] on <b2> as well|, where it is [<t>.usual phrase].",
)
CROSS_PHRASE = (
    "On <b1>, the <words> {quote}|stood in [<s>.now phrase] <when>|, where the rule is [<s>.usual phrase]"
    "|; on <b2>, <they> stood in [<t>.now phrase], none of which is in both counts.",
    "The <words> {quote}|went [<s>.ratio clause] on <b1> <when>|, and [<t>.ratio clause] on <b2>.",
)
CROSS_LINK = (
    "On <b1>, [<s>.now phrase] pointed to <page> <when>|, where the rule is [<s>.usual phrase]"
    "|; on <b2>, [<t>.now phrase] did so as well, and no post is in both counts.",
    "Links to <page> went [<s>.ratio clause] on <b1> <when>|, and [<t>.ratio clause] on <b2>.",
)
NOVEL_NAMES = (
    "<When>, [<s>.now phrase] about <topic> named something that had not come up in the days before"
    "|; the usual share is [<s>.usual value].",
    "Names that were new to the talk about <topic> stood in [<s>.now phrase] <when>"
    "|, where [<s>.usual value] is usual.",
    "The share of posts about <topic> with a name new to it [<s>.change verb] <when>|, [<s>.change clause].",
)
NOVEL_PHRASES = (
    "<When>, [<s>.now phrase] about <topic> took up a turn of phrase that had not come up in the days before"
    "|; the usual share is [<s>.usual value].",
    "Turns of phrase that were new to the talk about <topic> stood in [<s>.now phrase] <when>"
    "|, where [<s>.usual value] is usual.",
    "The share of posts about <topic> that took up wording new to it [<s>.change verb] <when>"
    "|, [<s>.change clause].",
)
NOVEL_AUTHORS = (
    "Of the accounts that wrote about <topic> <when>, [<s>.now value] had not done so in the days before"
    "|; the usual share is [<s>.usual value].",
    "<When>, newcomers made up [<s>.now value] of the accounts that wrote about <topic>"
    "|, where [<s>.usual value] is usual.",
    "The share of newcomers among the accounts that wrote about <topic> [<s>.change verb] <when>"
    "|, [<s>.change clause].",
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
    "The <posts> came from [authors.now phrase]|on [platforms.now phrase].",
    "Behind the <posts> were [authors.now phrase]|on [platforms.now phrase].",
    "In all, [authors.now phrase] took part|, on [platforms.now phrase].",
)
SPREAD_ONE = (
    "The <posts> came from [authors.now phrase], all on <P1>.",
    "All of it was on <P1>, from [authors.now phrase].",
    "Behind the <posts> were [authors.now phrase], none of them outside <P1>.",
)
PLACES = (
    "<P1> had [platform.<p1>.now value] of the <posts>|and <P2> [platform.<p2>.now value].",
    "Of the <posts>, [platform.<p1>.now value] were on <P1>|and [platform.<p2>.now value] on <P2>.",
)
#: The rooms after the first two.
ROOMS = {
    3: ("<P3> followed with [platform.<p3>.now value] of the posts.",),
    4: (
        "<P3> followed with [platform.<p3>.now value] of the posts|and <P4> with [platform.<p4>.now value].",
    ),
}
BOTH_MOODS = (
    "Of the <posts>, [negative.now value] read as negative|and [positive.now value] as positive.",
    "The <posts> were [negative.now value] negative|and [positive.now value] positive.",
)
ONE_MOOD = (
    "Of the <posts>, [positive.now value] read as positive.",
    "Of the <posts>, [negative.now value] read as negative.",
)
MOODS_AGAINST = (
    "Of the <posts>, [negative.now value] read as negative|, where [negative.usual value] is usual|, and"
    " [positive.now value] as positive|, where [positive.usual value] is.",
    "Of the <posts>, [negative.now value] were negative|, against a usual [negative.usual value]"
    "|; the positive ones made [positive.now value]|, against [positive.usual value].",
)
OTHER_MOOD = (
    "<Tone> posts stood at [<tone>.now value]|, against [<tone>.usual value] before.",
    "The <tone> share went from [<tone>.usual value]|to [<tone>.now value].",
)
OTHER_MOOD_SAME = ("<Tone> posts held at [<tone>.now value], which is the usual share.",)
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
