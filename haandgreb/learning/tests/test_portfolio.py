"""Three bars: counted from five people, every remainder none or five, mandatory apart, no target."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.learning.actions.portfolio import release_when_due
from haandgreb.learning.models import CheckIn, ClickSeat, Enrolment, RoomCount
from haandgreb.learning.queries.portfolio import portfolio, units
from haandgreb.learning.rules.portfolio import Part, counted
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment
from haandgreb.learning.tests.tracks_factory import make_click, make_pair
from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import clock

TREE = {"top": None, "a": "top", "b": "top", "a1": "a"}
HOMES = {1: "top", 2: "a", 3: "a1", 4: "a1", 5: "b"}
parts = st.lists(
    st.builds(Part, st.sampled_from([*HOMES, 6]), st.sampled_from(["external", "formal"]), st.integers(0, 600))
)


@given(parts)
def test_a_unit_holds_what_stands_in_it_and_below(rows):
    found = counted(rows, HOMES, TREE)
    for kind in ("external", "formal"):
        of_kind = [row for row in rows if row.kind == kind and row.person in HOMES]
        top = found.get(kind, {}).get("top")
        if not of_kind:
            assert top is None
            continue
        assert top.people == {row.person for row in of_kind}
        assert (top.times, top.minutes) == (len(of_kind), sum(row.minutes for row in of_kind))


@given(parts)
def test_the_order_of_the_parts_does_not_matter(rows):
    assert counted(rows, HOMES, TREE) == counted(rows[::-1], HOMES, TREE)


@pytest.mark.django_db
class TestShown:
    """What is released of enrolments."""

    def took_part(self, unit, count, activity, name="Kollega", **facts):
        days = {"starts_on": clock.today() - timedelta(days=20), "ends_on": clock.today() - timedelta(days=19)}
        for n in range(count):
            make_enrolment(make_person(f"{name} {n}", unit), activity, "completed", **{**days, **facts})

    def rows(self):
        return {(row.unit.name, row.kind): (row.people, row.times, row.minutes) for row in RoomCount.objects.all()}

    def test_four_are_hidden_and_five_are_shown(self):
        place = Workplace()
        self.took_part(place.unit, 4, make_activity(form="RM-I02", room="formal", minutes=60))
        self.took_part(place.unit, 5, make_activity(minutes=120), "Anden")

        release_when_due(clock.today())

        assert self.rows() == {("Direktion", "external"): (5, 5, 600), ("Tilskud", "external"): (5, 5, 600)}

    def test_a_unit_whose_parent_would_leave_fewer_than_five_is_hidden(self):
        place = Workplace()
        self.took_part(place.unit, 5, make_activity())
        self.took_part(place.top, 3, make_activity(), "Anden")

        release_when_due(clock.today())

        assert [unit for unit, _kind in self.rows()] == ["Direktion"]

    def test_what_is_mandatory_is_counted_apart(self):
        place = Workplace()
        module = make_activity(minutes=20, is_mandatory=True, why_mandatory="Lov")
        self.took_part(place.unit, 5, module, is_mandatory=True)

        release_when_due(clock.today())

        shown = portfolio(place.person, place.unit)
        assert [line.count for line in shown.lines] == [None, None, None]
        assert (shown.mandatory.times, shown.mandatory_hours) == (5, 2)

    def test_agreed_hours_go_before_those_of_the_catalogue(self):
        place = Workplace()
        self.took_part(place.unit, 5, make_activity(minutes=600), hours=3)

        release_when_due(clock.today())

        assert self.rows()["Tilskud", "external"] == (5, 5, 5 * 180)

    def test_figures_that_change_by_one_stand(self):
        place, activity = Workplace(), make_activity(minutes=60)
        self.took_part(place.unit, 5, activity)
        release_when_due(clock.today())
        before = self.rows()
        self.took_part(place.unit, 1, activity, "Ny")

        release_when_due(clock.today() + timedelta(days=31))

        assert self.rows() == before

    def test_it_is_counted_once_a_month(self):
        place = Workplace()
        self.took_part(place.unit, 5, make_activity())
        first = release_when_due(clock.today())

        assert first is not None
        assert release_when_due(clock.today() + timedelta(days=29)) is None
        assert release_when_due(clock.today() + timedelta(days=30)) is not None

    def test_what_began_more_than_a_year_ago_is_not_counted(self):
        place = Workplace()
        old = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 1, 2)}
        self.took_part(place.unit, 9, make_activity(), **old)

        assert release_when_due(clock.today()) is None

    @pytest.mark.parametrize("role", ["person", "manager", "above", "hr", "council"])
    def test_everybody_who_reads_it_reads_the_same_figures(self, role):
        place = Workplace()
        self.took_part(place.unit, 5, make_activity(minutes=60))
        release_when_due(clock.today())

        found = units(getattr(place, role), clock.today(), "1")

        assert [list(line.hours) for line in found.lines if line.unit == place.unit] == [[5, None, None]]

    def test_modules_in_use_after_thirty_days_are_counted_with_those_who_did_not_answer(self):
        place = Workplace()
        module = make_activity("Send sikkert", minutes=20)
        day = clock.today() - timedelta(days=40)
        days = {"starts_on": day, "ends_on": day}
        self.took_part(place.unit, 6, module, **days)
        self.took_part(place.unit, 1, module, "Sidste uge")
        told = list(Enrolment.objects.filter(completed_on=day))[:5]
        for use, enrolment in zip([3, 2, 1, 0, None], told, strict=True):
            if use is not None:
                CheckIn.objects.create(enrolment=enrolment, day=30, use=use, answered_on=clock.today())

        release = release_when_due(clock.today())

        assert release.modules == {"use": [2, 2, 2], "together": [0, 7]}

    def test_taken_with_a_partner_or_in_a_faelles_klik_is_together(self):
        place = Workplace()
        module = make_activity("Send sikkert", minutes=20)
        self.took_part(place.unit, 6, module)
        people = [one.person for one in Enrolment.objects.all()]
        make_pair(people[0], people[1], activity=module)
        click = make_click(place.hr, module, days=-20, state="held")
        ClickSeat.objects.create(click=click, person=people[2], taken_at=clock.now())

        assert release_when_due(clock.today()).modules["together"] == [3, 3]

    def test_modules_of_four_people_are_not_counted(self):
        place = Workplace()
        self.took_part(place.unit, 4, make_activity("Send sikkert", minutes=20))
        self.took_part(place.unit, 5, make_activity("Kursus"), "Anden")

        assert release_when_due(clock.today()).modules == {}

    def test_nobody_has_figures_before_five_have_taken_part(self):
        place = Workplace()
        self.took_part(place.unit, 4, make_activity())

        assert release_when_due(clock.today()) is None
        assert not portfolio(place.person, place.unit).is_shown
