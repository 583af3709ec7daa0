"""Tells which articles are the same story. Knows no format, no file and no record: stories in, verdicts out."""
