"""The site as it is published: full addresses, and an output folder with nothing left over.

The address comes from the environment: ``SITEURL=https://example.org/news make publish``. NEWSDESK_SITEURL
comes before it, for machines on which SITEURL means something else.
"""

import os
import re
import sys

sys.path.insert(0, os.curdir)
from pelicanconf import *  # noqa: F403

SITEURL = (os.environ.get("NEWSDESK_SITEURL") or os.environ.get("SITEURL") or "").strip().rstrip("/")
if SITEURL and not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", SITEURL):
    sys.exit(f"SITEURL is {SITEURL!r}. Give the site's full address: SITEURL=https://example.org/news")
if not SITEURL:
    sys.stderr.write(
        "SITEURL is not set: pages link to each other by relative links, which hold wherever output/ is put, "
        "but name no address of their own, and 404.html expects to stand at the root of a host. "
        "With an address: SITEURL=https://example.org/news make publish\n"
    )
RELATIVE_URLS = not SITEURL
DELETE_OUTPUT_DIRECTORY = True
