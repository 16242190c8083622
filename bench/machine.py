"""The machine and the processes: what stands beside the figures."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import django


def about() -> str:
    """Processor, cores, memory, versions: one line."""
    cpu = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = next((int(line.split()[1]) // 1024 // 1024 for line in _lines("/proc/meminfo")), 0)
    return (
        f"{cpu}, {os.cpu_count()} cores, {memory} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, Django {django.get_version()}"
    )


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def load() -> float:
    """How busy the machine is with other things: the load average of the last minute."""
    return os.getloadavg()[0]


def memory_of_group(group: int) -> dict[str, float]:
    """Proportional memory (PSS, MB) of a process group: each page counted once, shared ones by share."""
    rows = subprocess.run(["ps", "-eo", "pid=,pgid="], capture_output=True, text=True, check=True).stdout.split("\n")
    members = [row.split()[0] for row in rows if row.strip() and row.split()[1] == str(group)]
    found = {pid: _pss(pid) for pid in members}
    return {pid: size for pid, size in found.items() if size}


def _pss(pid: str) -> float:
    for line in _lines(f"/proc/{pid}/smaps_rollup"):
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


@dataclass(frozen=True)
class Run:
    """A command that has ended: seconds, and the most memory (MB) it or one of its children used."""

    seconds: float
    peak: float
    said: str


def run(command: list[str], environment: dict[str, str], folder: Path) -> Run:
    """Run a command to its end and measure it. Raises AssertionError with its words when it fails."""
    began = time.perf_counter()
    with (folder / "said.txt").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=subprocess.STDOUT)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read()
    if process.returncode:
        raise AssertionError(f"{' '.join(command)}\n{words}")
    return Run(time.perf_counter() - began, usage.ru_maxrss / 1024, words)
