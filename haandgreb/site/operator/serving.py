"""The server: gunicorn in this process, the worker as its child."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from haandgreb.site import gunicorn_conf
from haandgreb.site.operator.addresses import Address

_QUICKEST_RESTART = 5.0
_M_ARENA_MAX = -8  # malloc.h


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn comes without types
    """gunicorn with our settings, started from this process."""

    def __init__(self, address: Address, *, workers: int, threads: int, ready: Callable[[], None]) -> None:
        self.facts: dict[str, Any] = {
            name: value for name, value in vars(gunicorn_conf).items() if not name.startswith("_") and name.islower()
        }
        for name in ("os", "annotations"):
            self.facts.pop(name)
        self.facts |= {"bind": address.bind, "workers": workers, "threads": threads}
        self.ready = ready
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.facts.items():
            self.cfg.set(name, value)
        self.cfg.set("when_ready", lambda server: self.ready())

    def load(self) -> Any:
        return get_internal_wsgi_application()


def serve(address: Address, *, workers: int, threads: int, with_worker: bool, ready: Callable[[], None]) -> None:
    """Serve until a signal ends it. The children end with this process, however it ends."""
    _share_heaps()
    server = Server(address, workers=workers, threads=threads, ready=ready)
    connections.close_all()  # a connection is never shared between processes
    gc.collect()
    gc.freeze()  # what is loaded by now stays shared between the processes
    keeper = _fork_keeper() if with_worker else 0
    if keeper:
        server.cfg.set("on_exit", lambda server: _see_off(keeper))
    server.run()


def _share_heaps() -> None:
    """Let the threads share two heaps (glibc): one for each keeps what it once used, and memory grows with threads."""
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(_M_ARENA_MAX, 2)


def _fork_keeper() -> int:
    """A child that keeps the worker running for as long as this process lives."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        os._exit(_keep_worker(parent))
    return child


def _keep_worker(parent: int) -> int:
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.append(1))
    while not stopping and os.getppid() == parent:
        started = time.monotonic()
        worker = _fork_worker()
        while os.waitpid(worker, os.WNOHANG) == (0, 0):
            if stopping or os.getppid() != parent:
                _end(worker)
                os.waitpid(worker, 0)
                break
            time.sleep(0.5)
        if not stopping and time.monotonic() - started < _QUICKEST_RESTART:
            time.sleep(_QUICKEST_RESTART)
    return 0


def _fork_worker() -> int:
    keeper = os.getpid()
    child = os.fork()
    if child == 0:
        from haandgreb.site.worker import Worker

        code = 1
        try:
            Worker(is_wanted=lambda: os.getppid() == keeper).run()
            code = 0
        finally:
            sys.stdout.flush()
            os._exit(code)
    return child


def _see_off(keeper: int) -> None:
    """Let the worker finish what it is doing, for as long as the answers under way may take too."""
    _end(keeper)
    until = time.monotonic() + gunicorn_conf.graceful_timeout
    while _is_there(keeper) and time.monotonic() < until:
        time.sleep(0.1)


def _is_there(child: int) -> bool:
    try:
        return os.waitpid(child, os.WNOHANG) == (0, 0)
    except ChildProcessError:  # gunicorn has taken note of its end
        return False


def _end(process: int) -> None:
    try:
        os.kill(process, signal.SIGTERM)
    except ProcessLookupError:
        return
