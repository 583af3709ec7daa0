"""The archive's settings, for a command that needs nothing else of it."""

import sys

from backfile.build.request import Request
from backfile.build.settings import read_settings
from backfile.cli.console import show_problems
from backfile.cli.options import Where
from backfile.config import Config
from backfile.problems import has_errors


def settings_or_exit(where: Where) -> Config:
    """The settings; where they have errors, the command says so and ends."""
    settings = read_settings(Request(root=where.root, now=0))
    if has_errors(settings.problems):
        show_problems(settings.problems)
        sys.exit(1)
    return settings.config
