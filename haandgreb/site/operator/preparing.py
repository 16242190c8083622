"""What must be in place before the first page is served: tables, files for browsers, content, perhaps the demo."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.shared import clock
from haandgreb.shared.demo import Changed, Demo
from haandgreb.shared.installation import change, installation, is_demo_now
from haandgreb.shared.models import Installation
from haandgreb.shared.passport import Capability, capabilities
from haandgreb.site.operator import tables
from haandgreb.site.operator.words import Stop, say


def prepare(*, demo: bool, for_browsers: bool = True) -> None:
    """Bring the installation to where pages can be served; what is in place already takes no time."""
    reach_database()
    migrate()
    if for_browsers:
        collect_static()
    load_content()
    if demo and (is_new() or is_demo_now()):
        load_or_complete_demo()


def reach_database() -> None:
    """Stop with words when the database does not answer."""
    try:
        connection.ensure_connection()
    except DatabaseError as trouble:
        raise Stop(
            _("The database does not answer (%(where)s): %(reason)s")
            % {"where": database_name(), "reason": " ".join(str(trouble).split())}
        ) from trouble


def database_name() -> str:
    """Where the data lie, without user and password."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(facts["NAME"])
    return f"PostgreSQL {facts['NAME']} @ {facts['HOST'] or 'localhost'}"


def unknown_migrations() -> list[str]:
    """Migrations in the database that this version does not know: a newer Håndgreb has written it."""
    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations)
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations if (app, name) not in known)


def missing_migrations() -> int:
    """How many migrations this version still has to run."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_newer() -> None:
    """Stop where a newer version has written the database."""
    newer = unknown_migrations()
    if newer:
        raise Stop(
            _("The database was written by a newer Håndgreb (%(names)s). Start that version, or restore a backup.")
            % {"names": ", ".join(newer[:3])}
        )


def migrate() -> None:
    """Bring the tables to this version; refuse a database that a newer version has written."""
    refuse_newer()
    count = missing_migrations()
    if count and not connection.introspection.table_names():
        say(_("Making the tables"))
        tables.make()
    elif count:
        say(ngettext("Updating the database: %(n)d step", "Updating the database: %(n)d steps", count) % {"n": count})
        call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    """Gather stylesheet and scripts with their fingerprints, when one of them has changed."""
    stamp = Path(settings.STATIC_ROOT) / ".sources"
    sources = _static_fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == sources:
        return
    say(_("Gathering the stylesheet and scripts"))
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(sources, encoding="ascii")


def _static_fingerprint() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            found.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return found.hexdigest()


def load_content() -> None:
    """Bring question sets, templates and texts into the database; lowest capability first."""
    with transaction.atomic():
        for capability in reversed(capabilities()):
            capability.load_content()


def is_new() -> bool:
    """Nobody has set this installation up, and nobody is in it."""
    from haandgreb.organisation.models import Person, Unit

    return installation().set_up_at is None and not Person.objects.exists() and not Unit.objects.exists()


def load_or_complete_demo() -> None:
    """Make the demo in a new installation; in a demo, add what came with a newer version. Real data stop it."""
    if is_demo_now():
        complete_demo()
    else:
        load_demo()


def load_demo() -> None:
    """Fill a new installation with the demo workplace, dated from today; all of it or nothing."""
    if not is_new():
        raise Stop(_("There are data in this installation already. The demo is only loaded into a new one."))
    demo = Demo(today=clock.today())
    say(_("Making the demo workplace"))
    with transaction.atomic():
        for capability in with_demo():
            capability.load_demo(demo)
        _remember_the_parts()


def complete_demo() -> bool:
    """Add the demo of the capabilities that came with a newer version; whether there was something to add.

    Only ever in a demo. What is there stays as it is, and the new parts are dated from today. Where people have
    changed the demo too much to build on, it says so and adds nothing.
    """
    demo = Demo(today=clock.today())
    with transaction.atomic():
        row = Installation.objects.select_for_update().filter(is_demo=True).first()
        missing = [part for part in with_demo() if row is not None and part.label not in row.demo_parts]
        if not missing:
            return False
        names = {"names": ", ".join(part.label for part in missing)}
        try:
            _load_parts(demo, missing)
        except Changed:
            say(_("The demo workplace was changed too much to add what is new: %(names)s") % names)
            return False
        _remember_the_parts()
    say(_("Added to the demo workplace: %(names)s") % names)
    return True


def _load_parts(demo: Demo, missing: list[Capability]) -> None:
    """Find what is there before anything is added, then add the missing parts; lowest capability first."""
    there = [part for part in with_demo() if part not in missing]
    for part in there:
        part.find_demo(demo)
    for part in missing:
        part.load_demo(demo)


def with_demo() -> list[Capability]:
    """The capabilities with a part of the demo, lowest on the map first."""
    return [capability for capability in reversed(capabilities()) if capability.has_demo]


def _remember_the_parts() -> None:
    change(demo_parts=sorted(part.label for part in with_demo()))
