"""The command `backfile`: finds the module of a command when it is asked for, so that none pays for another."""

import importlib
import os
import sys
from io import TextIOWrapper

import click

COMMANDS = {
    "init": "init_archive",
    "import": "import_articles",
    "new": "new_article",
    "build": "build_site",
    "serve": "serve_site",
    "check": "check_archive",
    "related": "related_articles",
    "tags": "tags",
    "list": "list_articles",
    "clean": "clean_site",
}
"""Each command and the module of backfile.cli that holds it as `command`."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"backfile.cli.{COMMANDS[cmd_name]}").command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="backfile", prog_name="backfile")
@click.pass_context
def backfile(ctx: click.Context) -> None:
    """Turns a publication's past into Markdown that lasts, and that Markdown into a static, searchable archive site."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> None:
    """Runs the command. An interruption and a closed pipe end it quietly; nothing half-made is left behind."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # file names need not be text, and a terminal not Unicode
    try:
        backfile.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; what stood before stands still.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        _let_go_of_output()
        sys.exit(1)
    except OSError as error:
        _let_go_of_output()
        reason = f"{error.strerror or error}"
        click.echo(f"{error.filename or 'standard output'}: it cannot be read or written: {reason}.", err=True)
        sys.exit(1)


def _let_go_of_output() -> None:
    """So that the interpreter, when it ends, does not try to write what is left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
