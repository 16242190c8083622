"""SQLite looks at its own figures once a day, so that a person's rows are found by her index."""

import pytest
from django.db import connection

from haandgreb.organisation.tests.factories import make_person
from haandgreb.site import statistics

pytestmark = pytest.mark.django_db


def test_after_the_daily_work_the_database_knows_its_tables():
    make_person()

    statistics.refresh()
    statistics.refresh()

    assert connection.vendor != "sqlite" or figures_of("organisation_person") > 0


def figures_of(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = %s", [table])
        return cursor.fetchone()[0]
