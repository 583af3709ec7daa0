"""Takes a site away again: only files that the ledger says a build wrote, never anything else in the folder."""

import shutil
from pathlib import Path

import msgspec

from backfile.build.ledger import FOLDER, Ledger
from backfile.build.output import refuse_output, remove
from backfile.build.publishing import spare_of
from backfile.build.reading_archive import with_ledger
from backfile.build.request import Request
from backfile.build.settings import Settings, read_settings
from backfile.build.stage_folder import stage_folder
from backfile.problems import Problem, has_errors


class Cleaned(msgspec.Struct, frozen=True):
    """What was taken away: the site's folder, its files as paths within it, and what kept the work from being done.
    `is_known` tells whether any build ever wrote there, `is_left` whether the folder still holds something."""

    output: Path
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_known: bool = False
    is_left: bool = False


def clean(request: Request) -> Cleaned:
    """Removes what builds wrote into the request's output, and the ledger's rows of it. Raises OSError."""
    settings = read_settings(request)
    refused = refuse_output(request.root, settings.output, settings.output_place)
    errors = tuple(p for p in (*settings.problems, *((refused,) if refused else ())) if p.is_error)
    if has_errors(errors):
        return Cleaned(settings.output, problems=errors)
    if not (request.root / FOLDER).is_dir():
        return Cleaned(settings.output, is_left=settings.output.exists())
    return with_ledger(request, lambda ledger: _clean(request.root, settings, ledger))


def _clean(root: Path, settings: Settings, ledger: Ledger) -> Cleaned:
    output, site = settings.output, settings.site
    shutil.rmtree(spare_of(site, stage_folder(root, settings)), ignore_errors=True)
    owned = sorted({*ledger.outputs(site, with_inputs=False), *ledger.intents(site)})
    there = tuple(path for path in owned if _is_ours(output, path))
    remove(output, there)
    _remove_if_empty(output)
    ledger.record_outputs(site, (), owned)
    ledger.forget_state(site)
    return Cleaned(output, there, is_known=bool(owned), is_left=output.exists())


def _is_ours(output: Path, path: str) -> bool:
    """Whether a file stands there, in the site itself: a folder that has become a link leads to someone else's."""
    target = output / path
    is_file = target.is_symlink() or target.is_file()
    return is_file and target.parent.resolve().is_relative_to(output.resolve())


def _remove_if_empty(output: Path) -> None:
    if output.is_dir() and not output.is_symlink() and not any(output.iterdir()):
        output.rmdir()
