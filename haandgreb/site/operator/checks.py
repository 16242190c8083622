"""haandgreb check: what is wrong with this installation, in words."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.shared import audit, clock
from haandgreb.shared.installation import installation
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.passport import capabilities
from haandgreb.site import jobs
from haandgreb.site.operator import preparing, restoring, text_keys
from haandgreb.site.operator.words import Stop, say

ROOM_NEEDED = 500  # MB
WORKER_MAY_BE_AWAY = timedelta(minutes=15)
# As long as a backup with open answers in it may live (security and privacy, 2.6): there may be some in the copy.
OLD_DATA_MAY_STAY = timedelta(days=30)


def report() -> int:
    """Say everything that is wrong, then what could be better; 0 where nothing is wrong, else 1."""
    found = list(problems())
    for problem in found:
        say(f"· {problem}")
    if not found:
        say(_("Everything is in order."))
    for hint in hints():
        say(f"  {hint}")
    return 1 if found else 0


def problems() -> Iterator[str]:
    """One sentence for each thing that is wrong, each with what to do."""
    yield from files()
    try:
        preparing.reach_database()
        preparing.refuse_newer()
    except Stop as stop:
        yield str(stop)
        return
    missing = preparing.missing_migrations()
    if missing:
        yield (
            ngettext(
                "The database lacks %(n)d step. Start the server once: haandgreb serve",
                "The database lacks %(n)d steps. Start the server once: haandgreb serve",
                missing,
            )
            % {"n": missing}
        )
        return
    for part in _PARTS:
        yield from part()


def hints() -> Iterator[str]:
    """What is missing and harms nothing."""
    for capability in capabilities():
        yield from map(str, capability.hints())


def files() -> Iterator[str]:
    """The data directory and the keys."""
    data = Path(settings.DATA_DIR)
    if not data.is_dir():
        yield _("There is no data directory %(folder)s (HAANDGREB_DATA).") % {"folder": data}
        return
    for path in [data, *sorted((data / "keys").glob("*")), *_database_files()]:
        mode = path.stat().st_mode
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            allowed = "700" if path.is_dir() else "600"
            yield _("Others on this machine can reach %(path)s. Run: chmod %(mode)s %(path)s") % {
                "path": path,
                "mode": allowed,
            }
    free = shutil.disk_usage(data).free // 1_000_000
    if free < ROOM_NEEDED:
        yield _("Only %(free)d MB are free on the disk of %(folder)s. Make room: %(needed)d MB are wanted.") % {
            "free": free,
            "folder": data,
            "needed": ROOM_NEEDED,
        }
    if not (Path(__file__).parent.parent / "locale/da/LC_MESSAGES/django.mo").exists():
        yield _("The Danish words are not compiled. Run: python scripts/messages.py compile")


def _database_files() -> list[Path]:
    if connection.vendor != "sqlite":
        return []
    place = Path(str(connection.settings_dict["NAME"]))
    return [path for path in (place, *place.parent.glob(f"{place.name}.before_*")) if path.exists()]


def database() -> Iterator[str]:
    """SQLite's own checks of its file."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        if cursor.fetchone() != ("ok",):
            yield _("The database file is damaged. Restore the last backup: haandgreb restore FILE --replace")


def keys() -> Iterator[str]:
    """Every text people have written has its key here."""
    yield from text_keys.missing()


def mail() -> Iterator[str]:
    """A way for mails to leave, and mails that could not."""
    if installation().is_demo:
        return
    if not settings.EMAIL_HOST:
        yield _("No mail server is set, so invitations and sign-in links wait. Set HAANDGREB_SMTP_HOST.")
    failed = OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED).count()
    if failed:
        yield ngettext("%(n)d mail was given up.", "%(n)d mails were given up.", failed) % {"n": failed}


def production() -> Iterator[str]:
    """An installation with real people is reached through https only."""
    if installation().set_up_at is not None and not installation().is_demo and not settings.PRODUCTION:
        yield _("Real people are in this installation and it is open to plain http. Set HAANDGREB_PRODUCTION=1.")


def set_up() -> Iterator[str]:
    """Somebody has set it up."""
    if installation().set_up_at is None:
        yield _("Nobody has set this installation up. `haandgreb serve` prints the code for it.")


def work() -> Iterator[str]:
    """The worker has been here, and no job was given up."""
    seen = installation().last_tick_at
    if seen is None or clock.now() - seen > WORKER_MAY_BE_AWAY:
        yield _("The worker has not been seen for a quarter of an hour: mails and daily work wait. Start the server.")
    for name, moment in jobs.given_up():
        when = moment.astimezone(clock.COPENHAGEN).strftime("%Y-%m-%d %H:%M")
        yield _("The job %(name)s failed again and again, last at %(when)s.") % {"name": name, "when": when}


def trail() -> Iterator[str]:
    """The audit trail is unbroken."""
    broken = audit.first_broken_link()
    if broken is not None:
        yield _("The audit trail is broken at entry %(number)d: it was changed, or an entry before it is missing.") % {
            "number": broken.pk
        }


def old_copies() -> Iterator[str]:
    """What a restore put aside is not kept for longer than a month: people's data lie in it too."""
    for name, moment in restoring.kept_beside():
        if clock.now() - moment > OLD_DATA_MAY_STAY:
            delete = f"rm {name}" if connection.vendor == "sqlite" else f"DROP SCHEMA {name} CASCADE;"
            yield _(
                "What a restore put aside on %(day)s is still here, with people's data in it: %(name)s. "
                "If nobody needs it, delete it: %(delete)s"
            ) % {"day": moment.date().isoformat(), "name": name, "delete": delete}


def capabilities_own() -> Iterator[str]:
    """What each capability finds."""
    for capability in capabilities():
        yield from map(str, capability.trouble())


def _answering(part: Callable[[], Iterator[str]]) -> Callable[[], Iterator[str]]:
    def asked() -> Iterator[str]:
        try:
            yield from part()
        except DatabaseError as trouble:
            yield _("The database could not answer: %(reason)s") % {"reason": " ".join(str(trouble).split())}

    return asked


_PARTS = [
    _answering(part) for part in (database, keys, set_up, production, mail, work, trail, old_copies, capabilities_own)
]
