"""Parts on the workers of a Dask cluster: one that is made here, or one that is there already."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from tempfile import TemporaryDirectory

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, as_completed

from ketclaims.articles import fault_reading
from ketclaims.model import InputError
from ketclaims.runs.extraction import Extracted, claims_of, documents_table, in_tables, joined
from ketclaims.runs.parts import Part
from ketclaims.runs.run import Compute
from ketclaims.runs.settings import Settings

LOOPBACK = "127.0.0.1"
AHEAD = 3
"""So many parts for each worker are on the way at a time: the next is there when one is done, and memory is bounded."""
PATIENCE = 30
"""Seconds until a cluster that does not answer, or has no worker, is given up."""
LOCAL = {
    # A document may have to be read in a process of its own, and a daemonic worker could not start one.
    "distributed.worker.daemon": False,
    "distributed.worker.profile.enabled": False,
    # By default every process looks at itself fifty times a second, which takes some hundredths of a core.
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "5s",
    # What a worker holds is small and goes at once; a disk would only slow it.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)"
"""What a worker runs first: Ctrl-C reaches every process of a terminal, and it is ours that ends the others."""


@contextmanager
def local_cluster(jobs: int) -> Iterator[Client]:
    """A client of ``jobs`` worker processes on this machine, which end with the block; no dashboard, loopback only."""
    with (
        TemporaryDirectory(prefix="ketclaims-") as scratch,
        dask.config.set(LOCAL),
        LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            host=LOOPBACK,
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": f"{LOOPBACK}:0"},
            preload=DEAF,
            local_directory=scratch,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


@contextmanager
def cluster_at(address: str) -> Iterator[Client]:
    """A client of the cluster whose scheduler is at ``address``; ``InputError`` where none answers or works there."""
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise InputError(f"{address}: no scheduler answers ({error}).") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise InputError(f"{address}: the scheduler has no worker.") from None
        yield client


def compute_on(client: Client) -> Compute:
    """Compute parts on the workers of ``client``, and again where a worker is lost; each part is given once."""

    def compute(parts: Iterator[Part], settings: Settings) -> Iterator[tuple[Part, Extracted]]:
        sent: dict[str, Part] = {}
        done = as_completed()
        while True:
            for part in islice(parts, max(0, _room(client) - len(sent))):
                sent[part.key] = part
                done.add(_sent(client, part, settings))
            if not sent:
                return
            future = next(done)
            part = sent.pop(future.key)
            yield part, _result(client, future, part, settings)

    return compute


def _room(client: Client) -> int:
    threads: dict[str, int] = client.nthreads()
    return AHEAD * max(1, sum(threads.values()))


def _sent(client: Client, part: Part, settings: Settings) -> Future[Extracted]:
    with warnings.catch_warnings():
        # The documents travel with the task: then they are still there when the worker that had them is not.
        warnings.filterwarnings("ignore", message="Sending large graph", category=UserWarning)
        return client.submit(claims_of, documents_table(part.documents), settings, key=part.key)


def _result(client: Client, future: Future[Extracted], part: Part, settings: Settings) -> Extracted:
    try:
        result = future.result()
        assert isinstance(result, Extracted)
        return result
    except KilledWorker:
        return _one_by_one(client, part, settings)
    except InputError:
        raise
    except Exception as error:
        raise InputError(f"The cluster cannot go on: {type(error).__name__} ({error}).") from None
    finally:
        future.release()


def _one_by_one(client: Client, part: Part, settings: Settings) -> Extracted:
    """What comes out of a part that took worker after worker with it: one of its documents did, the others did not."""
    if len(part.documents) == 1:
        (document,) = part.documents
        return in_tables([(document, fault_reading(document, f"{document.file}: its worker died of it."))], settings)
    singles = [Part.of([document], settings.digest) for document in part.documents]
    return joined([_result(client, _sent(client, single, settings), single, settings) for single in singles])
