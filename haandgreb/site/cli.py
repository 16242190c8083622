"""haandgreb: the commands of the person who runs the server. `haandgreb --help` lists them."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from haandgreb import __version__
from haandgreb.site.operator.words import Stop, language, say

_SUMMARY = """
serve        start the server and its worker
demo         fill a new installation with the demo workplace; in a demo, add what a newer version has
import       take in a staff list: a folder with the four CSV files, or one XLSX
import-esco  take in ESCO's list of skills: skills_da.csv, skills_en.csv or both
daily        do what is due today, now
worker       run the worker alone (where the servers run elsewhere)
backup       copy everything but the keys into one file, while people work
restore      put a backup back
rotate-key   seal what people have written with a new key
check        say what is wrong with this installation
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 stopped with words, 2 not understood."""
    asked = _parser().parse_args(arguments)
    os.umask(0o077)  # data, keys and backups are the owner's alone
    if asked.command == "serve":
        _say_where(asked)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haandgreb.site.settings")
    try:
        _start_django()
        return int(asked.act(asked) or 0)
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="haandgreb", description=_SUMMARY, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"Håndgreb {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="start the server and its worker")
    serve.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"), help="0.0.0.0 lets others in the room in")
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    serve.add_argument("--workers", type=int, default=2, help="processes that answer (2)")
    serve.add_argument("--threads", type=int, default=4, help="answers at once in each process (4)")
    serve.add_argument("--without-worker", action="store_true", help="the worker runs elsewhere")
    serve.add_argument("--demo", action="store_true", help="make the demo in a new database; add what is new to a demo")
    serve.set_defaults(act=_serve)

    commands.add_parser("demo", help="fill a new installation with the demo workplace").set_defaults(act=_demo)

    take = commands.add_parser("import", help="take in a staff list")
    take.add_argument("path", type=Path, metavar="FOLDER-OR-FILE")
    take.add_argument("--dry-run", action="store_true", help="show what would happen, and change nothing")
    take.add_argument("--yes", action="store_true", help="save without asking, for scripts")
    take.add_argument("--accept-many", action="store_true", help="with --yes: also where very many would end or move")
    take.set_defaults(act=_import)

    skills = commands.add_parser("import-esco", help="take in ESCO's list of skills")
    skills.add_argument("files", type=Path, nargs="+", metavar="FILE", help="skills_da.csv, skills_en.csv or both")
    skills.add_argument("--dry-run", action="store_true", help="show what would happen, and change nothing")
    skills.add_argument("--yes", action="store_true", help="save without asking, for scripts")
    skills.add_argument("--accept-many", action="store_true", help="with --yes: also where very much would be closed")
    skills.set_defaults(act=_import_esco)

    commands.add_parser("daily", help="do what is due today, now").set_defaults(act=_daily)
    commands.add_parser("worker", help="run the worker alone").set_defaults(act=_worker)

    backup = commands.add_parser("backup", help="copy everything but the keys into one file")
    backup.add_argument("file", type=Path)
    backup.set_defaults(act=_backup)

    restore = commands.add_parser("restore", help="put a backup back")
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="also where there are data; they are kept beside")
    restore.set_defaults(act=_restore)

    rotate = commands.add_parser("rotate-key", help="seal what people have written with a new key")
    rotate.add_argument("--forget-old", action="store_true", help="earlier keys go; backups that need them are lost")
    rotate.set_defaults(act=_rotate_key)

    commands.add_parser("check", help="say what is wrong").set_defaults(act=_check)
    return parser


def _say_where(asked: argparse.Namespace) -> None:
    """Links and QR codes lead to where this server can be reached, unless the operator has named an address."""
    from haandgreb.site.operator.addresses import Address

    asked.address = Address(asked.host, asked.port)
    os.environ.setdefault("HAANDGREB_URL", asked.address.url)


def _start_django() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        from django.utils import translation

        django.setup()
    except ImproperlyConfigured as trouble:
        raise Stop(trouble) from trouble
    except OSError as trouble:
        raise Stop(f"{trouble.filename or ''}: {trouble.strerror}") from trouble
    translation.activate(language())


def _serve(asked: argparse.Namespace) -> None:
    from haandgreb.site.operator import preparing, serving, text_keys, welcome

    preparing.prepare(demo=asked.demo)
    for line in text_keys.missing():
        say(line)
    serving.serve(
        asked.address,
        workers=asked.workers,
        threads=asked.threads,
        with_worker=not asked.without_worker,
        ready=welcome.lines(asked.address.url),
    )


def _demo(asked: argparse.Namespace) -> None:
    from haandgreb.site.operator import preparing, welcome

    preparing.prepare(demo=False)
    preparing.load_or_complete_demo()
    for line in welcome.personas():
        say(line)


def _import(asked: argparse.Namespace) -> int:
    from haandgreb.site.operator import importing, preparing

    preparing.prepare(demo=False, for_browsers=False)
    return importing.take_in(asked.path, dry_run=asked.dry_run, yes=asked.yes, accept_many=asked.accept_many)


def _import_esco(asked: argparse.Namespace) -> int:
    from haandgreb.site.operator import esco, preparing

    preparing.prepare(demo=False, for_browsers=False)
    return esco.take_in(asked.files, dry_run=asked.dry_run, yes=asked.yes, accept_many=asked.accept_many)


def _daily(asked: argparse.Namespace) -> int:
    from django.utils.translation import gettext as _

    from haandgreb.shared import clock
    from haandgreb.site import worker
    from haandgreb.site.operator import preparing

    preparing.prepare(demo=False, for_browsers=False)
    failed = worker.daily(clock.now())
    if failed:
        raise Stop(_("Not everything could be done: %(names)s. The log says why.") % {"names": ", ".join(failed)})
    say(_("Done for today."))
    return 0


def _worker(asked: argparse.Namespace) -> None:
    from haandgreb.site.operator import preparing
    from haandgreb.site.worker import Worker

    preparing.reach_database()
    preparing.refuse_newer()
    Worker().run()


def _backup(asked: argparse.Namespace) -> None:
    from haandgreb.site.operator import backups

    backups.backup(asked.file)


def _restore(asked: argparse.Namespace) -> None:
    from haandgreb.site.operator import restoring

    restoring.restore(asked.file, replace=asked.replace)


def _rotate_key(asked: argparse.Namespace) -> None:
    from haandgreb.site.operator import text_keys

    text_keys.rotate(forget_old=asked.forget_old)


def _check(asked: argparse.Namespace) -> int:
    from haandgreb.site.operator import checks

    return checks.report()


if __name__ == "__main__":
    sys.exit(main())
