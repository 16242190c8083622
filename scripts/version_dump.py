#!/usr/bin/env python3
"""The demo of this version, kept for the tests of later ones: scripts/version_dump.py [FILE]

Makes a demo installation of its own, lets it live for the week before the release, and writes its rows and the names of
the migrations that were applied to tests/versions/VERSION.json.gz. The same tree gives the same bytes. Nothing of an
installation on this machine is read.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DAYS = 7
HOUR = 7  # UTC: a morning in Copenhagen
KEY = "the demo of a version that has landed: nothing real is signed with this"


def main(arguments: list[str]) -> int:
    """Write the dump; 1 where there is one already, or the rows hold something that belongs in no repository."""
    from haandgreb import __version__
    from tests.versions import rows

    file = Path(arguments[0]) if arguments else rows.FOLDER / f"{__version__}.json.gz"
    if file.exists():
        print(f"{file.name} is there already; the dump of a version that has landed is never changed.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="haandgreb-") as folder, _same_chance():
        _start_django(Path(folder))
        _live(released_on(__version__))
        dump = _dump(__version__)
    secrets = [word for word in (folder, str(ROOT), str(Path.home()), KEY) if word in repr(dump)]
    if secrets:
        print(f"The rows hold what belongs in no repository: {', '.join(secrets)}", file=sys.stderr)
        return 1
    rows.write_file(file, dump)
    print(
        f"{file.name}: {sum(len(table['rows']) for table in dump['tables'].values())} rows, {file.stat().st_size} bytes"
    )
    return 0


def released_on(version: str) -> datetime:
    """The morning of the day CHANGELOG.md gives the version."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(version)} – (\d{{4}}-\d\d-\d\d)$", text, re.MULTILINE)
    if found is None:
        raise SystemExit(f"CHANGELOG.md has no line '## {version} – YYYY-MM-DD'.")
    return datetime.fromisoformat(found[1]).replace(hour=HOUR, tzinfo=UTC)


def _start_django(data: Path) -> None:
    """A new installation on SQLite below `data`."""
    for name in [name for name in os.environ if name.startswith("HAANDGREB_") or name == "DATABASE_URL"]:
        del os.environ[name]
    os.environ |= {"HAANDGREB_DATA": str(data), "HAANDGREB_SECRET_KEY": KEY}
    os.environ["DJANGO_SETTINGS_MODULE"] = "haandgreb.site.settings"
    import django

    django.setup()


@contextmanager
def _same_chance() -> Iterator[None]:
    """
    Ids, codes and the key that seals texts come in the same order each time.

    Begins before any model names uuid4 as its default.
    """
    chance = random.Random(KEY)
    with (
        patch("uuid.uuid4", lambda: uuid.UUID(int=chance.getrandbits(128), version=4)),
        patch.object(random.SystemRandom, "getrandbits", lambda _self, bits: chance.getrandbits(bits)),
        patch.object(random.SystemRandom, "randbytes", lambda _self, count: chance.randbytes(count)),
        patch("os.urandom", chance.randbytes),
    ):
        yield


def _live(morning: datetime) -> None:
    """Make the demo a week before, and do the work of each day."""
    import time_machine

    from haandgreb.shared import outbox
    from haandgreb.site import worker
    from haandgreb.site.operator import preparing

    for day in range(-DAYS, 1):
        with time_machine.travel(morning + timedelta(days=day), tick=False):
            if day == -DAYS:
                preparing.prepare(demo=True, for_browsers=False)
            now = datetime.now(UTC)
            outbox.send_due(now)
            worker.tick(now)
            worker.daily(now)


def _dump(version: str) -> dict[str, Any]:
    from django.apps import apps
    from django.db import connection, connections
    from django.db.migrations.recorder import MigrationRecorder

    from tests.versions import rows

    applied = sorted(MigrationRecorder(connection).applied_migrations())
    dump = {"version": version, "migrations": [list(names) for names in applied], "tables": rows.tables(apps)}
    connections.close_all()
    return dump


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
