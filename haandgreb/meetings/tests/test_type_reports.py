"""What HR and the works council see: types of series, pooled once, and never less than enough."""

import pytest
from django.test import Client
from django.urls import reverse

from haandgreb.meetings.actions.reporting import publish_reports
from haandgreb.meetings.models import ReportedMeeting, ScoreResult, TypeReport
from haandgreb.meetings.tests.score_factory import closed_meeting, load_questions, make_series
from haandgreb.meetings.tests.test_result_page import words_of
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, set_up, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _questions():
    set_up()
    load_questions()


def two_units(meetings=((5, 5, 5), (5, 5)), kind="case"):
    """A series in each of two units with meetings of so many answers."""
    made = []
    for name, sheets in zip(["Tilskud", "Tilsyn"], meetings, strict=True):
        series = make_series(6, unit=make_unit(name), type=kind)
        for week, n in enumerate(sheets, 1):
            closed_meeting(series, [4] * n, days_ago=7 * week)
        made.append(series)
    return made


@pytest.mark.parametrize(
    ("meetings", "reports"),
    [
        (((5, 5, 5), (5, 5)), 1),
        (((5, 5), (5, 5)), 0),
        (((5, 5, 5, 5, 5), ()), 0),
        (((5, 5, 5, 4), (4, 5)), 0),
    ],
)
def test_a_type_needs_five_meetings_twenty_answers_and_two_units(meetings, reports):
    two_units(meetings)

    assert publish_reports(clock.today()) == reports
    assert TypeReport.objects.count() == reports


def test_a_pool_counts_as_its_meetings_and_never_by_itself():
    two_units(((3, 3, 5, 5), (5, 5)))

    publish_reports(clock.today())

    report = TypeReport.objects.get()
    assert (report.meetings, report.answers, report.units) == (5, 21, 2)


def test_what_is_in_one_report_enters_no_other():
    series, _other = two_units()
    publish_reports(clock.today())
    reported = set(ReportedMeeting.objects.values_list("meeting", flat=True))

    closed_meeting(series, [1] * 5)
    assert publish_reports(clock.today()) == 0

    assert set(ReportedMeeting.objects.values_list("meeting", flat=True)) == reported
    assert TypeReport.objects.get().answers == 25


def test_a_question_too_few_units_answered_is_left_out():
    one = make_series(6, unit=make_unit("Tilskud"))
    two = make_series(6, unit=make_unit("Tilsyn"))
    for week in range(1, 4):
        closed_meeting(one, [4] * 6, days_ago=7 * week)
        closed_meeting(two, [4] * 6, days_ago=7 * week)
    for result in ScoreResult.objects.filter(meeting__series=two):
        result.counts["MS-2"] = [0, 0, 0, 0, 0]
        result.save()

    publish_reports(clock.today())

    counts = TypeReport.objects.get().counts
    assert ("MS-2" in counts, "MS-9" in counts) == (False, True)


@pytest.mark.parametrize("kind", [Role.Kind.HR, Role.Kind.WORKS_COUNCIL])
def test_hr_and_works_council_read_types_and_no_chair_or_unit(kind):
    two_units()
    publish_reports(clock.today())
    reader = make_person("Camille Vangsted", make_unit("HR"))
    role = give_role(reader, kind)
    role.units.set([])

    words = words_of(sign_in(Client(), reader).get(reverse("meetings:type_reports")).content.decode())

    assert "Sagslæring 5 møder, 25 svar, 2 enheder" in words
    assert [name in words for name in ("Tilskud", "Tilsyn", "Gorm", "Sagsmøde")] == [False] * 4
