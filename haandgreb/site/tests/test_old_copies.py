"""What a restore put aside is told of when it has lain there for a month."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import translation

from haandgreb.shared import clock
from haandgreb.site.operator import checks, restoring

pytestmark = pytest.mark.django_db


def put_aside(tmp_path, monkeypatch, *stamps):
    """Copies as restores leave them; returns what each is called."""
    if connection.vendor == "sqlite":
        place = tmp_path / "haandgreb.sqlite3"
        monkeypatch.setitem(connection.settings_dict, "NAME", str(place))
        for stamp in stamps:
            place.with_name(f"{place.name}.before_{stamp}").touch()
        return [f"{place}.before_{stamp}" for stamp in stamps]
    with connection.cursor() as cursor:
        for stamp in stamps:
            cursor.execute(f'CREATE SCHEMA "before_{stamp}"')
    return [f"before_{stamp}" for stamp in stamps]


def stamp(days):
    return (clock.now() - timedelta(days=days)).astimezone(clock.COPENHAGEN).strftime("%Y%m%d_%H%M%S")


def test_what_was_put_aside_is_found_oldest_first_and_nothing_else(tmp_path, monkeypatch):
    names = put_aside(tmp_path, monkeypatch, "20260301_120000", "20251224_180000", "tomorrow", "20261399_000000")

    assert restoring.kept_beside() == [
        (names[1], datetime(2025, 12, 24, 18, tzinfo=clock.COPENHAGEN)),
        (names[0], datetime(2026, 3, 1, 12, tzinfo=clock.COPENHAGEN)),
    ]


def test_only_what_is_more_than_a_month_old_is_told_of_with_how_to_delete_it(tmp_path, monkeypatch):
    old, _young = put_aside(tmp_path, monkeypatch, stamp(31), stamp(29))

    with translation.override("en"):
        (said,) = checks.old_copies()

    delete = f"rm {old}" if connection.vendor == "sqlite" else f"DROP SCHEMA {old} CASCADE;"
    assert said.endswith(f"{old}. If nobody needs it, delete it: {delete}")


def test_nothing_is_said_where_nothing_was_put_aside(tmp_path, monkeypatch):
    put_aside(tmp_path, monkeypatch)

    assert list(checks.old_copies()) == []
