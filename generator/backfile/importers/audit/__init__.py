"""Compares what was imported with its source, article by article, and writes a page that shows the worst first."""
