"""What machines read: each module plans its own files.

feed           Atom and JSON Feed of the site, its beats and names
evidence       evidence.json beside a story: signals, statistics, posts
json_api       the site's data at fixed addresses, and story.json beside a story
plain          index.md beside a story, and llms.txt
search_index   words to stories, in small files that the search page's script fetches
card           the pictures that other sites show beside a link
sitemap        sitemaps of pages, stories by year, and the newest as news
robots         robots.txt, security.txt, .nojekyll
"""
