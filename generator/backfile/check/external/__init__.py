"""Outside links, asked one by one and politely whether they still lead somewhere; by `check --external` alone."""
