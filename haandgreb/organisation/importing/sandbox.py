"""Reads a workbook in a child process with limits, so that a hostile file can harm nothing but its own reading."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from haandgreb.organisation.importing.problems import ImportProblem

CPU_SECONDS = 60
MEMORY = 512 * 1024 * 1024
# The child may also wait; beyond this it is ended whatever it is doing.
WALL_SECONDS = 120
_ROOT = Path(__file__).resolve().parents[3]
_ENDED_BY_TIME = {-24, -9}  # SIGXCPU, SIGKILL


def read_in_child(data: bytes) -> list[tuple[str, int, list[str]]]:
    """
    The rows of an XLSX as (sheet, line, cells), read with at most 60 s of CPU and 512 MB of memory.

    Raises ImportProblem with the child's reason, or with what ended the child. Its own words are never looked at, as
    they could quote the file.
    """
    command = [sys.executable, "-P", "-m", "haandgreb.organisation.importing.sandbox"]
    try:
        ended = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8"},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ImportProblem("workbook_too_slow", seconds=CPU_SECONDS) from error
    if ended.returncode in _ENDED_BY_TIME:
        raise ImportProblem("workbook_too_slow", seconds=CPU_SECONDS)
    if ended.returncode < 0:
        raise ImportProblem("workbook_too_heavy", most=MEMORY // 1024 // 1024)
    return list(_answer(ended.stdout))


def _answer(written: bytes) -> Iterator[tuple[str, int, list[str]]]:
    """The child's lines; the last one says that it is done or why it is not."""
    *rows, last = written.splitlines() or [b"null"]
    verdict = json.loads(last) if last.startswith(b"{") else {"problem": "workbook_damaged", "params": {}}
    if verdict["problem"]:
        raise ImportProblem(verdict["problem"], **verdict["params"])
    for row in rows:
        sheet, line, cells = json.loads(row)
        yield sheet, line, cells


def limit_this_process(cpu_seconds: int = CPU_SECONDS, memory: int = MEMORY) -> None:
    """From here on this process may not use more, write no file and leave no memory dump."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """The child: a workbook on standard input, a line of JSON per row on standard output, then the verdict."""
    limit_this_process()
    from haandgreb.organisation.importing.workbook import read_workbook

    verdict: dict[str, object] = {"problem": "", "params": {}}
    write = sys.stdout.write
    try:
        for row in read_workbook(sys.stdin.buffer.read()):
            write(json.dumps(row, ensure_ascii=True, separators=(",", ":")) + "\n")
    except ImportProblem as problem:
        verdict = {"problem": problem.code, "params": dict(problem.params)}
    except MemoryError:
        verdict = {"problem": "workbook_too_heavy", "params": {"most": MEMORY // 1024 // 1024}}
    write(json.dumps(verdict) + "\n")


if __name__ == "__main__":
    main()
