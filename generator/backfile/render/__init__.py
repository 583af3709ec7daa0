"""Pages into bytes: templates, metadata, feeds. Everything shown is in the page's view; nothing is asked for."""
