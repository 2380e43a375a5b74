"""The site as it is published: full addresses, and an output folder with nothing left over.

The address comes from the environment: ``SITEURL=https://example.org/news make publish``.
"""

import os
import sys

sys.path.insert(0, os.curdir)
from pelicanconf import *  # noqa: F403

SITEURL = (os.environ.get("NEWSDESK_SITEURL") or os.environ.get("SITEURL") or "").rstrip("/")
RELATIVE_URLS = False
DELETE_OUTPUT_DIRECTORY = True
