"""What an editor knows about single words: which openings dangle, what is jargon, what is never quoted.

Patterns match case-folded text unless they say otherwise.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any_of(text: str) -> re.Pattern[str]:
    # a word of the list may hold a space, written "\\ " as in any pattern
    return re.compile(r"\b(?:" + "|".join(re.split(r"(?<!\\)\s+", text)) + r")\b", re.IGNORECASE)


#: Words without content of their own; they neither tie two voices together nor make one unusual.
FUNCTION_WORDS = _words(
    """a about above after again against all also always am an and any are aren't around as at away back be
    because been before being below between both but by came can can't come could couldn't did didn't do
    does doesn't doing don't done down during each else even ever every few first for from get gets
    getting give go goes going gonna good got had hadn't has hasn't have haven't having he her here hers
    him his how however i i'd i'll i'm i've if in into is isn't it it's its itself just keep know last
    least less let like likely little ll look lot lots made make makes making many may maybe me mean
    means might mine more most much must my need needs never new next no nor not nothing now of off
    often oh on once one ones only or other others our out over own part people per perhaps probably
    pretty put quite rather re really right s said same say says see seem seems seen she should
    shouldn't since so some something sometimes still stuff such sure take takes than that that's the
    their them then there there's these they they're they've thing things think this those though
    through thus time to too took try trying two under until up upon us use used using usually ve very
    via want wants was wasn't way we we're we've well went were weren't what what's when where whether
    which while who whole whose why will with within without won't work works would wouldn't yes yet you
    you'd you'll you're you've your yours"""
)

#: Words that nearly every English sentence has some of; few of them means another language.
ENGLISH_MARKERS = _words(
    """the a an of to and in is are was it that for on with as be this have not but they i you we my from at
    by or if so what how who why no do does did can will would their our has had there more than just me"""
)

#: First words that point back at something the reader hasn't seen.
DANGLING = _words(
    """it it's its it'll this that that's thats these those they they're they've they'll he he's she she's his
    her their them him such here here's same both neither either another others which"""
)

#: First words that tie a sentence to the one before it, or are no more than a nod.
CONNECTIVES = _words(
    """and but so or nor because also plus then yet though although however still instead otherwise therefore
    thus hence meanwhile besides moreover furthermore additionally anyway anyways basically well yes no
    yeah nope yep yup sure ok okay oh ah hmm hm lol wow true exactly agreed nice cool great awesome
    right correct uhh uh um dang damn man dude bro boy gosh hey may might let's wow interesting
    unfortunately fortunately similarly likewise again too e.g i.e eg ie like except especially"""
)

#: First words of housekeeping: thanks, notices, instructions, corrections.
HOUSEKEEPING = re.compile(
    r"^(?:we(?:'ll|’ll| will) (?:hopefully )?be"
    r"|wow|uh+|um+|omg|well|lol|damn|dude|bro|hmm+|meh|ugh|yikes|ouch|thanks?|thank you|thx|congrat\w*"
    r"|please|pls|edit\w*|update\w*|tl;?dr|source|sources|link|links|psa"
    r"|disclaimer|disclosure|step|note|fyi|ps|p\.s|nb|check out|check|see|click|read|subscribe|follow"
    r"|sign up|join"
    r"|download|install|run|try|visit|hi|hello|hey|dear|sorry|welcome|good luck|kudos|hope|let me know"
    r"|feel free"
    r"|stay tuned|introducing|announcing|excited to|happy to|proud to|we're excited|we are excited|show hn"
    r"|ask hn"
    r"|available now|get started|learn more|full|model|name|title|abstract|keywords|quote|original"
    r"|version)\b",
    re.IGNORECASE,
)

#: Few words that say nothing: plans, ignorance, politeness.
HOLLOW = re.compile(
    r"\bI (?:don['’]t have|haven['’]t|will be|don['’]t know|doubt)\b|\bI['’]m (?:not sure|sure|just|still)\b"
    r"|\bI (?:think|guess|hope|assume|suppose)\b|\bI['’]ll\b",
    re.IGNORECASE,
)
#: A finite verb for certain: what a few words need to be a sentence of their own.
VERB = re.compile(
    r"\b(?:am|is|are|was|were|has|have|had|do|does|did|can|could|will|would|should|might|may|must|cannot"
    r"|\w+n['’]t|(?:I|we|they|it|that|who|nobody)['’](?:s|re|ve|ll|d|m)|\w+ed|got|went|made|took|said|thought|knew|saw"
    r"|gave|ran|felt|came|kept|found|wrote|spent|paid|lost|built|sold|told|became|costs?|needs?|wants?|makes?|gets?"
    r"|envy|love|hate|hope|seems?|looks?|means?|works?|ends?|runs?|read|beats?|goes|knows?)\b"
)
#: Ties to a sentence before it that don't stand at the start.
CONNECTED = re.compile(
    r"\b(?:on the other hand|for example|for instance|in that case|as well|either"
    r"|(?:is|are|was) the same(?! as)"
    r"|too$|(?:before|like|of|with|about|from|to|for|by|because of|than)"
    r" (?:this|that|these|those)(?! (?:is|who))"
    r"|whatever|whichever|does so|did so|do it|did it|doing it|the former|the latter|mentioned)\b",
    re.IGNORECASE,
)

#: Talk about the forum itself, and words that only the addressee understands.
FORUM_TALK = re.compile(
    r"\b(?:op|op's|upvot\w*|downvot\w*|subreddit|this sub|the sub|this thread|the thread|this post|my post"
    r"|your post"
    r"|your comment|your reply|your question|your answer|your point|my comment|my reply|the comments"
    r"|comments section"
    r"|the title|title says|mods?|moderators?|above|below|linked|the link|this link|as i said|like i said"
    r"|you said"
    r"|you mention\w*|i am a bot|automatically|dm me|repost|karma|flair|the article|this article|the video"
    r"|this video|the screenshot|the image|this paper|the paper|the op|parent comment|sibling|gp|ama|hn"
    r"|imho|imo|afaik"
    r"|iirc|decided to post|post(?:ed|ing) this|as usual on|btw|tbh|idk|ymmv|fwiw|ngl|smh|u/\S+|r/\S+)\b",
    re.IGNORECASE,
)

#: Marks of irony or play: a sentence beside one may mean its opposite.
IRONY = re.compile(
    r"(?:(?:^|\s)/s\b|\blol\b|\blmao\b|\brofl\b|\bhaha\w*|\bjk\b|\bkek\b|\bxd\b|sarcas\w*|just kidding"
    r"|;-?\)|:-?[)DPp(]"
    r"|\byeah,? right\b|\bsure,? (?:jan|buddy)\b)",
    re.IGNORECASE,
)

#: One of these anywhere in a post puts the whole of it in doubt.
IRONY_MARK = re.compile(
    r"(?:^|\s)(?:/s\b|/sarcasm\b|\(sarcasm\)|</s>|just kidding\b|jk\b|not!)|[🙃😉😏]", re.IGNORECASE
)

#: Never printed as color, whoever wrote it.
HARSH = re.compile(
    r"\b(?:f+u+c+k\w*|\w*fucking?\w*|cunt\w*|nigg\w*|fag+ot\w*|retard\w*|tranny|whore\w*|slut\w*|bitch\w*"
    r"|rape\w*|rapist\w*"
    r"|porn\w*|nsfw|rule\s?34|erp|goon\w*|dgaf|idgaf|stfu|gtfo|lmfao|hitler|nazi\w*|kike\w*|shit\w*|bull\s?shit\w*|piss\w*|bollocks"
    r"|wtf|dick|pussy|cock|asshole\w*|cock\w+"
    r"|jerk off|masturbat\w*|incest|pedo\w*|waifu\w*|sexual\w*|boobs?|tits)\b",
    re.IGNORECASE,
)

#: Private distress, health, threats, and the people of somebody's home.
PRIVATE = re.compile(
    r"\b(?:suicid\w*|self-?harm\w*|kill (?:my|your|him|her|them|you)\w*|depress(?:ed|ion)|(?:my|our|his"
    r"|her) (?:oldest |older |younger |little |late )?(?:therapist|doctor|anxiety"
    r"|adhd|autism|diagnosis|medication|illness|disability|divorce|wife|husband|girlfriend|boyfriend|ex"
    r"|mom|mother|mum|dad"
    r"|father|son|daughter|kids?|child|children|baby|sister|brother|grand\w+)|cancer|chemo\w*|overdos\w*"
    r"|miscarr\w*"
    r"|abused|hang (?:them|him|her)|shoot (?:them|him|her|you)|died|passed away|funeral|evict\w*"
    r"|bankrupt\w*"
    r"|phone number|my address|jump(?:ed|ing)? (?:off|from) a|teenage\w*|underage|minors?|years? old)\b",
    re.IGNORECASE,
)

INSULTS = _any_of(
    r"idiot\w* stupid\w* moron\w* imbecile\w* dumb\w* pathetic clown\w* shill\w* troll\w* loser\w*"
    r" cretin\w* liar\w*"
    r" brainlet\w* cultist\w* simp\w* bootlick\w* scum\w* garbage trash sheep grifter\w* hag ugly fat"
    r" creep\w*"
)
SECOND_PERSON = _any_of(r"you your you're you've you'll you'd yours yourself ur u")

#: An advertisement says so, more or less.
SALES = re.compile(
    r"\b(?:sign up|free trial|discount|promo|coupon|waitlist|wait list|our (?:product|platform|app|tool"
    r"|service"
    r"|startup|newsletter|course|team|customers|solution)|we(?:'re| are| have|'ve)? (?:just )?(?:launch\w*"
    r"|releas\w*|built"
    r"|excited|hiring|announc\w*)|i built|i made|i've built|i've made|i created|check it out"
    r"|would love (?:your )?feedback"
    r"|link in bio|we present|as a partner|join us|now available|available on|seamless\w*|empower\w*|unlock"
    r"|game[- ]chang\w*"
    r"|state-of-the-art"
    r"|airdrop|giveaway|nft\w*|\$[A-Za-z]{2,})\b",
    re.IGNORECASE,
)

#: The words of others, supposed or reported: quoting on from here would give them to the wrong person.
HEARSAY_BEFORE = re.compile(
    r"(?::|\b(?:imagine|suppose|say|says|said|claims?|claimed|argues?|argued|people think|they think"
    r"|pretend|quote"
    r"|according to \S+|let's say|for example|e\.g\.?|prompt|output|response|replied|wrote"
    r"|answer))[\s.,:;]*$",
    re.IGNORECASE,
)
#: Openings that make what follows a supposition or somebody else's opinion.
HEARSAY = re.compile(
    r"^(?:imagine|suppose|pretend|let's say|they say|people say|some say|apparently|allegedly|supposedly"
    r"|rumou?r|according)\b",
    re.IGNORECASE,
)


#: A turn inside one sentence.
CONTRAST = re.compile(
    r"\b(?:but|yet|instead|except|rather than|while|whereas|even though|although|unlike|until|despite"
    r"|not because"
    r"|no longer|used to|still|only to|without)\b",
    re.IGNORECASE,
)
COMPARISON = re.compile(
    r"\b(?:like an?\b|as if|feels like|the same way|as \w+ as|is the new|half of|none of|every (?:time|day"
    r"|week|morning))",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'd|I’m|I’ve|I’d|my|My|we|We|our|Our|me)\b")
EXPERIENCE = re.compile(
    r"\b(?:I|we|We)(?:'ve|’ve| have)?(?: \w+ly| just| finally| once| never| still)? (?:\w+ed|had|was|were"
    r"|got|found|spent|went|saw"
    r"|read|wrote|made|lost|paid|kept|gave|took|ran|built|felt|left|bought|caught|taught|watched|been)\b"
)
ARGUMENT = re.compile(
    r"\b(?:because|should(?:n't)?|must|therefore|the (?:problem|point|question|issue|real|whole|only) "
    r"|means that|ought|if \w+ .* then"
    r"|need(?:s)? to|matters?|has to be|have to be|can't be|cannot be)\b",
    re.IGNORECASE,
)
#: A finite verb, roughly: forms that can't be missing from a plain English sentence.
FINITE = re.compile(
    r"\b(?:I|you|we|they|he|she|it|who|nobody|people) [a-z]{3,}"
    r"|\b\w{3,}s (?:the|an?|my|our|his|her|their|its|it|me|us|them|him)\b|"
    r"\b(?:am|is|are|was|were|be|been|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|has|have|had|do|does|did"
    r"|don['’]t|doesn['’]t|didn['’]t"
    r"|can|could|will|would|should|might|may|must|cannot|can['’]t|won['’]t|wouldn['’]t|couldn['’]t"
    r"|shouldn['’]t|\w+['’](?:s|re|ve|ll|d|m)"
    r"|\w+ed|got|went|made|makes?|take[sn]?|took|say|says|said|think|thinks|thought|know[s]?|knew|see[s]?"
    r"|saw|want[s]?|need[s]?|get[s]?"
    r"|give[s]?|gave|run[s]?|ran|work[s]?|feel[s]?|felt|come[s]?|came|keep[s]?|kept|find[s]?|found"
    r"|read[s]?|write[s]?|wrote|use[s]?|spent"
    r"|cost[s]?|pay[s]?|paid|beat[s]?|lose[s]?|lost|look[s]?|mean[s]?|meant|seem[s]?|let[s]?|love[s]?"
    r"|hate[s]?|hope|guess|like[s]?"
    r"|learn[s]?|teach(?:es)?|tell[s]?|told|ask[s]?|show[s]?|sell[s]?|sold|build[s]?|built|become[s]?"
    r"|became|happen[s]?|matter[s]?)\b",
    re.IGNORECASE,
)
THIRD_PERSON = _any_of(r"it it's it'll this that those these they them he she him his their its")

#: Help wanted, shopping lists, what runs on whose machine: true, and of no interest to anyone else.
LOGISTICS = re.compile(
    r"\b(?:enthusiast|my idea was|wired up|i have an? |i(?:'m|’m| am) on an?|i(?:'ve|’ve"
    r"| have) (?:been )?(?:working with|tested|tried)"
    r"|to script|getting blocked|my machine|out of the box|give (?:it|something) a|ignorant|gave up"
    r"|i had each|looking for|recommend\w*|suggestions?|i need|i want to|i'd like|i would like"
    r"|trying to (?:get"
    r"|run|find|set)|feasible|budget"
    r"|my (?:setup|rig|system|laptop|workstation|card|pc|mac|build|config|use case)|happy to|planning to"
    r"|going to (?:get|buy|try|test|use|run)"
    r"|(?:currently|am|i'm|i’m|was|been) (?:building|using|running|trying|testing|working on)|i (?:still "
    r"|mostly |mainly |only )?(?:use|used|run|ran|tried|tested)"
    r"|we (?:used|use|tested|evaluated|assessed|trained)|for my (?:needs|use)|as far as i (?:can tell|know"
    r"|understand)|i think i|you can|you could|you should"
    r"|you might|make sure|if you|i was mostly|i know the|there might be|here are|here is|in my case"
    r"|haven't tried|not sure|no idea|i wonder"
    r"|as others|as mentioned|like you|so far|curious|how do i|how can i|help me|working on it"
    r"|give it a)\b",
    re.IGNORECASE,
)
#: People, institutions, money and absolutes: the vocabulary of having a view.
VIEWS = _any_of(
    r"nobody no\ one everyone everybody anyone people humans? human company companies corporations?"
    r" industry world future hype bubble never always"
    r" nothing everything society jobs? money profits? trust fake marketing control power freedom privacy"
    r" laws? legal copyright steal\w* stole theft"
    r" lie[sd]? lying truth cheap\w* expensive dead kill\w* die[sd]? win\w* lose[sr]? losing lost free"
    r" open closed monopoly billionaires? billions?"
    r" investors? shareholders? government china chinese america\w* europe\w* western democracy war"
    r" weapons? censor\w* propaganda responsib\w*"
    r" credit blame\w* fault ashamed embarrass\w* impress\w* ridiculous absurd insane magic\w*"
    r" disappoint\w* useless worthless brilliant"
    r" afraid scared fear\w* worr\w* hope\w* dream\w* promise[sd]? believ\w* proof prove[sd]? secret\w*"
    r" honest\w* admit\w* pretend\w*"
    r" kids children students? artists? programmers? developers? engineers? teachers? lawyers? judges?"
    r" bosses"
)
#: Openings that leave the sentence without its subject or its main clause.
FRAGMENT = re.compile(
    r"^(?:complete with|starting to|wonder(?:ing)?|case study|based on|due to|maybe|not a|safetensors"
    r"|rather than|as if|as for|because|which|removing|decided|doesn['’]t|don['’]t|didn['’]t|can['’]t"
    r"|won['’]t|wouldn['’]t|isn['’]t|wasn['’]t|hasn['’]t"
    r"|haven['’]t|lost|got|been|was|would|could|tried|made|had|has|used|tons|lots|first|just|always|never"
    r"|looking|makes|seems|sounds|feels|looks"
    r"|works|depends|means|not that|not to mention|only if|closer|better|worse|more|less|top|best|way"
    r"|kind of|sort of|all are|none of which|especially)\b",
    re.IGNORECASE,
)
#: Orders and advice to whoever is reading.
IMPERATIVE = re.compile(
    r"^(?:ask|use|set|go|look|remember|consider|keep|add|put|get|buy|take|stop|start|wait|think|believe"
    r"|change|learn|show|tell|give|call|avoid|before|record"
    r"|watch|open|close|enjoy|imagine|choose|pick|test|let)\b(?!ting|ing)",
    re.IGNORECASE,
)
#: Slips of the keyboard that would need a "sic".
SLIPS = _any_of(
    r"dont isnt cant wont im ive thats doesnt didnt wasnt wouldnt couldnt shouldnt youre theyre havent"
    r" hasnt arent werent hes shes"
    r" theres whats alot gonna wanna gotta ur u thru tho cuz bc"
    r" becuase teh definately summery seperate recieve my\ self could\ of should\ of would\ of more\ more"
    r" the\ the and\ and is\ is rn prolly"
    r" from\ in from\ on of\ on since\ on of\ in"
    r" ppl pls thx wat kinda sorta dunno ya yall lil bout dat tbf hella"
)

AI_TERMS = _any_of(
    r"ai a\.i\. llms? models? agents? chatbots? bots? chatgpt gpt\S* claude gemini copilot grok llama\S*"
    r" qwen\S* deepseek\S* kimi\S*"
    r" mistral\S* openai anthropic google meta nvidia algorithms? robots? machines? assistants? automation"
    r" automated"
    r" generated training trained prompts? prompting weights open-?source"
)

QUESTION_OPENERS = _words(
    """who whose whom what when where why how which is are was were do does did can could should would will
    has have had if at in for from to on by with so under after once since are isn't aren't does doesn't
    don't"""
)
EMPTY_QUESTION = re.compile(
    r"^(?:who cares|who knows|what the|what could (?:possibly )?go wrong|really|right|seriously|so what"
    r"|why not|how hard|isn't|aren't|don't you|do you"
    r"|are you|have you|did you|can you|could you|would you|will you|what do you|what are you|what is your"
    r"|what's your|how do you"
    r"|how did you|how are you|why do you|why are you|why would you|where did you|which \w+ (?:are|do"
    r"|did) you|can (?:anyone|someone|somebody)"
    r"|could (?:anyone|someone)|does (?:anyone|anybody|someone)|has (?:anyone|anybody|someone)"
    r"|is (?:anyone|anybody|there any)|any(?:one|body))\b",
    re.IGNORECASE,
)
