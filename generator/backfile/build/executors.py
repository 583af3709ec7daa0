"""Which executor does the work of a build. A cluster's library is imported only where one is asked for."""

from pathlib import Path

from backfile.build.cluster_address import scheduler_of
from backfile.build.ledger import FOLDER
from backfile.build.request import Request
from backfile.build.troubles import ClusterError
from backfile.build.workers import Executor, LocalProcesses


def executor_of(request: Request, stage: Path | None = None) -> Executor:
    """The executor that the request asks for. Workers of other machines must see the archive and, where they stage
    files, the folder `stage`. Raises ClusterError where the library is missing."""
    if not request.executor:
        return LocalProcesses(request.jobs)
    try:
        from backfile.build.dask_cluster import DaskCluster
    except ModuleNotFoundError as error:
        if error.name not in ("dask", "distributed"):
            raise
        message = f"{request.executor} needs Dask, which is not installed"
        raise ClusterError(message, "Install it: pip install 'backfile[dask]'.") from error
    usual = request.root.absolute() / FOLDER / "stage"
    # Beside a site on another file system there is a stage of its own.
    shared = {stage.absolute()} if stage and stage.is_relative_to(usual) else {usual, *((stage,) if stage else ())}
    return DaskCluster(scheduler_of(request.executor), tuple(sorted(shared)), request.progress)
