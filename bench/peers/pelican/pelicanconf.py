import os

SITENAME = "Bench News Archive"
SITEURL = "https://news.example.org"
SITE_DESCRIPTION = "A benchmark news archive"
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "Europe/Berlin"
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%d %B %Y, %H:%M"
THEME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "theme")
THEME_STATIC_DIR = ""
STATIC_PATHS = []
PLUGINS = ["pelican.plugins.neighbors", "pelican.plugins.sitemap"]
SITEMAP = {"format": "xml"}
SECTIONS = [
    (s, s.lower().replace(" & ", "-").replace(" ", "-"))
    for s in [
        "World",
        "Politics",
        "Business",
        "Technology",
        "Science",
        "Health",
        "Sport",
        "Culture",
        "Travel",
        "Opinion",
        "Local News",
        "Food & Drink",
    ]
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
# everything else, e.g. MARKDOWN (codehilite, extra, meta), is Pelican's default

if os.environ.get("BENCH_PELICAN_CACHE"):
    CACHE_CONTENT = True
    LOAD_CONTENT_CACHE = True
    CONTENT_CACHING_LAYER = os.environ["BENCH_PELICAN_CACHE"]  # "reader" or "generator"
    CHECK_MODIFIED_METHOD = "mtime"
    CACHE_PATH = "cache"
