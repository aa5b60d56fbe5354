"""Bots: the names in robots.txt of bots that gather texts for language models.

The list follows what their operators say. New bots appear; a site can name them itself.
"""

from __future__ import annotations

TRAINING = (
    "AI2Bot", "Ai2Bot-Dolma", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider",
    "CCBot", "ClaudeBot", "cohere-training-data-crawler", "Diffbot", "FacebookBot",
    "Google-Extended", "GPTBot", "meta-externalagent", "omgili", "PanguBot", "Timpibot",
)  # fmt: skip
"""Those that gather texts to train models, and the names by which others may be kept from it."""

SEARCH = (
    "ChatGPT-User", "Claude-SearchBot", "Claude-User", "DuckAssistBot", "meta-externalfetcher",
    "MistralAI-User", "OAI-SearchBot", "Perplexity-User", "PerplexityBot", "YouBot",
)  # fmt: skip
"""Those that find pages for the answers of assistants, or fetch them when somebody asks."""
