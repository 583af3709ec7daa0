"""The build from end to end: scan, read, assemble, plan, compare, render, publish. Preview and command call this."""

import os
import shutil
import time
from pathlib import Path

import msgspec

from backfile.build.current import Glance, glance, unchanged_result
from backfile.build.ledger import FOLDER, Ledger
from backfile.build.lock import locked
from backfile.build.output import refuse_output
from backfile.build.outputs_look import OutputsLook
from backfile.build.request import Request, Result
from backfile.build.settings import Settings, read_settings
from backfile.build.sources import scan
from backfile.build.stage_folder import stage_folder
from backfile.build.strangers import stranger
from backfile.build.troubles import TROUBLES, ClusterError, trouble
from backfile.config import term_files
from backfile.problems import Location, Problem, has_errors, strictly


def build(request: Request) -> Result:
    """Builds the site. With an error among the result's problems, the site is as it was before."""
    begun = time.perf_counter()
    if request.executor:  # other machines have no working folder of ours
        request = msgspec.structs.replace(request, root=request.root.absolute())
    if not (request.root / FOLDER).parent.is_dir():
        return Result(problems=(Problem(Location(str(request.root)), "there is no such folder."),))
    if strange := stranger(request.root / FOLDER, request.root):
        return Result(problems=(strange,))
    try:
        with locked(request.root / FOLDER, lambda: request.progress("waiting for another build", 0, 0)):
            result = _build_locked(request)
    except ClusterError as error:
        result = Result(problems=(error.problem,))
    except OSError as error:
        result = Result(problems=(trouble(request.root, error, "the site could not be written"),))
    except TROUBLES as error:
        result = Result(problems=(trouble(request.root, error, "what was built before cannot be looked up"),))
    problems = strictly(result.problems) if request.strict else result.problems
    seconds = result.seconds | {"total": round(time.perf_counter() - begun, 3)}
    return msgspec.structs.replace(result, problems=tuple(sorted(set(problems))), seconds=seconds)


def _build_locked(request: Request) -> Result:
    settings = read_settings(request)
    refused = refuse_output(request.root, settings.output, settings.output_place)
    problems = (*settings.problems, *((refused,) if refused else ()))
    if has_errors(problems):
        return Result(problems=problems)
    helped = not request.force and request.jobs != 1
    with OutputsLook(request.root, settings.output, settings.site, may_help=helped) as look:
        ledger = Ledger(request.root)
        stages = stage_folder(request.root, settings)
        # On a cluster a worker may outlive the build that it worked for: it never meets the files of the next one.
        stage = stages / os.urandom(8).hex() if request.executor else stages
        try:
            seen = _look(request, settings, ledger, look)
            if seen.is_current:
                return unchanged_result(seen, problems)
            result = _build_changes(request, settings, seen, ledger, stage)
            return msgspec.structs.replace(result, problems=(*problems, *result.problems))
        finally:
            if stage.exists():
                request.progress("tidy", 0, 0)  # the records of 100,000 articles for the search are as many files
            ledger.close()
            shutil.rmtree(stages, ignore_errors=True)


def _look(request: Request, settings: Settings, ledger: Ledger, look: OutputsLook) -> Glance:
    begun = time.perf_counter()
    found = scan(request.root, term_files(settings.config).values(), request.progress)
    seen = glance(request, settings, found, ledger, look)
    look.end()
    return msgspec.structs.replace(seen, seconds=round(time.perf_counter() - begun, 3))


def _build_changes(request: Request, settings: Settings, seen: Glance, ledger: Ledger, stage: Path) -> Result:
    # Heavy libraries: only where there is work for them, and the whole build's only where there is that much.
    from backfile.build.touch import touch

    result = touch(request, settings, seen, ledger, stage)
    if result is None:
        from backfile.build.amending import amend_site

        result = amend_site(request, settings, seen, ledger, stage)
    if result is None:
        from backfile.build.full import build_changes

        result = build_changes(request, settings, seen, ledger, stage)
    return result
