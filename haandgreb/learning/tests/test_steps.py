"""Acts begin with the yes, move with the days, end where they are recorded; what is told, and by whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.learning.actions.check_ins import check_in, name_barrier
from haandgreb.learning.actions.steps import (
    NotOpen,
    begin_steps,
    end_key,
    end_step,
    move_steps,
    open_again,
    skip_step,
    stop_steps,
    unsaved_steps,
)
from haandgreb.learning.models import CheckIn, Enrolment, Step, TransferBarrier
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment, make_plan
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


def open_keys(enrolment):
    return sorted(enrolment.steps.filter(state="open").values_list("key", "actor"))


def begun(place, **facts):
    enrolment = place.enrolment(**facts)
    begin_steps(enrolment, by=place.manager)
    return enrolment


def after(place, key, actor="learner", days=0):
    """A course that ended so many days ago, and its act of the key."""
    last = clock.today() - timedelta(days=days)
    enrolment = place.enrolment("completed", starts_on=last, ends_on=last)
    begin_steps(enrolment, by=place.manager)
    return enrolment.steps.get(key=key, actor=actor)


def test_steps_begin_once_and_know_whose_they_are():
    place = Workplace()
    enrolment = place.enrolment()
    make_plan(enrolment, buddy=place.colleague)
    begin_steps(enrolment, by=place.manager)
    first = open_keys(enrolment)
    begin_steps(enrolment, by=place.manager)

    owners = dict(enrolment.steps.values_list("key", "owner"))
    assert open_keys(enrolment) == first
    assert len(first) == 22
    assert (owners["intention"], owners["manager_asks"], owners["colleague"]) == (
        place.person.pk, place.manager.pk, place.colleague.pk,
    )  # fmt: skip


def test_without_a_buddy_the_learner_finds_the_colleague():
    place = Workplace()

    assert begun(place).steps.get(key="colleague").owner == place.person


def test_an_enrolment_without_days_has_no_steps_until_it_has_one():
    place = Workplace()
    enrolment = place.enrolment(starts_on=None, ends_on=None)
    assert begin_steps(enrolment, by=place.manager) == []

    enrolment.starts_on = enrolment.ends_on = clock.today() + timedelta(days=30)
    enrolment.save()
    move_steps(enrolment)

    assert enrolment.steps.exists()


def test_a_course_that_moves_takes_along_what_nobody_was_told_of():
    place = Workplace()
    enrolment = begun(place)
    talk, first_use = enrolment.steps.get(key="talk", actor="learner"), enrolment.steps.get(key="first_use")
    Step.objects.filter(pk=talk.pk).update(told_on=clock.today())
    enrolment.starts_on += timedelta(days=14)
    enrolment.ends_on += timedelta(days=14)
    enrolment.save()

    move_steps(enrolment)

    now = {step.pk: step.due_on for step in enrolment.steps.all()}
    assert now[talk.pk] == talk.due_on
    assert now[first_use.pk] > first_use.due_on


def test_a_course_that_grows_a_day_asks_for_two_more_logs_and_one_that_shrinks_for_fewer():
    place = Workplace()
    activity = make_activity(minutes=0)
    monday = clock.today() + timedelta(days=56 - clock.today().weekday())
    enrolment = make_enrolment(place.person, activity, starts_on=monday, ends_on=monday)
    begin_steps(enrolment, by=None)
    logs = {}
    for days in (0, 1, 0):
        enrolment.ends_on = monday + timedelta(days=days)
        enrolment.save()
        move_steps(enrolment)
        logs[days] = enrolment.steps.filter(key__startswith="log-").count()

    assert logs == {0: 2, 1: 4}


def test_cancelled_steps_come_back_with_a_completion_and_done_ones_stay_done():
    place = Workplace()
    enrolment = begun(place)
    end_step(enrolment.steps.get(key="intention"), by=place.person)
    stop_steps(enrolment, by=place.manager)
    assert open_keys(enrolment) == []

    begin_steps(enrolment, by=place.manager)

    assert len(open_keys(enrolment)) == 21
    assert enrolment.steps.get(key="intention").state == "done"


def test_what_is_done_together_is_done_for_both():
    place = Workplace()
    enrolment = begun(place)
    end_key(enrolment, "talk", actor="manager", by=place.manager)

    assert set(enrolment.steps.filter(key="talk").values_list("state", "ended_by")) == {("done", place.manager.pk)}


def test_what_would_be_done_together_is_skipped_and_opened_again_for_both():
    place = Workplace()
    enrolment = begun(place)
    talk = enrolment.steps.get(key="talk", actor="learner")
    skip_step(talk, by=place.person, why="Vi talte om det i går")
    skipped = set(enrolment.steps.filter(key="talk").values_list("state", "why_skipped"))
    open_again(enrolment.steps.get(key="talk", actor="manager"), by=place.manager)

    assert skipped == {("skipped", "Vi talte om det i går")}
    assert set(enrolment.steps.filter(key="talk").values_list("state", "why_skipped")) == {("open", "")}


def test_what_each_tells_on_her_own_is_not_done_for_the_other():
    place = Workplace()
    enrolment = begun(place)
    end_key(enrolment, "status", actor="learner", by=place.person)

    assert set(enrolment.steps.filter(key="status").values_list("actor", "state")) == {
        ("learner", "done"), ("manager", "open"),
    }  # fmt: skip


def test_a_skipped_step_can_be_done_after_all_but_a_cancelled_one_cannot():
    place = Workplace()
    enrolment = begun(place)
    step = enrolment.steps.get(key="tell")
    skip_step(step, by=place.person, why="Teamet var væk")
    with pytest.raises(NotOpen):
        skip_step(step, by=place.person, why="igen")
    end_step(step, by=place.person, minutes=12)
    assert (step.state, step.used_minutes, step.why_skipped) == ("done", 12, "")
    stop_steps(enrolment, by=place.manager)

    with pytest.raises(NotOpen):
        end_step(enrolment.steps.get(key="effect"), by=place.person)


def test_steps_for_many_ask_nothing_of_the_database(django_assert_num_queries):
    enrolment = Workplace().enrolment()
    with django_assert_num_queries(0):
        rows = unsaved_steps(enrolment, frozenset())

    assert len(rows) == 22


def test_a_first_use_is_told_and_what_slowed_her_down_goes_on_the_list(client):
    place = Workplace()
    step = after(place, "first_use", days=3)
    sign_in(client, place.person)
    page = reverse("learning:step", args=[step.pk])
    sent = {"use": "1", "happened": "Jeg ringede op.", "barrier": "time", "list_it": "on", "minutes": "8"}

    assert client.post(page, sent).status_code == 302
    assert client.post(page, {**sent, "use": "2"}).status_code == 302  # put right

    told = CheckIn.objects.get()
    step.refresh_from_db()
    assert (told.day, told.source, told.use, told.happened, told.shared) == (7, "learner", 2, "Jeg ringede op.", False)
    assert (step.state, step.used_minutes) == ("done", 8)
    assert list(TransferBarrier.objects.values_list("kind", "owner")) == [("time", None)]


def test_nothing_told_is_no_check_in(client):
    place = Workplace()
    step = after(place, "first_use", days=3)
    sign_in(client, place.person)

    answer = client.post(reverse("learning:step", args=[step.pk]), {"shared": "on", "minutes": "4"})

    assert (answer.status_code, CheckIn.objects.count()) == (422, 0)


def test_a_manager_who_has_asked_takes_on_what_is_in_the_way(client):
    place = Workplace()
    step = after(place, "manager_asks", "manager", days=3)
    sign_in(client, place.manager)
    page = reverse("learning:step", args=[step.pk])
    sent = {"barrier": "tool", "text": "Adgang til udtræk"}

    assert client.post(page, sent).status_code == 422  # by when?
    assert client.post(page, {**sent, "due_on": clock.today().isoformat()}).status_code == 302

    assert list(TransferBarrier.objects.values_list("owner", "text")) == [(place.manager.pk, "Adgang til udtræk")]


def test_skipping_asks_why(client):
    place = Workplace()
    step = after(place, "tell", days=1)
    sign_in(client, place.person)
    page = reverse("learning:step_skip", args=[step.pk])

    assert client.post(page, {"why": " "}).status_code == 422
    assert client.post(page, {"why": "Jeg er alene i dag"}).status_code == 302
    step.refresh_from_db()
    assert (step.state, step.why_skipped) == ("skipped", "Jeg er alene i dag")


def test_a_buddy_opens_her_own_step_and_nothing_else(client):
    place = Workplace()
    step = after(place, "colleague", "colleague", days=3)
    make_plan(step.enrolment, buddy=place.colleague)
    other = step.enrolment.steps.get(key="first_use")
    sign_in(client, place.colleague)

    answers = [client.get(reverse("learning:step", args=[one.pk])).status_code for one in (step, other)]
    assert [*answers, client.get(reverse("learning:enrolment", args=[step.enrolment_id])).status_code] == [
        200,
        404,
        404,
    ]


def test_the_manager_reads_what_is_shared_and_what_a_colleague_saw_is_the_learners():
    from haandgreb.learning.queries.steps import told_of

    place = Workplace()
    enrolment = place.enrolment("completed")
    facts = {"enrolment": enrolment, "answered_on": clock.today(), "use": 1}
    for day, source, shared in [
        (7, "learner", False),
        (45, "learner", True),
        (45, "manager", False),
        (21, "colleague", False),
    ]:
        CheckIn.objects.create(day=day, source=source, shared=shared, **facts)

    def reads(person):
        return [(told.day, told.source) for told in told_of(enrolment, person, clock.today())]

    assert reads(place.manager) == [(45, "learner"), (45, "manager")]
    assert len(reads(place.person)) == 4


def test_a_new_manager_reads_only_what_is_shared_anew(client):
    from haandgreb.learning.parts import phases
    from haandgreb.learning.queries.steps import told_of
    from haandgreb.organisation.models import UnitManager
    from haandgreb.organisation.tests.factories import make_manager

    place = Workplace()
    step = after(place, "first_use", days=3)
    sign_in(client, place.person)
    page = reverse("learning:step", args=[step.pk])
    client.post(page, {"use": "1", "shared": "on"})
    before = told_of(step.enrolment, place.manager, clock.today())
    UnitManager.objects.filter(unit=place.unit).update(valid_to=clock.today())
    make_manager(place.other_manager, place.unit, valid_from=clock.today())

    assert (len(before), told_of(step.enrolment, place.other_manager, clock.today())) == (1, [])
    phases.daily(clock.today())
    assert not CheckIn.objects.get().shared
    client.post(page, {"use": "1", "shared": "on"})
    assert len(told_of(step.enrolment, place.other_manager, clock.today())) == 1


def test_a_barrier_is_taken_on_and_cleared_away(client):
    place = Workplace()
    enrolment = place.enrolment("completed")
    barrier = name_barrier(enrolment, kind="time", by=place.person)
    sign_in(client, place.manager)
    page = reverse("learning:barrier", args=[barrier.pk])
    taken = {"kind": "time", "owner": str(place.manager.pk), "due_on": clock.today().isoformat()}

    assert client.post(page, {**taken, "due_on": ""}).status_code == 422
    assert client.post(page, {**taken, "owner": str(place.colleague.pk)}).status_code == 422
    assert client.post(page, taken).status_code == 302
    assert client.post(page, {"state": "removed"}).status_code == 302

    barrier.refresh_from_db()
    assert (barrier.owner, barrier.state, barrier.ended_on) == (place.manager, "removed", clock.today())


def test_the_list_of_a_manager_begins_with_her_own_undone_acts(client, django_assert_num_queries):
    from haandgreb.learning.queries import staff_steps

    place = Workplace()
    after(place, "manager_asks", "manager", days=16)
    found = staff_steps.of(place.manager, clock.today())

    assert [step.key for step in found.own] == ["manager_asks"]
    assert [row.enrolment.person for row in found.rows] == [place.person]


def test_her_list_asks_as_often_for_many_as_for_one(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    place = Workplace()
    sign_in(client, place.manager)
    counts = []
    for _more in range(2):
        for _one in range(3):
            after(place, "manager_asks", "manager", days=16)
        client.get(reverse("learning:staff_steps"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("learning:staff_steps"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("is_on", [False, True])
def test_her_own_copy_holds_what_she_told_and_her_words_are_forgotten_past_the_archive_gate(is_on):
    from haandgreb.confidentiality.actions import set_gate
    from haandgreb.learning.parts import keeping, phases

    place = Workplace()
    step = after(place, "tell", days=1)
    skip_step(step, by=place.person, why="Jeg var syg")
    enrolment = step.enrolment
    CheckIn.objects.create(enrolment=enrolment, day=7, use=1, happened="Det gik", answered_on=clock.today())
    name_barrier(enrolment, kind="time", text="Ingen tid", by=place.person)
    held = phases.personal_data(place.person)
    set_gate(is_on=is_on, why="Prøve", by=place.admin)
    for part in (phases, keeping):
        part.forget(place.person)

    assert [row["happened"] for row in held["check_ins"]] == ["Det gik"]
    assert [row["text"] for row in held["transfer_barriers"]] == ["Ingen tid"]
    assert "Jeg var syg" in {row["why_skipped"] for row in held["transfer_steps"]}
    kept = (CheckIn.objects.count(), TransferBarrier.objects.count(), Step.objects.exclude(why_skipped="").count())
    assert (kept, open_keys(enrolment)) == ((1, 1, 1) if is_on else (0, 0, 0), [])
    assert [at is not None for at in Enrolment.objects.values_list("plan__hidden_at", flat=True)] == [True] * is_on


def test_nothing_is_told_of_use_before_the_course_is_over(client):
    place = Workplace()
    enrolment = begun(place)
    step = enrolment.steps.get(key="first_use")
    sign_in(client, place.person)
    page = reverse("learning:step", args=[step.pk])

    answers = [client.get(page).status_code, client.post(page, {"use": "1"}).status_code]

    assert (answers, CheckIn.objects.count()) == ([200, 422], 0)
    assert client.post(reverse("learning:step_skip", args=[step.pk]), {"why": "Ny opgave"}).status_code == 302


def test_the_learner_ends_a_colleagues_act_and_tells_nothing_in_her_place(client):
    place = Workplace()
    step = after(place, "colleague", "colleague", days=30)
    sign_in(client, place.person)

    client.post(reverse("learning:step", args=[step.pk]), {"use": "3", "happened": "Jeg er god", "minutes": "20"})
    step.refresh_from_db()

    assert (step.state, step.used_minutes, CheckIn.objects.count()) == ("done", 20, 0)
    with pytest.raises(ValueError, match="second source"):
        check_in(step, {"use": 3}, by=place.person)


def test_what_one_colleague_saw_another_buddy_does_not_read(client):
    place = Workplace()
    step = after(place, "colleague", "colleague", days=30)
    plan = make_plan(step.enrolment, buddy=place.colleague)
    page = reverse("learning:step", args=[step.pk])

    def stands(reader):
        sign_in(client, reader)
        return client.get(page).context["form"].initial.get("happened")

    sign_in(client, place.colleague)
    client.post(page, {"happened": "Hun tøvede"})
    own, hers = stands(place.colleague), stands(place.person)
    plan.buddy = place.deputy
    plan.save()

    assert (own, hers, stands(place.deputy)) == ("Hun tøvede", None, None)  # the learner reads it on her own page


def test_shared_with_nobody_there_is_not_the_next_managers(client):
    from haandgreb.organisation.models import UnitManager

    place = Workplace()
    step = after(place, "first_use", days=3)
    UnitManager.objects.update(valid_to=clock.today())
    sign_in(client, place.person)

    client.post(reverse("learning:step", args=[step.pk]), {"use": "1", "shared": "on"})

    assert (CheckIn.objects.get().use, CheckIn.objects.get().shared) == (1, False)


def test_the_log_of_the_system_does_not_say_what_stood_in_the_way():
    from haandgreb.shared.models import AuditEntry

    place = Workplace()
    name_barrier(place.enrolment(), kind="manager", by=place.person)

    assert AuditEntry.objects.get(action="transfer barrier named").details == {}
