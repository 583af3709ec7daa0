"""Sources into an archive of articles: front matter, taxonomies, addresses, related articles. Touches no disk."""
