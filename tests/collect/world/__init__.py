"""A small world to collect from: nine platforms on loopback that answer in their own forms, and misbehave.

What they tell is invented and made by arithmetic, so that a history of any length costs no memory and is the
same every time. In reading order:

history     what was said: shelves of posts, each by its number
asking      one request and one answer
wire        a module for each platform: requests in, answers in the platform's form out
mischief    how an answer goes wrong on purpose
replaying   real answers of data/api at their own addresses
serving     the server, a host for each platform, with its own log
newsroom    settings of a newsroom whose every source is in this world
"""
