"""Somebody who has left is erased: HR of the unit asks, an administrator carries it out; page × who → answer."""

import stat
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from haandgreb.competences.actions import development
from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.tests.development_factory import a_text
from haandgreb.confidentiality import actions as gate
from haandgreb.confidentiality import erased_list, erasing
from haandgreb.confidentiality.models import Erasure
from haandgreb.dialogues.models import Dialogue, Prepared
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.models import Person, Role
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db

ROLES = ["colleague", "manager", "council", "hr", "hr_elsewhere", "admin"]
ACCESS = {"confidentiality:erasure": {**dict.fromkeys(ROLES, 403), "hr": 200, "admin": 200}}


class Left(Workplace):
    """Mads has left, with a dialogue, a preparation and a goal."""

    def __post_init__(self):
        super().__post_init__()
        unit = make_unit("Langt væk")
        self.hr_elsewhere = make_person("Lene Fjern", unit)
        give_role(self.hr_elsewhere, Role.Kind.HR, units=[unit])
        dialogue = self.dialogue("agreed")
        Prepared.objects.create(
            dialogue=dialogue, writer=self.person, key="proud", text="Brevet", changed_at=clock.now()
        )
        development.write(self.person, a_text(None, title="Skrive kort"))
        self.person.engagements.update(valid_to=clock.today())
        gate.set_gate(is_on=False, why="Ikke omfattet", by=self.admin)

    @property
    def page(self):
        return reverse("confidentiality:erasure", args=[self.person.pk])


@pytest.fixture
def place(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return Left()


def act(place, who, name, **facts):
    return sign_in(Client(), getattr(place, who)).post(place.page, {"act": name, **facts}, follow=True)


def left_of(person):
    return (Dialogue.objects.filter(person=person).count(), DevelopmentGoal.objects.filter(person=person).count())


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_the_page(client, place, role):
    assert sign_in(client, getattr(place, role)).get(place.page).status_code == ACCESS["confidentiality:erasure"][role]


def test_nobody_asks_for_somebody_who_works_here(client, place):
    page = reverse("confidentiality:erasure", args=[place.colleague.pk])

    assert {sign_in(client, one).get(page).status_code for one in (place.hr, place.admin)} == {403}


def test_hr_writes_it_down_and_an_administrator_carries_it_out(place):
    act(place, "hr", "ask", reference="Sag 26/17")
    told = act(place, "admin", "carry out").content.decode()

    done = Erasure.objects.get()
    assert left_of(place.person) == (0, 0)
    assert (done.reference, done.asked_by, done.done_by) == ("Sag 26/17", place.hr, place.admin)
    assert done.report["dialogues"][0] > done.report["dialogues"][1]
    assert place.hr.name in told
    assert erased_list.everybody() == [place.person.pk]
    assert not Person.objects.get(pk=place.person.pk).is_active
    assert AuditEntry.objects.filter(action="erasure.carried-out", about_id=place.person.pk).exists()


@pytest.mark.parametrize(
    ("who", "name"), [("hr", "carry out"), ("admin", "ask"), ("admin", "take back"), ("hr", "else"), ("admin", "")]
)
def test_each_does_only_her_own_part(client, place, who, name):
    erasing.ask(place.person, reference="Sag 1", by=place.hr)

    answer = sign_in(client, getattr(place, who)).post(place.page, {"act": name, "reference": "Sag 2"})

    assert (answer.status_code, Erasure.objects.get().done_at, left_of(place.person)) == (403, None, (1, 1))


def test_nothing_is_erased_that_was_not_asked_for(place):
    act(place, "admin", "carry out")

    assert left_of(place.person) == (1, 1)


def test_one_person_with_both_roles_does_not_do_both(place):
    give_role(place.hr, Role.Kind.ADMINISTRATOR)
    erasing.ask(place.person, reference="Sag 1", by=place.hr)

    with pytest.raises(erasing.NotPossible, match="same-hand"):
        erasing.carry_out(place.person, by=place.hr)


@pytest.mark.parametrize("everybody", [True, False])
def test_a_legal_hold_stops_it(place, everybody):
    erasing.ask(place.person, reference="Sag 1", by=place.hr)
    gate.hold(None, None if everybody else place.person, reference="Sag 7", by=place.admin)

    told = act(place, "admin", "carry out")

    assert (left_of(place.person), len(told.context["messages"])) == ((1, 1), 1)


def test_what_is_asked_for_can_be_taken_back_until_it_is_done(place):
    act(place, "hr", "ask", reference="Sag 1")
    act(place, "hr", "take back")
    assert not Erasure.objects.exists()

    act(place, "hr", "ask", reference="Sag 1")
    act(place, "admin", "carry out")
    act(place, "hr", "take back")
    assert Erasure.objects.get().done_at is not None


def test_where_the_archive_gate_is_on_what_it_holds_waits_and_the_report_says_so(place):
    gate.set_gate(is_on=True, why="", by=place.admin)
    erasing.ask(place.person, reference="Sag 1", by=place.hr)

    done = erasing.carry_out(place.person, by=place.admin)

    assert done.report["dialogues"][1] > 0
    assert (Prepared.objects.count(), Prepared.everything.count()) == (0, 1)


def test_a_backup_that_is_put_back_erases_her_again_and_only_once(place):
    """As after a restore: her data are there, and nothing in the database says that she was erased."""
    erased_list.add(place.person.pk, clock.now())
    erased_list.add(uuid4(), clock.now())  # nobody this backup knows

    assert (erasing.erase_again([]), erasing.erase_again([place.person.pk])) == (1, 0)
    assert left_of(place.person) == (0, 0)
    assert Erasure.objects.get().done_by is None


def test_the_list_is_the_owners_alone_and_bears_a_line_that_was_cut_off(place, tmp_path):
    erased_list.add(place.person.pk, clock.now())
    file = tmp_path / "erased.jsonl"
    with file.open("a", encoding="utf-8") as lines:
        lines.write('{"person": "12')

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert erased_list.everybody() == [place.person.pk]


def test_where_the_list_cannot_be_written_nothing_is_erased(place, tmp_path):
    erasing.ask(place.person, reference="Sag 1", by=place.hr)
    (tmp_path / "erased.jsonl").mkdir()

    with pytest.raises(OSError, match=r"erased\.jsonl"):
        erasing.carry_out(place.person, by=place.admin)

    assert (left_of(place.person), Erasure.objects.get().done_at) == ((1, 1), None)


def test_the_way_stands_on_the_page_of_who_has_left_for_those_who_may(client, place):
    directory = reverse("organisation:person", args=[place.person.pk])
    found = {}
    for role in ("hr", "admin", "manager"):
        answer = sign_in(client, getattr(place, role)).get(directory)
        found[role] = place.page in answer.content.decode()

    assert found == {"hr": True, "admin": True, "manager": False}
