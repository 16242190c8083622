"""Laws of a staff list in the database: twice the same is once, and history is never lost."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haandgreb.organisation.actions import import_runs
from haandgreb.organisation.importing.reading import Upload
from haandgreb.organisation.models import Engagement, ImportRun, Person, Unit, UnitManager, UnitPeriod
from haandgreb.shared import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imports_here")]

FIRST = date(2020, 1, 1)
days = st.integers(0, 4000).map(lambda number: FIRST + timedelta(days=number))
names = st.sampled_from(["Åse", "Aage", "Bo", "Freja", "Søren", "Zoë"])
titles = st.sampled_from(["", "Jurist", "Sagsbehandler"])


@st.composite
def periods(draw):
    start = draw(days)
    end = draw(st.none() | st.integers(1, 2500).map(lambda number: start + timedelta(days=number)))
    return start.isoformat(), end.isoformat() if end else ""


@st.composite
def organisations(draw):
    """The four files of an organisation that holds together."""
    units = draw(st.integers(1, 5))
    people = draw(st.integers(1, 6))
    rows = {"units.csv": ["ext_id;parent_ext_id;name;type;from;to"]}
    for number in range(units):
        above = f"u{draw(st.integers(0, number - 1))}" if number else ""
        end = draw(st.sampled_from(["", "", "2024-06-30", "2030-01-01"]))
        start = draw(st.sampled_from(["2015-01-01", "2015-01-01", "2018-05-01", "2028-02-01"]))
        rows["units.csv"].append(f"u{number};{above};{draw(names)} {number};;{start};{end if end > start else ''}")
    rows["people.csv"] = ["ext_id;given;surname;email;login"]
    rows["engagements.csv"] = ["ext_id;person_ext_id;unit_ext_id;employee_no;job_title;disco;primary;from;to"]
    rows["managers.csv"] = ["unit_ext_id;person_ext_id;from;to"]
    for number in range(people):
        rows["people.csv"].append(f"p{number};{draw(names)};{draw(names)};m{number}@prøve.dk;")
        for place in range(draw(st.integers(0, 2))):
            start, end = draw(periods())
            unit = draw(st.integers(0, units - 1))
            rows["engagements.csv"].append(
                f"e{number}-{place};p{number};u{unit};{number:05};{draw(titles)};;{1 - place};{start};{end}"
            )
    for number in range(units):
        if draw(st.booleans()):
            start, end = draw(periods())
            person = draw(st.sampled_from(["", *(f"p{one}" for one in range(people))]))
            rows["managers.csv"].append(f"u{number};{person};{start};{end}")
    kept = draw(st.sets(st.sampled_from(["engagements.csv", "managers.csv"])))
    left_out = {"engagements.csv", "managers.csv"} - kept
    return {name: "\n".join([*lines, ""]) for name, lines in rows.items() if name not in left_out}


def take_in(files):
    """Read the files and save them, whatever there is to be sure about; what the preview said."""
    run = import_runs.begin([Upload(name, text.encode()) for name, text in files.items()], by=None)
    import_runs.look_through(run)
    shown = run.preview
    assert run.state == ImportRun.State.READY, shown
    import_runs.save(run, fingerprint=shown["fingerprint"], sure=True, by=None)
    assert run.state == ImportRun.State.SAVED
    return shown


def facts():
    """All rows, with the ids we gave."""
    return [
        sorted(model.objects.values_list(), key=repr) for model in (Unit, UnitPeriod, Person, Engagement, UnitManager)
    ]


once = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@once
@given(organisations())
def test_any_organisation_read_twice_is_there_once(files):
    with transaction.atomic():
        take_in(files)
        before = facts()
        again = take_in(files)

        assert again["empty"]
        assert facts() == before
        transaction.set_rollback(True)


@once
@given(organisations(), organisations())
def test_one_organisation_after_another_settles_at_once_and_forgets_nobody(first, second):
    with transaction.atomic():
        take_in(first)
        people = set(Person.objects.values_list("ext_id", flat=True))
        began = set(Engagement.objects.filter(valid_from__lt=clock.today()).values_list("pk", flat=True))
        take_in(second)
        again = take_in(second)

        assert again["empty"]
        assert people <= set(Person.objects.values_list("ext_id", flat=True))
        assert began <= set(Engagement.objects.values_list("pk", flat=True))
        transaction.set_rollback(True)


@once
@given(organisations(), organisations())
def test_the_database_holds_what_the_units_and_their_periods_say(first, second):
    today = clock.today()
    with transaction.atomic():
        take_in(first)
        take_in(second)

        for unit in Unit.objects.all():
            periods_of_it = list(unit.periods.order_by("valid_from"))
            assert periods_of_it[0].valid_from == unit.valid_from
            assert periods_of_it[-1].valid_to == unit.valid_to
            assert all(one.valid_to == other.valid_from for one, other in pairwise(periods_of_it))
            now = [
                one for one in periods_of_it if one.valid_from <= today and (not one.valid_to or one.valid_to > today)
            ]
            assert [(one.name, one.parent_id) for one in now] in ([], [(unit.name, unit.parent_id)])
            above = unit.parent.path if unit.parent else ""
            assert unit.path == f"{above}{unit.pk.hex}/"
        transaction.set_rollback(True)
