"""The year: rounds beside everything else, as a wheel and as a list that tells the same."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.dialogues.actions.kinds import content, load_kinds
from haandgreb.dialogues.models import Kind, YearEvent
from haandgreb.dialogues.queries.year import AFTER, BEFORE, DURING, OTHER, Span, months, spans
from haandgreb.dialogues.tests.factories import Workplace, make_round
from haandgreb.dialogues.year_chart import wheel
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

BEGINS, ENDS = date(2026, 6, 1), date(2027, 6, 1)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@pytest.mark.parametrize(
    ("first", "count", "wanted"),
    [
        (date(2026, 11, 25), -5, date(2026, 6, 1)),
        (date(2026, 11, 1), 2, date(2027, 1, 1)),
        (date(2027, 1, 1), -1, date(2026, 12, 1)),
    ],
)
def test_months_are_counted_over_the_new_year(first, count, wanted):
    assert months(first, count) == wanted


@pytest.mark.django_db
def test_a_round_has_its_three_phases_and_the_rest_stands_beside():
    make_round(
        prepare_from=date(2026, 8, 1), talks_from=date(2026, 9, 1), talks_to=date(2026, 10, 30),
        kickoff_on=date(2026, 7, 28), follow_up_from=date(2027, 2, 1), follow_up_to=date(2027, 3, 1),
    )  # fmt: skip
    YearEvent.objects.create(title="Budget", starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 20), who="Direktionen")
    YearEvent.objects.create(title="Før", starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 31))

    found = spans(BEGINS, ENDS)

    assert [(one.phase, one.first.isoformat(), one.who) for one in found] == [
        (BEFORE, "2026-07-28", ""),
        (BEFORE, "2026-08-01", ""),
        (DURING, "2026-09-01", ""),
        (OTHER, "2026-11-01", "Direktionen"),
        (AFTER, "2027-02-01", ""),
    ]


@pytest.mark.django_db
def test_what_touches_the_edge_of_the_year_is_in_it():
    for first, last in (((2026, 5, 1), (2026, 6, 1)), ((2027, 5, 31), (2027, 8, 1)), ((2026, 1, 1), (2028, 1, 1))):
        YearEvent.objects.create(title="Kant", starts_on=date(*first), ends_on=date(*last))
    YearEvent.objects.create(title="Efter", starts_on=ENDS, ends_on=ENDS)

    assert [str(one.event) for one in spans(BEGINS, ENDS)] == ["Kant"] * 3


some_days = st.integers(-400, 800).map(lambda number: BEGINS + timedelta(days=number))


@given(some_days, st.integers(0, 900), st.sampled_from([BEFORE, DURING, AFTER, OTHER]))
def test_every_arc_lies_within_the_picture(first, length, phase):
    span = Span(first, first + timedelta(days=length), "x", phase)
    if span.last < BEGINS or span.first >= ENDS:
        return

    drawn = str(wheel([span], BEGINS, ENDS, date(2026, 11, 25)))

    numbers = [float(number) for number in NUMBER.findall(re.search(r'yw-seg \w+" d="([^"]+)"', drawn)[1])]
    assert all(0 <= number <= 300 for number in numbers)
    assert 'style="' not in drawn


def test_a_whole_year_is_an_arc_and_today_has_a_hand_only_where_it_is_in_the_year():
    whole = Span(BEGINS, ENDS, "x", DURING)

    assert "yw-now" in wheel([whole], BEGINS, ENDS, date(2026, 11, 25))
    assert "yw-now" not in wheel([whole], BEGINS, ENDS, ENDS)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "2027-01", "never", "99999-01", "2027-13", "1-1", "-", "1901-01", "2990-12"])
def test_any_year_can_be_asked_for(client, asked):
    sign_in(client, Workplace().person)

    assert client.get(reverse("dialogues:year"), {"from": asked}).status_code == 200


@pytest.mark.django_db
def test_hr_writes_the_year_and_everybody_reads_it(client):
    place, today = Workplace(), clock.today().isoformat()
    sign_in(client, place.hr)
    form = {"title": "Budgettet lægges", "starts_on": today, "ends_on": today, "who": "Direktionen", "once": "a"}

    for _ in range(2):
        assert client.post(reverse("dialogues:year_new"), form).url == reverse("dialogues:year")
    event = YearEvent.objects.get()
    page = reverse("dialogues:year_edit", args=[event.pk])
    assert client.post(page, {**form, "title": "Budget", "version": "1"}).status_code == 302
    stale = client.post(page, {**form, "title": "Finanslov", "version": "1"})
    assert (stale.status_code, "Budget" in stale.content.decode()) == (422, True)
    assert client.post(page, {**form, "ends_on": "2020-01-01", "version": "2"}).status_code == 422

    sign_in(client, place.person)
    text = client.get(reverse("dialogues:year")).content.decode()
    assert "Budget" in text
    assert page not in text
    sign_in(client, place.hr)
    client.post(reverse("dialogues:year_delete", args=[event.pk]))
    assert YearEvent.objects.count() == 0


@pytest.mark.django_db
def test_kinds_follow_the_file_until_the_workplace_changes_them():
    load_kinds()
    assert [kind.key for kind in Kind.objects.all()] == [row["key"] for row in content()]
    Kind.objects.filter(key="mus").update(title="Udviklingssamtale", version=2, minutes=60)
    Kind.objects.filter(key="lus").update(title="Gammel titel", is_used=False)

    load_kinds()

    mus, lus = Kind.objects.get(key="mus"), Kind.objects.get(key="lus")
    assert (mus.title, mus.minutes) == ("Udviklingssamtale", 60)
    assert (lus.title, lus.is_used) == ("LUS", False)
    assert Kind.objects.count() == len(content())
