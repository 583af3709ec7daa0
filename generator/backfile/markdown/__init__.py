"""Markdown into HTML that is safe to publish. Knows no article, no page and no file."""
