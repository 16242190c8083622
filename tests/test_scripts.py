"""The scripts say what is wrong in one line, and name no place to fetch things from."""

from __future__ import annotations

import re
import socket
import subprocess
from pathlib import Path

import pytest

from scripts.port import why_not

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def taken():
    """A port somebody else listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield str(listener.getsockname()[1])


def test_a_port_that_is_taken_is_said_and_how_to_choose_another(taken):
    assert why_not("127.0.0.1", taken) == (
        f"Cannot listen on 127.0.0.1:{taken}: something else already answers there. "
        "Stop it, or choose another: make run PORT=8001"
    )


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("127.0.0.1", "0", "PORT is a number from 1 to 65535, not '0'."),
        ("127.0.0.1", "65536", "PORT is a number from 1 to 65535, not '65536'."),
        ("127.0.0.1", "http", "PORT is a number from 1 to 65535, not 'http'."),
        ("127.0.0.1", "٨٠٠٠", "PORT is a number from 1 to 65535, not '٨٠٠٠'."),
        ("no such host", "8000", "HOST is a name or address of this machine, not 'no such host'."),
        ("192.0.2.1", "8000", "Cannot listen on 192.0.2.1:8000: this machine does not have that address."),
    ],
)
def test_an_address_that_cannot_be_used_is_explained(host, port, words):
    assert why_not(host, port).startswith(words)


def test_a_python_that_is_too_old_is_said_in_one_line(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    environment = {"PATH": "/usr/bin:/bin", "PYTHON": str(old)}
    done = subprocess.run(
        ["bash", "scripts/run.sh"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Håndgreb needs Python 3.11 or newer." in done.stderr


def test_what_the_tests_need_and_cannot_install_is_said_in_one_line(tmp_path):
    for name in ("bash", "find", "mktemp", "rm", "tail", "id"):
        (tmp_path / name).symlink_to(Path("/usr/bin") / name)
    done = subprocess.run(
        ["bash", "scripts/system.sh"],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    needed = done.stderr.strip().splitlines()[-1]
    assert needed.startswith("The tests need more from the system. On Debian: apt-get install chromium")
    assert needed.endswith("gettext")


@pytest.mark.parametrize(
    ("has_pango", "install", "words"),
    [
        ("false", "echo installed $1", ""),
        ("true", "echo installed $1", "installed pdf"),
        ("true", "exit 1", "PDF could not be installed; everything else runs without it."),
    ],
    ids=["no Pango", "Pango", "not to be installed"],
)
def test_pdf_is_added_where_the_system_can_set_it_and_never_needed(has_pango, install, words):
    steps = f"set -euo pipefail; . scripts/lib.sh; has_pango() {{ {has_pango}; }}; install() {{ {install}; }}; add_pdf"

    done = subprocess.run(["bash", "-c", steps], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.strip()) == (0, words)


def test_no_file_names_a_package_index():
    files = [*(ROOT / "requirements").iterdir(), *(ROOT / "scripts").glob("*.sh"), ROOT / "Makefile", ROOT / ".ci/run"]
    naming = [
        path.name
        for path in files
        if re.search(r"https?://(?!haandgreb\.example)|(?<!emit-)index-url", path.read_text())
    ]
    assert naming == []


def test_every_locked_package_has_its_hash():
    for name in ("bootstrap", "runtime", "pdf", "test"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=\S)", text.strip())
        unhashed = [block for block in blocks if "==" in block.split("\n")[0] and "--hash=sha256:" not in block]
        assert unhashed == []


def test_the_tests_list_holds_the_same_versions_as_the_servers_list():
    def pins(name):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))

    assert pins("runtime").items() <= pins("test").items()
