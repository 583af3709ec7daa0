"""Foreign formats into articles: each importer reads one format, one store writes them all."""
