"""Silent notes and marks, looked at as somebody who wants to know who wrote what."""

import re

import pytest
from django.urls import reverse

from haandgreb.impactmap.actions import workshop as acts
from haandgreb.impactmap.actions import workshop_marks as marks
from haandgreb.impactmap.actions import workshop_notes as notes
from haandgreb.impactmap.models import WorkshopMark, WorkshopNote, WorkshopVerdict
from haandgreb.impactmap.tests.workshop_factory import Setting
from haandgreb.organisation.tests.factories import set_up, sign_in
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db

MARKED = re.compile(r'value="(?:keep|cut)" checked|name="practice" value="[^"]+" checked')
SECRET = "Chefen svarer aldrig til tiden"


@pytest.fixture
def setting() -> Setting:
    set_up()
    made = Setting()
    made.at(2)
    return made


def pages(setting) -> list[str]:
    """Every address of the workshop that can be read, as it is asked for by hand and by the page itself."""
    args = [setting.workshop.pk]
    names = ["workshop", "workshop_run", "workshop_edit", "workshop_make"]
    plain = [reverse(f"impactmap:{name}", args=args) for name in names]
    return [*plain, f"{plain[0]}?at=phone", f"{plain[1]}?key=x", f"{plain[3]}?kind=result"]


def everything_read_by(client, person, setting) -> str:
    sign_in(client, person)
    asked = [{}, {"HTTP_HX_REQUEST": "true"}]
    return "".join(client.get(page, **how).content.decode() for page in pages(setting) for how in asked)


@pytest.mark.parametrize("step", [2, 3, 6])
def test_a_silent_note_is_in_no_page_of_anybody_else_at_no_step(client, setting, step):
    setting.wrote(setting.people[0], SECRET)
    if step != 2:
        acts.go(setting.workshop, step, version=None, by=setting.facilitator)

    for other in [setting.facilitator, setting.manager, setting.people[1]]:
        assert SECRET not in everything_read_by(client, other, setting)


def test_she_sees_her_own_note_until_it_is_opened_and_can_change_and_delete_it(client, setting):
    note = setting.wrote(setting.people[0], SECRET)
    page = reverse("impactmap:workshop_note", args=[setting.workshop.pk, note.pk])
    sign_in(client, setting.people[0])
    assert SECRET in client.get(reverse("impactmap:workshop", args=[setting.workshop.pk])).content.decode()

    client.post(page, {"text": "Vi svarer sent"})
    assert WorkshopNote.objects.get(pk=note.pk).text == "Vi svarer sent"

    client.post(page, {"act": "delete"})
    assert WorkshopNote.objects.count() == 0


def test_somebody_elses_silent_note_cannot_be_changed_deleted_sorted_or_put_on_the_map(client, setting):
    note = setting.wrote(setting.people[0], SECRET)
    own = reverse("impactmap:workshop_note", args=[setting.workshop.pk, note.pk])
    make = reverse("impactmap:workshop_make", args=[setting.workshop.pk])
    sort = reverse("impactmap:workshop_sort", args=[setting.workshop.pk])

    for other in [setting.people[1], setting.facilitator]:
        sign_in(client, other)
        assert client.post(own, {"text": "Noget andet"}).status_code == 404
        assert client.post(own, {"act": "delete"}).status_code == 404
    assert client.get(make, {"kind": "result", "note": note.pk}).status_code == 404
    client.post(sort, {"act": f"lie:{note.pk}", "version": setting.now().version})
    client.post(sort, {"act": f"moment:{note.pk}", "version": setting.now().version})
    note.refresh_from_db()
    assert (note.text, note.fate, note.writer) == (SECRET, "free", setting.people[0])


def test_an_opened_round_keeps_no_writer_no_id_no_order_and_no_trace(setting):
    written = [setting.wrote(person, f"{SECRET} {number}").pk for number, person in enumerate(setting.people)]

    shown = setting.opened()

    assert {note.text for note in shown} == {f"{SECRET} {number}" for number in range(4)}
    assert {note.writer_id for note in shown} == {None}
    assert {note.pk for note in shown} & set(written) == set()
    assert sorted(note.place for note in shown) == [0, 1, 2, 3]
    people = {person.pk for person in setting.people}
    about = AuditEntry.objects.filter(about_id=setting.workshop.pk)
    assert [entry for entry in about if entry.actor in people] == []
    assert about.filter(action="workshop round opened").count() == 1


def test_orders_of_opened_rounds_differ_from_the_order_of_writing(setting):
    orders = set()
    for number in range(12):
        acts.go(setting.workshop, 3 + number % 4, version=None, by=setting.facilitator)
        step = setting.now().step
        notes.write_again(setting.workshop, version=None, by=setting.facilitator)
        WorkshopNote.objects.all().delete()
        for text, person in zip("abcd", setting.people, strict=True):
            setting.wrote(person, text, step)
        orders.add("".join(note.text for note in setting.opened()))

    assert len(orders) > 1


def test_a_page_after_opening_names_nobody_beside_a_note(client, setting):
    setting.wrote(setting.people[0], SECRET)
    setting.opened()

    for reader in [setting.facilitator, setting.people[1], setting.people[0]]:
        sign_in(client, reader)
        page = client.get(reverse("impactmap:workshop", args=[setting.workshop.pk])).content.decode()
        note = re.search(r'<li class="wsnote free".*?</li>', page, re.S)
        assert note is not None
        assert SECRET in note[0]
        assert "Vindeholt" not in note[0]


def test_what_is_written_after_the_opening_is_shown_only_if_she_says_so(client, setting):
    setting.opened()
    sign_in(client, setting.people[0])
    page = reverse("impactmap:workshop_write", args=[setting.workshop.pk])

    answer = client.post(page, {"text": SECRET, "step": "2", "once": "a"})
    assert (answer.status_code, WorkshopNote.objects.count()) == (409, 0)
    assert SECRET in answer.content.decode()  # nothing she wrote is lost

    client.post(page, {"text": SECRET, "step": "2", "once": "a", "openly": "yes"})
    assert WorkshopNote.objects.get().writer is None


@pytest.mark.parametrize(("writers", "told"), [(0, False), (1, True), (4, True), (5, False)])
def test_the_facilitator_is_told_where_so_few_have_written_that_style_may_give_one_away(client, writers, told):
    set_up()
    setting = Setting(people=6)
    setting.at(2)
    for person in setting.people[:writers]:
        setting.wrote(person, SECRET)
    setting.facilitator.language = "en"
    setting.facilitator.save()
    sign_in(client, setting.facilitator)

    page = client.get(reverse("impactmap:workshop_run", args=[setting.workshop.pk])).content.decode()

    assert ("may give her away" in page) is told
    assert f"{writers} of 6 have written" in page


def test_one_more_silent_round_hides_the_new_notes_and_keeps_the_shown_ones(client, setting):
    setting.wrote(setting.people[0], "Færre ringer")
    setting.opened()
    notes.write_again(setting.workshop, version=None, by=setting.facilitator)
    setting.wrote(setting.people[1], SECRET)

    read = everything_read_by(client, setting.facilitator, setting)

    assert ("Færre ringer" in read, SECRET in read) == (True, False)


def test_who_is_taken_out_takes_her_silent_notes_along(setting):
    setting.wrote(setting.people[0], SECRET)

    acts.change(
        setting.workshop,
        facilitator=setting.facilitator,
        people=setting.people[1:],
        held_on=setting.workshop.held_on,
        version=None,
        by=setting.manager,
    )

    assert WorkshopNote.objects.count() == 0


@pytest.fixture
def reading(setting: Setting) -> Setting:
    """At the last step, with four sentences."""
    setting.lines = [setting.practice(f"Vi gør {number}") for number in range(4)]
    acts.go(setting.workshop, 7, version=None, by=setting.facilitator)
    return setting


def test_marks_are_hidden_until_all_have_marked_and_then_have_no_names(client, reading):
    weak = reading.lines[0].pk
    said = {one.pk: one.pk != weak for one in reading.lines}
    for person in reading.people[:3]:
        assert marks.mark(reading.workshop, said, by=person) is False
    before = everything_read_by(client, reading.facilitator, reading)
    assert (WorkshopVerdict.objects.count(), MARKED.findall(before)) == (0, [])

    assert marks.mark(reading.workshop, said, by=reading.people[3]) is True

    assert WorkshopMark.objects.count() == 0
    assert {(one.practice_id, one.keep, one.cut) for one in WorkshopVerdict.objects.filter(is_weak=True)} == {
        (weak, 0, 4)
    }


@pytest.mark.parametrize(("people", "shown"), [(4, False), (5, True)])
def test_how_many_said_what_is_shown_from_five(client, people, shown):
    set_up()
    setting = Setting(people)
    setting.practice("Vi ringer op")
    setting.at(7)
    for person in setting.people:
        person.language = "en"
        person.save()
        marks.mark(setting.workshop, _all_kept(setting), by=person)
    sign_in(client, setting.people[0])

    page = client.get(reverse("impactmap:workshop", args=[setting.workshop.pk])).content.decode()

    assert (f"{people} keep" in page) is shown


def _all_kept(setting):
    return {one.practice_id: True for one in setting.result.practice_links.all()}


def test_somebody_elses_marks_stand_in_no_page_and_her_own_in_hers(client, reading):
    marks.mark(reading.workshop, {one.pk: False for one in reading.lines}, by=reading.people[0])

    sign_in(client, reading.people[0])
    own = client.get(reverse("impactmap:workshop", args=[reading.workshop.pk])).content.decode()

    assert len(MARKED.findall(own)) == 4
    for other in [reading.facilitator, reading.people[1]]:
        assert MARKED.findall(everything_read_by(client, other, reading)) == []
