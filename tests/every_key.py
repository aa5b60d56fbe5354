"""A configuration that has every key."""

from __future__ import annotations

EVERY_KEY = """
title = "T"
description = "D"
base_url = "https://example.org/paper/"
language = "pt-BR"
timezone = "America/Sao_Paulo"
date_order = "mdy"
default_section = "News"
sections = ["News", "Arts & Culture"]
permalink = "/{language}/{section}/{year}/{month}/{day}/{slug}.html"
date_format = "d MMMM y"
datetime_format = "d MMMM y, HH:mm"
front_limit = 1
newest_limit = 2
listing_limit = 3
terms_limit = 4
exclude = ["README.md", "_drafts/**"]
[paths]
archive = "all"
on_this_day = "days"
corrections = "errata"
issues = "numbers"
search = "find"
feeds = "atom"
sitemaps = "maps"
[check]
known_authors = true
[slugs]
transliterate = "language"
[kinds.recipe]
label = "R"
type = "Article"
[[defaults]]
path = "1998/**"
section = "News"
language = "en"
source = "The Star"
licence = { name = "Own", url = "https://l.org/" }
authors = ["A"]
kind = "recipe"
template = "recipe.html"
print.publication = "The Star"
[templates]
recipe = "recipe.html"
section.sport = "own/sport.html"
[front]
lead = "a.md"
pins = ["b.md"]
sections = ["News"]
layout = "list"
[theme]
accent = "#a3352b"
accent_dark = "#FF8A7A"
logo = "/logo.svg"
favicon = "/icon.svg"
social_image = "/card.png"
footer = "F"
navigation = [{ title = "News", url = "/news/" }, { title = "X", url = "https://x.org/" }]
nav_limit = 9
nav_main = 3
[markdown]
engine = "markdown"
html = "escape"
extensions = ["tables"]
[indexes]
years = false
months = false
days = false
on_this_day = false
corrections = false
issues = false
json = false
jsonl = true
[reading]
contents = false
minutes = false
related = false
later = false
archive_before = 1990
cite = false
[feeds]
atom = false
rss = false
json = false
archive = false
content = "full"
limit = 4
page = false
[sitemaps]
enabled = false
images = false
news = false
[search]
enabled = true
[metadata]
json_ld = false
social_cards = false
noindex_below = 8
citations = false
[alternates]
json = true
text = true
markdown = true
[redirects]
html = false
file = true
[publisher]
publishing_principles = "_pages/a.md"
ethics_policy = "/ethics/"
corrections_policy = "https://example.org/c"
masthead = "/a/"
ownership_funding_info = "/b/"
mission_coverage_priorities_policy = "/c/"
verification_fact_checking_policy = "/d/"
unnamed_sources_policy = "/e/"
actionable_feedback_policy = "/f/"
diversity_policy = "/g/"
no_bylines_policy = "/h/"
[headers]
file = true
policy = { img-src = "https:" }
[robots]
training = false
search = false
allow = ["CCBot"]
disallow = ["A bot"]
tdm_reservation = true
tdm_policy = "/terms/"
[images]
enabled = true
widths = [9]
quality = 8
keep = ["credit"]
max_megapixels = 7
max_megabytes = 6
max_memory = 5
max_seconds = 4
social_cards = true
social_font = "static/own.ttf"
[limits]
article_kilobytes = 5
article_seconds = 6
front_matter_kilobytes = 7
article_items = 8
article_translations = 9
[taxonomies.topics]
title = "Schlagworte"
label = "Schlagwort"
path = "tags"
pages = false
feed = false
ordered = true
json_ld = "mentions"
type = "Place"
template = "own/topic.html"
list_template = "own.html"
[taxonomies.people]
[extra]
since = 1850-03-01
at = 10:00:00
deep = { list = [1, 2.5, true, "x", 2022-07-21T06:40:00Z] }
"""
