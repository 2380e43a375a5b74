"""The patterns of headlines and standfirsts, in the notation of :mod:`newsdesk.write.phrasing`.

Headlines are in title case and place bare numbers only, because every other form is lower case.
"""

from __future__ import annotations

# -- headlines: title case, bare numbers only ----------------------------------------------------------

HEAD_VOLUME_UP = (
    "Talk of <Topic> Swells to [volume.now value] Posts in <Day>|, [platform.<p1>.now value] of Them on <P1>",
    "<Topic> Draws [volume.now value] Posts in <Day>|Where [volume.usual value] Are the Rule",
    "Talk of <Topic> Jumps to [volume.now value] Posts in <Day>|, and [negative.now value] Are Negative",
    "Posts on <Topic> Climb From [volume.usual value]|to [volume.now value] Within <Day>",
    "Talk of <Topic> Climbs From [volume.usual value]|to [volume.now value] Posts in <Day>",
)
HEAD_VOLUME_DOWN = (
    "Talk of <Topic> Thins to [volume.now value] Posts in <Day>|Where [volume.usual value] Are the Rule",
    "Posts on <Topic> Fall to [volume.now value] in <Day>|, From a Usual [volume.usual value]",
    "Talk of <Topic> Drops From [volume.usual value]|to [volume.now value] Posts in <Day>",
)
HEAD_MOOD_UP = (
    "<Tone> Posts Climb to [<tone>.now value] of the Talk on <Topic>|, From a Usual [<tone>.usual value]",
    "Talk on <Topic> Turns as [<tone>.now value] of Posts Read <Tone>|, Up From [<tone>.usual value]",
    "The <Tone> Share of <Topic> Talk Climbs From [<tone>.usual value]|to [<tone>.now value] Within <Day>",
    "<Tone> Posts on <Topic> Reach [<tone>.now value]|While <Other> Ones Stand at [<other>.now value]",
)
HEAD_MOOD_DOWN = (
    "<Tone> Posts Fall to [<tone>.now value] of the Talk on <Topic>|, From a Usual [<tone>.usual value]",
    "The <Tone> Share of <Topic> Talk Drops From [<tone>.usual value]|to [<tone>.now value] Within <Day>",
    "<Tone> Posts on <Topic> Shrink to [<tone>.now value]|While <Other> Ones Stand at [<other>.now value]",
)
HEAD_DIVERGENCE = (
    "<A> Goes [negative.<a>.now value] Negative on <Topic>|While <B> Stands at [negative.<b>.now value]",
    "Negative Posts on <Topic> Reach [negative.<a>.now value] on <A>|but [negative.<b>.now value] on <B>",
    "<A> and <B> Part on <Topic>, With [negative.<a>.now value]|Against [negative.<b>.now value] Negative",
)
HEAD_ENTITY_UP = (
    "<Subject> Turns Up in [entity.<e>.now value] Posts on <Beat>|Where [entity.<e>.usual value] Are the"
    " Rule",
    "Talk of <Subject> Swells to [entity.<e>.now value] Posts on <Beat> in <Day>",
    "<Subject> Climbs to [entity.<e>.now value] Posts on <Beat>|, From a Usual [entity.<e>.usual value]",
    "Posts on <Subject> Reach [entity.<e>.now value] in <Day>|, and [negative.now value] Are Negative",
)
HEAD_ENTITY_DOWN = (
    "<Subject> Fades to [entity.<e>.now value] Posts on <Beat>|, From a Usual [entity.<e>.usual value]",
)
HEAD_CARRIED = (
    "{quote} Draws|[carried.replies value] Replies on <Platform>",
    "{quote} Takes|[carried.score value] Points on <Platform>|and [carried.replies value] Replies Come Back",
)
HEAD_CARRIED_PLAIN = (
    "A <Platform> <Noun> on <Topic> Draws [carried.replies value] Replies|and [carried.score value]"
    " Points in <Day>",
    "One <Noun> on <Topic> Takes [carried.score value] Points|and [carried.replies value] Replies on"
    " <Platform>",
)
#: Second halves made of somebody's own few words.
HEAD_SAID = ("as One Post Says {quote}", ", and One Post Says {quote}", "While One Post Says {quote}")
HEAD_FIRST = {
    "volume_up": "Talk of <Topic> Swells to [volume.now value] Posts",
    "carried_up": "A <Platform> <Noun> Draws [carried.replies value] Replies",
    "volume_down": "Talk of <Topic> Thins to [volume.now value] Posts",
    "mood_up": "<Tone> Posts on <Topic> Climb to [<tone>.now value]",
    "mood_down": "<Tone> Posts on <Topic> Fall to [<tone>.now value]",
    "entity_up": "<Subject> Turns Up in [entity.<e>.now value] Posts",
}

# -- standfirsts: what changed, then what that leaves out ----------------------------------------------

STAND_VOLUME = (
    "Posts about <topic> [volume.ratio verb] <when>|, [volume.ratio clause].",
    "The number of posts about <topic> [volume.ratio verb] <when>|, [volume.ratio clause].",
)
STAND_MOOD = (
    "The share of posts about <topic> that read as <tone> [<tone>.change verb] <when>|,"
    " [<tone>.change clause].",
    "<When>, the share of posts about <topic> that read as <tone> went [<tone>.change clause].",
)
STAND_DIVERGENCE = (
    "<When>, the distance between <A> and <B> in negative posts about <topic> [gap.change verb]|,"
    " [gap.change clause].",
)
STAND_ENTITY = (
    "The number of posts about <beat> that mention <subject> [entity.<e>.ratio verb] <when>"
    "|, [entity.<e>.ratio clause].",
)
STAND_CARRIED = (
    "<When>, [carried.replies phrase] gathered under a single <noun> about <topic>.",
    "A single <noun> about <topic> scored [carried.ratio clause]|, and drew [carried.replies phrase] <when>.",
    "<When>, a single <noun> about <topic> scored [carried.ratio phrase]|and drew [carried.replies phrase].",
)
LEFT_OUT_MOODS = (
    "Positive posts made up [positive.now value] of them|, negative ones [negative.now value].",
    "As for the mood, [positive.now value] of the posts were positive|and [negative.now value] negative.",
)
LEFT_OUT_STILL = (
    "The <tone> share hardly moved: it stood at [<tone>.now value]|, against [<tone>.usual value] before.",
)
LEFT_OUT_OTHER = (
    "The <tone> share stood at [<tone>.now value]|, where it had been [<tone>.usual value] before.",
)
LEFT_OUT_PACE = (
    "The amount of talk was another matter: [volume.now phrase]|, against [volume.usual phrase] before.",
)
LEFT_OUT_PLACE = (
    "On <B> the share was [negative.<b>.now value]|, against [negative.<b>.usual value] in the days before.",
)
LEFT_OUT_SPREAD = (
    "All of it came from [authors.now phrase]|on [platforms.now phrase].",
    "Behind all that were [authors.now phrase]|on [platforms.now phrase].",
)
LEFT_OUT_SAID = (
    "One answer, from {speaker}, was {quote}.",
    "{Speaker} answered: {quote}.",
)
LEFT_OUT_LESS = ("The least of it was on <P3>, with [platform.<p3>.now value] of the posts.",)
