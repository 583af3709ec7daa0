"""The command line, one module a command: the only room that prints and that decides an exit status."""
