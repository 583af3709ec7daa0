"""`python -m backfile` is `backfile`."""

from backfile.cli.main import main

main()
