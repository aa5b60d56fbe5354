"""Pelican's settings for the benchmark; what is not named here is Pelican's default."""  # noqa: INP001

from pathlib import Path

SITENAME = "Bench News Archive"
SITEURL = "https://news.example.org"
SITE_DESCRIPTION = "A benchmark news archive"
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "Europe/Berlin"
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%d %B %Y, %H:%M"
THEME = str(Path(__file__).resolve().parent / "theme")
THEME_STATIC_DIR = ""
STATIC_PATHS: list[str] = []
PLUGINS = ["pelican.plugins.neighbors", "pelican.plugins.sitemap"]
SITEMAP = {"format": "xml"}
SECTIONS = [
    ("World", "world"),
    ("Politics", "politics"),
    ("Business", "business"),
    ("Technology", "technology"),
    ("Science", "science"),
    ("Health", "health"),
    ("Sport", "sport"),
    ("Culture", "culture"),
    ("Travel", "travel"),
    ("Opinion", "opinion"),
    ("Local News", "local-news"),
    ("Food & Drink", "food-drink"),
]

ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = "{date:%Y}/{date:%m}/{slug}/index.html"
CATEGORY_URL = "section/{slug}/"
CATEGORY_SAVE_AS = "section/{slug}/index.html"
TAG_URL = "tag/{slug}/"
TAG_SAVE_AS = "tag/{slug}/index.html"
AUTHOR_SAVE_AS = ""
YEAR_ARCHIVE_URL = "{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
MONTH_ARCHIVE_URL = "{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/index.html"
DIRECT_TEMPLATES = ["index"]
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"category": 20}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
FEED_ALL_ATOM = "feed.xml"
FEED_ALL_RSS = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TAG_FEED_ATOM = None
FEED_MAX_ITEMS = 20
