"""The languages that a site can speak: words from catalogues, dates and numbers from CLDR. Reads no disk."""
