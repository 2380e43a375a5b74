"""The site: its name, its folders and what Pelican leaves to the newsroom.

Everything about the newsroom itself (beats, editions, sources) stands in newsdesk.yaml. Nothing here reads
a clock: the same content gives the same bytes.
"""

SITENAME = "AIDRAN"  # the one place where the site's name stands
SITESUBTITLE = "How people talk about artificial intelligence"
SITEURL = ""  # publishconf.py sets it
RELATIVE_URLS = True  # the built folder can be opened from disk

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_PATHS = []  # newsdesk copies theme/static and leaves unchanged files alone; Pelican would not
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
LOCALE = ["C.UTF-8", "C"]

PLUGIN_PATHS = ["plugins"]
PLUGINS = ["newsdesk"]

# Stock Pelican builds what people write by hand; the newsroom's stories have their own generator.
ARTICLE_PATHS = ["articles"]
ARTICLE_URL = "notes/{slug}/"
ARTICLE_SAVE_AS = "notes/{slug}/index.html"
PAGE_PATHS = ["pages"]
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
STATIC_PATHS = []  # pictures for hand-written pages: make a folder content/images and name it here
IGNORE_FILES = [".*", "__pycache__"]

# The newsroom has its own front page, beats and feed: the stock ones would stand in their way.
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = ""
CATEGORY_SAVE_AS = ""
TAG_SAVE_AS = ""
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None

# Without autoescape, a title with markup in it would be markup.
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "extensions": []}
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}},
    "output_format": "html5",
}
