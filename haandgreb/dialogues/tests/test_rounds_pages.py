"""Rounds through their pages: planned, stepped, and refused where the table has no step."""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions.making import make_dialogues
from haandgreb.dialogues.models import Concept, Dialogue, Round
from haandgreb.dialogues.rules.states import ROUND
from haandgreb.dialogues.tests.factories import Workplace, make_concept, make_dialogue, make_kind, make_round
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import engage, give_role, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db
S = Round.State


@pytest.fixture
def place():
    make_kind()
    return Workplace()


@pytest.fixture
def hr(client, place):
    return sign_in(client, place.hr)


def filled(place, **changes):
    """The form of a new round, filled in."""
    today = clock.today()
    days = {"prepare_from": 5, "talks_from": 20, "talks_to": 80, "follow_up_from": 200, "follow_up_to": 220}
    facts = {name: (today + timedelta(days=number)).isoformat() for name, number in days.items()}
    return {
        "kind": str(make_kind().pk), "title": "MUS 2027", "unit": str(place.top.pk), "leaders_out": "on",
        "once": "a", **facts, **changes,
    }  # fmt: skip


def go(client, round_, to, **more):
    return client.post(reverse("dialogues:round_go", args=[round_.pk]), {"to": to, **more})


def ready(place, state="talks", **facts):
    now = clock.now()
    return make_round(state, units=[place.top], started_at=now, ready_at=now, **facts)


def test_hr_plans_a_round_and_a_form_sent_twice_makes_one(hr, place):
    make_concept(3)

    first = hr.post(reverse("dialogues:round_new"), filled(place))
    again = hr.post(reverse("dialogues:round_new"), filled(place))

    made = Round.objects.get()
    assert first.url == again.url == reverse("dialogues:round", args=[made.pk])
    assert (str(made), made.state, list(made.units.all()), made.concept.number) == ("MUS 2027", S.DRAFT, [place.top], 3)
    assert Dialogue.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "days"), [("talks_from", 2), ("talks_to", 10), ("follow_up_from", 3), ("follow_up_to", 150)]
)
def test_days_that_do_not_follow_each_other_are_told_at_the_field(hr, place, field, days):
    wrong = (clock.today() + timedelta(days=days)).isoformat()

    answer = hr.post(reverse("dialogues:round_new"), filled(place, **{field: wrong}))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert answer.context["form"]["title"].value() == "MUS 2027"
    assert Round.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [{"title": ""}, {"title": "MUS for 010203-1234"}, {"unit": ""}, {"kind": "no"}, {"talks_from": "9999-12-31"}],
)
def test_what_cannot_be_planned_is_refused_with_nothing_lost(hr, place, changes):
    assert hr.post(reverse("dialogues:round_new"), filled(place, **changes)).status_code == 422
    assert Round.objects.count() == 0


def test_hr_plans_within_her_units_only(client, place):
    other = make_unit("Data", place.top)
    some = make_person("Esben Vindeholt", place.unit)
    give_role(some, Role.Kind.HR, units=[place.unit])
    sign_in(client, some)

    assert client.post(reverse("dialogues:round_new"), filled(place, unit=str(other.pk))).status_code == 422
    assert client.post(reverse("dialogues:round_new"), filled(place, unit=str(place.unit.pk))).status_code == 302
    wider = make_round("draft", units=[place.top])
    assert client.get(reverse("dialogues:round", args=[wider.pk])).status_code == 200
    assert client.get(reverse("dialogues:round_edit", args=[wider.pk])).status_code == 403
    assert go(client, wider, "discussed", on="2026-01-01").status_code == 403


def test_a_round_goes_its_way_step_by_step(hr, place):
    make_concept(1)
    hr.post(reverse("dialogues:round_new"), filled(place))
    this = Round.objects.get()
    make_concept(2)

    go(hr, this, "discussed", on=clock.today().isoformat())
    this.refresh_from_db()
    assert (this.state, this.discussed_on, this.concept.number) == (S.DISCUSSED, clock.today(), 2)

    go(hr, this, "preparing")
    this.refresh_from_db()
    assert (this.state, this.ready_at) == (S.PREPARING, None)
    waiting = hr.get(reverse("dialogues:round", args=[this.pk])).content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    go(hr, this, "talks")
    this.refresh_from_db()
    assert this.state == S.PREPARING  # the dialogues are not made yet

    make_dialogues(this.pk)
    go(hr, this, "talks")
    go(hr, this, "agreeing")
    this.refresh_from_db()
    assert this.state == S.TALKS  # no talk has been held yet
    Dialogue.objects.filter(person=place.person).update(state="held", held_on=clock.today())
    for state in ("agreeing", "following", "closed"):
        go(hr, this, state)
        this.refresh_from_db()
        assert this.state == state
    assert this.closed_at is not None
    steps = AuditEntry.objects.filter(action="round moved").order_by("id").values_list("details", flat=True)
    assert [one["after"] for one in steps] == ["discussed", "preparing", "talks", "agreeing", "following", "closed"]


@pytest.mark.parametrize(
    ("before", "after"), [pair for pair in product(S.values, repeat=2) if pair[1] not in ROUND[pair[0]]]
)
def test_a_step_that_is_not_in_the_table_changes_nothing(hr, place, before, after):
    this = ready(place, before)

    assert go(hr, this, after, on=clock.today().isoformat()).status_code == 302

    this.refresh_from_db()
    assert (this.state, this.version) == (before, 1)


@pytest.mark.parametrize("state", ["", "nowhere", "cancelled"])
def test_a_state_that_is_not_there_changes_nothing(hr, place, state):
    this = ready(place)

    assert go(hr, this, state).status_code == 302

    this.refresh_from_db()
    assert this.state == S.TALKS


@pytest.mark.parametrize("on", ["", "in spring", "2998-01-01"])
def test_the_works_council_has_discussed_it_on_a_day_that_has_been(hr, place, on):
    this = make_round("draft", units=[place.top])

    go(hr, this, "discussed", on=on)

    this.refresh_from_db()
    assert (this.state, this.discussed_on) == (S.DRAFT, None)


def test_a_round_without_units_is_not_opened(hr, place):
    this = make_round("discussed")

    go(hr, this, "preparing")

    this.refresh_from_db()
    assert (this.state, this.started_at) == (S.DISCUSSED, None)


def test_follow_up_has_its_days(hr, place):
    this = ready(place, "agreeing")

    go(hr, this, "following")

    this.refresh_from_db()
    assert this.state == S.AGREEING


def test_what_has_begun_keeps_whom_it_is_for(hr, place):
    this = ready(place)
    other = make_unit("Data")

    form = filled(place, title="MUS igen", unit=str(other.pk), version="1")
    assert hr.post(reverse("dialogues:round_edit", args=[this.pk]), form).status_code == 302

    this.refresh_from_db()
    assert (str(this), list(this.units.all())) == ("MUS igen", [place.top])


def test_the_second_of_two_who_change_a_round_sees_both_texts(hr, place):
    this = make_round("draft", units=[place.top])
    page = reverse("dialogues:round_edit", args=[this.pk])
    assert hr.post(page, filled(place, title="MUS i foråret", version="1")).status_code == 302

    answer = hr.post(page, filled(place, title="MUS i efteråret", version="1"))

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "MUS i foråret" in text
    assert "MUS i efteråret" in text
    this.refresh_from_db()
    assert str(this) == "MUS i foråret"


def test_a_plan_can_go_and_what_has_begun_cannot(hr, place):
    plan, begun = make_round("draft", units=[place.top]), ready(place)

    for one in (plan, begun):
        assert hr.post(reverse("dialogues:round_delete", args=[one.pk])).status_code == 302

    assert list(Round.objects.all()) == [begun]


def test_closed_stays_as_it_was(hr, place):
    this = ready(place, "closed")

    assert hr.post(reverse("dialogues:round_edit", args=[this.pk]), filled(place, version="1")).status_code == 403


def test_of_a_closed_round_hr_reads_numbers_and_no_name(client, place):
    this = ready(place, "closed")
    for number in range(6):
        person = make_person(f"Ansat {number}", place.unit)
        made = make_dialogue(person, place.manager, "agreed", round=this, engagement=person.engagements.get())
    some = make_person("Esben Vindeholt", place.unit)
    give_role(some, Role.Kind.HR, units=[place.unit])

    for hr in (place.hr, some):
        sign_in(client, hr)
        page = client.get(reverse("dialogues:round", args=[this.pk]))
        assert ("Ansat" in page.content.decode(), [line.count.agreed for line, _bar in page.context["lines"]]) == (
            False,
            [6],
        )
        assert client.get(reverse("dialogues:round_people", args=[this.pk])).status_code == 404
        assert client.get(reverse("dialogues:round_person", args=[this.pk, made.pk])).status_code == 404


def test_names_are_those_of_hrs_units(client, place):
    this = ready(place)
    other = make_unit("Data", place.top)
    for name, unit in (("Mads Rosenklint", place.unit), ("Laust Fjordlys", other)):
        person = make_person(name, unit)
        make_dialogue(person, place.manager, round=this, engagement=person.engagements.get())
    some = make_person("Esben Vindeholt", place.unit)
    give_role(some, Role.Kind.HR, units=[place.unit])
    sign_in(client, some)

    answer = client.get(reverse("dialogues:round_people", args=[this.pk]))

    assert [str(one.person) for one in answer.context["page"]] == ["Mads Rosenklint"]
    assert "Laust" not in answer.content.decode()
    hidden = Dialogue.objects.get(person__given="Laust")
    assert client.get(reverse("dialogues:round_person", args=[this.pk, hidden.pk])).status_code == 404


def test_the_category_of_a_talk_that_waits_is_on_no_page_of_hr_or_the_works_council(client, place):
    this = ready(place)
    for number in range(6):
        person = make_person(f"Ansat {number}", place.unit)
        state = "postponed" if number == 0 else "invited"
        make_dialogue(person, place.manager, state, round=this, engagement=person.engagements.get())
    pages = [reverse("dialogues:round", args=[this.pk]), reverse("dialogues:round_people", args=[this.pk])]

    for reader in (place.hr, place.council):
        sign_in(client, reader)
        for page in pages:
            assert "orlov<" not in client.get(page).content.decode()


def test_the_works_council_reads_no_name_and_no_postponed_unit(client, place):
    this = ready(place)
    for number in range(6):
        person = make_person(f"Hemmelig {number}", place.unit)
        state = "postponed" if number == 0 else "invited"
        make_dialogue(person, place.manager, state, round=this, engagement=person.engagements.get())
    sign_in(client, place.council)

    text = client.get(reverse("dialogues:round", args=[this.pk])).content.decode()

    assert "Hemmelig" not in text
    assert "Gorm" not in text
    assert text.count("udskudt") == 0  # in the table of units
    assert text.count("Udskudt") == 1  # for the whole workplace


def test_somebody_new_is_taken_in_through_the_page(hr, place):
    this = ready(place)
    new = make_person("Mie Egekvist", place.unit)

    for _ in range(2):
        hr.post(reverse("dialogues:round_add", args=[this.pk]), {"person": new.email})

    assert Dialogue.objects.filter(round=this, person=new).count() == 1


def test_own_talk_beside_the_groups_is_made_once_and_only_for_those_in_it(client, place):
    groups = ready(place, kind=make_kind("grus", is_group=True))
    outside = make_person("Uden For", make_unit("Andetsteds"))
    page = reverse("dialogues:own_talk", args=[groups.pk])
    sign_in(client, place.person)
    home = client.get(reverse("dialogues:home")).content.decode()
    assert page in home

    assert client.post(page).url == client.post(page).url

    made = Dialogue.objects.get()
    assert (made.person, made.manager, made.kind.key, made.wants_individual) == (
        place.person,
        place.manager,
        "mus",
        True,
    )
    assert page not in client.get(reverse("dialogues:home")).content.decode()
    sign_in(client, outside)
    assert client.post(page).status_code == 404
    assert Dialogue.objects.count() == 1


def test_no_own_talk_in_a_round_of_single_talks_or_before_it_begins(client, place):
    sign_in(client, place.person)
    for one in (ready(place), make_round("draft", units=[place.top], kind=make_kind("grus", is_group=True))):
        assert client.post(reverse("dialogues:own_talk", args=[one.pk])).status_code == 404


def test_a_concept_that_is_a_draft_is_not_what_a_round_follows(hr, place):
    Concept.objects.create(number=1)

    hr.post(reverse("dialogues:round_new"), filled(place))

    assert Round.objects.get().concept is None


def test_hr_who_is_also_a_manager_plans_only_as_hr(client, place):
    give_role(place.above, Role.Kind.HR, everywhere=True)

    sign_in(client, place.above, role="manager")
    assert client.get(reverse("dialogues:round_new")).status_code == 403
    sign_in(client, place.above, role="hr")
    assert client.get(reverse("dialogues:round_new")).status_code == 200
    assert client.get(reverse("dialogues:staff")).status_code == 404


def test_two_jobs_in_two_units_are_one_line_in_the_list(hr, place):
    this = ready(place)
    engage(place.person, make_unit("Data", place.top), is_primary=False)
    place.dialogue(round=this, engagement=place.person.engagements.first())

    assert len(hr.get(reverse("dialogues:round_people", args=[this.pk])).context["page"].object_list) == 1
