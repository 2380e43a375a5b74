"""The patterns of headlines and standfirsts, in the notation of :mod:`newsdesk.write.phrasing`.

Headlines are in title case, statistics in them are bare numbers or forms in title case. ``<s>`` is what
moved: ``volume`` or ``entity.<id>``. ``<Says>`` is "Asks" where a question is quoted.
"""

from __future__ import annotations

# -- headlines with somebody's own few words --------------------------------------------------------------

WORDS_UP = (
    "{quote}|, <Says> One of [<s>.now value] Posts on <Topic>",
    "Posts on <Topic> Reach [<s>.now value] in <Day>|, {quote} Among Them",
    "[<s>.now value] Posts on <Topic>|, and One of Them <Says> {quote}",
    "Of [<s>.now value] Posts on <Topic> in <Day>|, One <Says> {quote}",
    "One <Place> <Noun> <Says> {quote}|as Talk of <Topic> [<s>.ratio Verb]",
    "Talk of <Topic> [<s>.ratio Verb] in <Day>|, and One <Noun> <Says> {quote}",
    "{quote}|, <Says> One <Noun> as Talk of <Topic> [<s>.ratio Verb]",
    "<Topic> Goes [<s>.ratio Clause]|, {quote} Among Them",
    "{quote}|, <Says> a <Place> <Noun> While <Topic> Goes [<s>.ratio Clause]",
)
WORDS_MOOD = (
    "{quote}|, <Says> One <Noun> as <Tone> Talk of <Topic> Moves to [<tone>.now value]",
    "<Tone> Talk of <Topic> [<tone>.change Verb]|, and One <Noun> <Says> {quote}",
    "One <Place> <Noun> <Says> {quote}|as [<tone>.now value] of Posts on <Topic> Read <Tone>",
    "{quote}|, <Says> One <Noun> as [<tone>.now value] of the Talk of <Topic> Reads <Tone>",
)
WORDS_DIVERGENCE = (
    "{quote}|, <Says> One <Noun> as <A> Goes [negative.<a>.now value] Negative on <Topic>",
    "<A> Goes [negative.<a>.now value] Negative on <Topic>|, and One <Noun> <Says> {quote}",
    "{quote}|, <Says> One <Noun> as <A> Goes [negative.<a>.now value] Negative",
    "{quote}|, <Says> a <Noun> While <A> and <B> Part at [negative.<a>.now value]"
    "|Against [negative.<b>.now value]",
)
WORDS_CARRIED = (
    "{quote} Draws|[carried.replies value] Replies <room>",
    "<Room>, [carried.replies value] Replies Gather|Under {quote}",
    "{quote} Takes|[carried.score value] Points <room>|and Brings Back [carried.replies value] Replies",
    "[carried.replies value] Replies Come Back|to {quote} <room>",
    "{quote} Scores|[carried.ratio Value] the Usual of a Post <room>",
    "{quote} Draws|[carried.replies value] Replies on <Platform>",
    "{quote} Brings In|[carried.replies value] Replies",
)

# -- headlines of numbers alone ---------------------------------------------------------------------------

PLAIN_UP = (
    "Talk of <Topic> [<s>.ratio Verb] in <Day>|, and <P1> Has [platform.<p1>.now value] of the Posts",
    "<Topic> Goes [<s>.ratio Clause]|, and <Also1> Comes Along in [also.<also1> value]",
    "Talk of <Topic> [<s>.ratio Verb]|, and [authors.now value] Accounts Take Part",
    "[authors.now value] Accounts Take Up <Topic>|as Posts Go [<s>.ratio Clause]",
    "Posts on <Topic> Go [<s>.ratio Clause]|While [negative.now value] of Them Read Negative",
    "Talk About <Topic> on <Beat> Goes [<s>.ratio Clause]",
    "Talk of <Topic> on <Beat> [<s>.ratio Verb] in <Day>",
    "Talk of <Topic> [<s>.ratio Verb] Within <Day>",
)
PLAIN_DOWN = (
    "Talk of <Topic> [<s>.ratio Verb] in <Day>|, and [authors.now value] Accounts Are Left",
    "Posts on <Topic> Go [<s>.ratio Clause]|While [negative.now value] of Them Read Negative",
    "Talk of <Topic> [<s>.ratio Verb], and Posts Go|[<s>.ratio Clause]",
)
PLAIN_MOOD = (
    "<Tone> Posts Come to [<tone>.now value] of the Talk of <Topic>|, From a Usual [<tone>.usual value]",
    "The <Tone> Share of <Topic> Talk [<tone>.change Verb] in <Day>",
    "<Tone> Talk of <Topic> Goes [<tone>.change Clause]",
    "<Tone> Posts on <Topic> Reach [<tone>.now value]|While <Other> Ones Stand at [<other>.now value]",
)
PLAIN_DIVERGENCE = (
    "<A> Goes [negative.<a>.now value] Negative on <Topic>|While <B> Stands at [negative.<b>.now value]",
    "Negative Posts on <Topic> Reach [negative.<a>.now value] on <A>|but [negative.<b>.now value] on <B>",
    "<A> and <B> Part Over <Topic>, With [negative.<a>.now value]|Against [negative.<b>.now value] Negative",
    "On <Topic>, <A> Is [negative.<a>.now value] Negative|and <B> [negative.<b>.now value]",
)
PLAIN_CARRIED = (
    "A <Noun> on <Topic> <room> Draws [carried.replies value] Replies|and [carried.score value] Points",
    "One <Noun> on <Topic> Takes [carried.score value] Points|and [carried.replies value] Replies <room>",
    "<Room>, One <Noun> on <Topic> Scores [carried.ratio Value] the Usual",
)

# -- standfirsts: what changed, then what that leaves out ----------------------------------------------

STAND_VOLUME = (
    "The number of posts about <topic> [volume.ratio verb] <when>|, [volume.ratio clause].",
    "<When>, posts about <topic> went [volume.ratio clause].",
    "The number of posts about <topic> [volume.ratio verb] <when>.",
    "There were [volume.now phrase] about <topic> <when>|; the rule is [volume.usual phrase].",
)
STAND_MOOD = (
    "The share of posts about <topic> that read as <tone> [<tone>.change verb] <when>|,"
    " [<tone>.change clause].",
    "<When>, the share of posts about <topic> that read as <tone> went [<tone>.change clause].",
    "<When>, [<tone>.now value] of the posts about <topic> read as <tone>"
    "|; the usual share is [<tone>.usual value].",
)
STAND_DIVERGENCE = (
    "<When>, the distance between <A> and <B> in negative posts about <topic> [gap.change verb]|,"
    " [gap.change clause].",
    "<When>, [negative.<a>.now value] of the posts about <topic> on <A> read as negative"
    "|; the usual share there is [negative.<a>.usual value].",
    "<When>, the gap between <A> and <B> in negative posts about <topic> went [gap.change clause].",
)
STAND_ENTITY = (
    "The number of posts about <beat> that mention <subject> [entity.<e>.ratio verb] <when>"
    "|, [entity.<e>.ratio clause].",
    "<When>, <subject> came up in [entity.<e>.now phrase] about <beat>"
    "|; the rule is [entity.<e>.usual phrase].",
    "<When>, posts about <beat> that mention <subject> went [entity.<e>.ratio clause].",
    "The number of posts about <beat> that mention <subject> [entity.<e>.ratio verb] <when>.",
)
STAND_CARRIED = (
    "<When>, [carried.replies phrase] gathered under a single <noun> about <topic>.",
    "A single <noun> about <topic> scored [carried.ratio clause]|, and drew [carried.replies phrase] <when>.",
    "<When>, a single <noun> about <topic> scored [carried.ratio phrase]|and drew [carried.replies phrase].",
    "A single <noun> about <topic> took [carried.score phrase]|<when>, [carried.ratio phrase].",
)
LEFT_OUT_STILL = (
    "The <tone> share hardly moved: it stood at [<tone>.now value]|, against [<tone>.usual value] before.",
)
LEFT_OUT_OTHER = (
    "The <tone> share stood at [<tone>.now value]|, where it had been [<tone>.usual value] before.",
)
LEFT_OUT_PLACE = (
    "On <B> the share was [negative.<b>.now value]|, against [negative.<b>.usual value] in the days before.",
    "<B> did not go along: [negative.<b>.now value] there|, against [negative.<b>.usual value] before.",
)
LEFT_OUT_ONE_ROOM = (
    "All of it stayed on <P1>, with [authors.now phrase] taking part"
    "|, and [negative.now phrase] read as negative.",
    "Other platforms had no part in it: [authors.now phrase] wrote the posts, all on <P1>.",
)
LEFT_OUT_MOODS = (
    "Their mood was mixed: [negative.now value] were negative|and [positive.now value] positive.",
)
LEFT_OUT_LEAST = (
    "The least of it was on <Least>, with [platform.<least>.now value] of the posts"
    "|; in all, [authors.now phrase] wrote.",
)
LEFT_OUT_SPREAD = (
    "Behind the posts were [authors.now phrase]|on [platforms.now phrase].",
    "All of it came from [authors.now phrase]|on [platforms.now phrase].",
)
LEFT_OUT_ALSO = ("For all that, <Also1> was named in only [also.<also1> phrase].",)
LEFT_OUT_REPLIES = (
    "The answers were divided: [replies.negative phrase] were negative"
    "|and [replies.positive value] positive.",
    "Points are not agreement: [replies.negative phrase] were negative"
    "|and [replies.positive value] positive.",
)
LEFT_OUT_REPLIES_ONE = (
    "Points are not applause: [replies.positive phrase] were positive.",
    "Points are not applause: [replies.negative phrase] were negative.",
)
LEFT_OUT_CARRIED = (
    "The usual score there is another matter: it scored [carried.ratio phrase].",
    "It drew [reach.<id> phrase].",
)
