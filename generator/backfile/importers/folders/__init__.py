"""Folders of other static site generators: each importer reads one generator's sites as that generator would. Runs no
template and no code of a site."""
