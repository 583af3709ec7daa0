"""What could be better in an archive: links, addresses, pictures, tags. Looks only; never writes into the site."""
