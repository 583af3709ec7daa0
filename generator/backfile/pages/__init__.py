"""What pages the site has and what each of them shows: an archive in, pages out. Renders nothing."""
