"""The workshop from plan to summary: what people do, what two do at once, what is refused and not lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.competences.models import LearningGoal
from haandgreb.followups.models import FollowUp
from haandgreb.impactmap.actions import workshop as acts
from haandgreb.impactmap.actions import workshop_cards as cards
from haandgreb.impactmap.actions import workshop_marks as marks
from haandgreb.impactmap.actions import workshop_notes as notes
from haandgreb.impactmap.models import Workshop, WorkshopNote, WorkshopOutcome
from haandgreb.impactmap.queries.workshop import waiting_for
from haandgreb.impactmap.queries.workshop_sentences import sentences
from haandgreb.impactmap.tests.factories import a_goal, a_practice
from haandgreb.impactmap.tests.workshop_factory import Setting
from haandgreb.organisation.tests.factories import make_person, make_unit, set_up, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.versions import Stale
from haandgreb.strategy.models import Barrier, PracticeChange, Result, StrategicGoal

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting(client) -> Setting:
    set_up()
    made = Setting()
    made.facilitator.language = "en"
    made.facilitator.save()
    sign_in(client, made.facilitator)
    return made


def page(setting, name="workshop"):
    return reverse(f"impactmap:{name}", args=[setting.workshop.pk])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


# planning


def test_a_manager_plans_a_workshop_on_a_goal_for_her_unit(client, setting):
    sign_in(client, setting.manager)
    fields = {
        "goal": str(setting.goal.pk),
        "unit": str(setting.unit.pk),
        "held_on": clock.today().isoformat(),
        "facilitator": setting.facilitator.email,
        "people": [str(person.pk) for person in setting.people],
        "once": "a",
    }

    for _press in range(2):
        answer = client.post(reverse("impactmap:workshop_new"), fields)

    planned = Workshop.objects.exclude(pk=setting.workshop.pk).get()
    assert answer["Location"] == reverse("impactmap:workshop", args=[planned.pk])
    assert (planned.facilitator, planned.planned_by, planned.participants.count()) == (
        setting.facilitator,
        setting.manager,
        4,
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": "2020-01-01"}, "held_on"),
        ({"unit": "another"}, "unit"),
        ({"goal": "another"}, "goal"),
        ({"people": []}, "people"),
        ({"facilitator": "Nobody Atall"}, "facilitator"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_planned(client, setting, wrong, field):
    other = make_unit("Data")
    stranger = a_goal("Data, man kan stole på", unit=other)
    meant = {"unit": str(other.pk), "goal": str(stranger.pk)}
    fields = {
        "goal": str(setting.goal.pk),
        "unit": str(setting.unit.pk),
        "held_on": clock.today().isoformat(),
        "facilitator": setting.facilitator.email,
        "people": [str(person.pk) for person in setting.people],
    }
    sign_in(client, setting.manager)

    sent = {**fields, **{name: meant.get(name, value) for name, value in wrong.items()}}
    answer = client.post(reverse("impactmap:workshop_new"), sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Workshop.objects.count() == 1


def test_two_who_change_the_plan_at_once_the_second_is_shown_what_was_saved(client, setting):
    stale = setting.workshop.version
    acts.change(
        setting.workshop,
        facilitator=setting.manager,
        people=setting.people[:3],
        held_on=clock.today(),
        version=stale,
        by=setting.manager,
    )
    fields = {
        "held_on": clock.today().isoformat(),
        "facilitator": setting.people[3].email,
        "people": [str(person.pk) for person in setting.people],
        "version": str(stale),
    }
    sign_in(client, setting.manager)

    answer = client.post(page(setting, "workshop_edit"), fields)

    assert answer.status_code == 409
    assert setting.now().facilitator == setting.manager
    again = client.post(page(setting, "workshop_edit"), {**fields, "version": str(setting.now().version)})
    assert (again.status_code, setting.now().facilitator) == (302, setting.people[3])


def test_a_workshop_stands_on_their_own_pages_on_the_day_and_while_it_runs(setting):
    today, ivan = clock.today(), setting.people[0]
    assert [one.url for one in waiting_for(ivan, today)] == [page(setting)]
    assert list(waiting_for(ivan, today - timedelta(days=1))) == []
    assert list(waiting_for(make_person("Vera Bregnø", setting.unit), today)) == []

    setting.at(2)
    assert len(list(waiting_for(ivan, today + timedelta(days=1)))) == 1

    acts.close(setting.workshop, by=setting.facilitator)
    assert list(waiting_for(ivan, today)) == []


def test_what_has_not_begun_can_be_called_off_and_what_has_begun_cannot(client, setting):
    setting.at(1)
    client.post(page(setting, "workshop_drop"))
    assert Workshop.objects.count() == 1

    Workshop.objects.update(state=Workshop.State.PLANNED)
    client.post(page(setting, "workshop_drop"))
    assert Workshop.objects.count() == 0


# the clock and the steps


def test_it_is_held_on_the_day_it_begins(setting):
    begun = acts.begin(setting.workshop, by=setting.facilitator, now=clock.now() + timedelta(days=3))

    assert begun.held_on == clock.today() + timedelta(days=3)


def test_a_clock_rests_and_goes_on_and_a_step_left_keeps_what_it_used(setting):
    now = clock.now()
    acts.begin(setting.workshop, by=setting.facilitator, now=now)
    acts.pause(setting.workshop, by=setting.facilitator, now=now + timedelta(seconds=60))
    acts.pause(setting.workshop, by=setting.facilitator, now=now + timedelta(seconds=90))
    acts.resume(setting.workshop, by=setting.facilitator, now=now + timedelta(seconds=100))
    acts.go(setting.workshop, 2, version=None, by=setting.facilitator, now=now + timedelta(seconds=130))
    acts.go(setting.workshop, 1, version=None, by=setting.facilitator, now=now + timedelta(seconds=190))

    steps = {step.number: step for step in setting.workshop.steps.all()}
    assert {number: step.used_seconds for number, step in steps.items()} == {1: 90, 2: 60}
    assert (steps[1].running_since, steps[2].running_since) == (now + timedelta(seconds=190), None)


def test_two_minutes_more_are_given_once_for_two_presses(client, setting):
    setting.at(2)
    for _press in range(2):
        client.post(page(setting, "workshop_clock"), {"act": "more", "once": "same"})

    assert setting.workshop.steps.get(number=2).extra_minutes == 2


def test_of_two_who_go_on_at_once_the_second_is_told_and_no_step_is_skipped(client, setting):
    seen = setting.at(2).version
    first = client.post(page(setting, "workshop_clock"), {"act": "go", "step": "3", "version": seen})
    second = client.post(page(setting, "workshop_clock"), {"act": "go", "step": "4", "version": seen}, follow=True)

    assert (first.status_code, setting.now().step) == (302, 3)
    assert "Somebody else was a moment faster" in text(second)


def test_the_screen_is_asked_for_anew_when_somebody_else_has_done_something(client, setting):
    setting.at(2)
    key = client.get(page(setting, "workshop_run")).context["key"]
    ask = {"HTTP_HX_REQUEST": "true"}
    assert "HX-Refresh" not in client.get(page(setting, "workshop_run"), {"key": key}, **ask).headers

    acts.go(setting.workshop, 3, version=None, by=setting.manager)

    assert client.get(page(setting, "workshop_run"), {"key": key}, **ask)["HX-Refresh"] == "true"


def test_a_phone_that_asks_after_the_end_is_told_and_its_text_stays(client, setting):
    setting.at(2)
    acts.close(setting.workshop, by=setting.facilitator)

    answer = client.get(page(setting), {"at": "phone"}, HTTP_HX_REQUEST="true")

    assert 'data-state="closed"' in text(answer)
    assert "textarea" not in text(answer)


@pytest.mark.parametrize("step", ["0", "8", "x", "-1", "99999999999"])
def test_there_is_no_eighth_step(client, setting, step):
    version = setting.at(2).version
    client.post(page(setting, "workshop_clock"), {"act": "go", "step": step, "version": version})

    assert setting.now().step == 2


def test_what_was_closed_too_early_goes_on_the_same_day_and_not_a_week_later(setting):
    setting.at(3)
    acts.close(setting.workshop, by=setting.facilitator)
    acts.go_on_with(setting.workshop, by=setting.facilitator)
    assert (setting.now().state, setting.now().step) == ("running", 3)

    acts.close(setting.workshop, by=setting.facilitator)
    with pytest.raises(acts.WrongState):
        acts.go_on_with(setting.workshop, by=setting.facilitator, now=clock.now() + timedelta(days=7))


# notes


def test_notes_that_say_the_same_lie_under_one_and_can_be_parted_again(client, setting):
    setting.at(2)
    for number, person in enumerate(setting.people[:3]):
        setting.wrote(person, f"Færre ringer {number}")
    shown = setting.opened()

    sent = {"act": "merge", "note": [str(note.pk) for note in shown], "version": setting.now().version}
    client.post(page(setting, "workshop_sort"), sent)
    first, *others = setting.workshop.notes.all()
    assert [note.under for note in others] == [first, first]

    client.post(page(setting, "workshop_sort"), {"act": f"part:{first.pk}", "version": setting.now().version})
    assert setting.workshop.notes.exclude(under=None).count() == 0


def test_one_tick_merges_nothing_and_says_so(client, setting):
    setting.at(2)
    setting.wrote(setting.people[0], "Færre ringer")
    note = setting.opened()[0]

    sent = {"act": "merge", "note": [str(note.pk)], "version": setting.now().version}
    assert "Tick at least two" in text(client.post(page(setting, "workshop_sort"), sent, follow=True))


def test_a_note_lies_and_is_taken_up_again(client, setting):
    setting.at(2)
    setting.wrote(setting.people[0], "Færre ringer")
    note = setting.opened()[0]
    for act, fate in [("lie", "lies"), ("take", "free")]:
        client.post(page(setting, "workshop_sort"), {"act": f"{act}:{note.pk}", "version": setting.now().version})
        note.refresh_from_db()
        assert note.fate == fate


@pytest.mark.parametrize("wrong", ["", "   ", "010190-1234"])
def test_an_empty_note_and_a_cpr_number_are_refused(client, setting, wrong):
    setting.at(2)
    sign_in(client, setting.people[0])

    answer = client.post(page(setting, "workshop_write"), {"text": wrong, "step": "2"})

    assert (answer.status_code, WorkshopNote.objects.count()) == (422, 0)


def test_a_note_for_a_step_that_was_left_is_kept_at_that_step(client, setting):
    setting.at(2)
    acts.go(setting.workshop, 3, version=None, by=setting.facilitator)
    sign_in(client, setting.people[0])

    client.post(page(setting, "workshop_write"), {"text": "Færre ringer", "step": "2"})

    assert WorkshopNote.objects.get().step == 2


def test_nobody_writes_more_than_there_is_room_for(client, setting, monkeypatch):
    monkeypatch.setattr(notes, "MOST_NOTES", 1)
    setting.at(2)
    setting.wrote(setting.people[0], "Færre ringer")
    sign_in(client, setting.people[0])

    answer = client.post(page(setting, "workshop_write"), {"text": "Én til", "step": "2"})

    assert (answer.status_code, "Én til" in text(answer)) == (409, True)
    assert WorkshopNote.objects.count() == 1


def test_a_press_and_another_press_keep_one_note(client, setting):
    setting.at(2)
    sign_in(client, setting.people[0])
    for _press in range(2):
        client.post(page(setting, "workshop_write"), {"text": "Færre ringer", "step": "2", "once": "same"})

    assert WorkshopNote.objects.count() == 1


# onto the map


def made_note(setting, words, step):
    setting.at(step)
    setting.wrote(setting.people[0], words, step)
    return setting.opened()[0]


def test_a_note_becomes_a_result_with_one_form_filled_in_from_it(client, setting):
    note = made_note(setting, "Færre klager", 2)
    address = f"{page(setting, 'workshop_make')}?kind=result&note={note.pk}"
    assert client.get(address).context["form"]["title"].value() == "Færre klager"

    fields = {"title": "Færre klager", "timing": "lead", "strength": "hope", "once": "a"}
    client.post(address, fields)

    result = Result.objects.get(title="Færre klager")
    note.refresh_from_db()
    assert (note.fate, note.became) == ("used", result.pk)
    assert result.goal_links.get().goal == setting.goal


def test_two_who_put_the_same_note_on_the_map_make_one_card(client, setting):
    note = made_note(setting, "Færre klager", 2)
    cards.add_result(setting.workshop, {"title": "Færre klager"}, by=setting.manager, note=note, strength="hope")

    with pytest.raises(cards.AlreadyUsed):
        cards.add_result(setting.workshop, {"title": "Færre"}, by=setting.facilitator, note=note, strength="hope")
    address = f"{page(setting, 'workshop_make')}?kind=result&note={note.pk}"
    assert "on the map already" in text(client.get(address, follow=True))
    assert Result.objects.filter(title__startswith="Færre k").count() == 1


def test_a_target_without_a_baseline_is_explained_and_nothing_typed_is_lost(client, setting):
    setting.at(2)
    fields = {"title": "Færre klager", "target": "10", "timing": "lead", "strength": "hope"}

    answer = client.post(f"{page(setting, 'workshop_make')}?kind=result", fields)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["baseline"])
    assert answer.context["form"]["title"].value() == "Færre klager"


def test_a_moment_becomes_the_situation_of_the_first_practice_and_is_shared_by_the_next(client, setting):
    note = made_note(setting, "Opkaldet dagen efter", 3)
    client.post(page(setting, "workshop_sort"), {"act": f"moment:{note.pk}", "version": setting.now().version})
    acts.go(setting.workshop, 4, version=None, by=setting.facilitator)

    for title in ("Vi noterer ordet", "Vi ringer tilbage"):
        moment = WorkshopOutcome.objects.get(kind="moment")
        fields = {
            "title": title,
            "results": [str(setting.result.pk)],
            "moment": str(moment.card),
            "kind": "start",
            "once": title,
        }
        client.post(f"{page(setting, 'workshop_make')}?kind=practice", fields)

    one, two = PracticeChange.objects.order_by("title")
    assert (str(one.situation), one.situation) == ("Opkaldet dagen efter", two.situation)
    assert [unit.pk for unit in one.units.all()] == [setting.unit.pk]


def test_a_barrier_with_an_owner_and_a_day_is_promised(client, setting):
    practice = setting.practice()
    setting.at(5)
    fields = {
        "text": "Skabelonen er låst",
        "practice": str(practice.pk),
        "kind": "tool",
        "owner": setting.manager.email,
        "owner_unit": "",
        "due_on": (clock.today() + timedelta(days=14)).isoformat(),
        "once": "a",
    }

    client.post(f"{page(setting, 'workshop_make')}?kind=barrier", fields)

    assert Barrier.objects.get().owner == setting.manager
    promise = FollowUp.objects.get()
    assert (promise.owner, promise.source_url) == (setting.manager, reverse("impactmap:practice", args=[practice.pk]))


def test_a_learning_goal_hangs_on_its_practice_and_holds_for_the_unit(client, setting):
    practice = a_practice(setting.result, setting.manager, units=[setting.unit])
    setting.at(6)
    fields = {"title": "Jeg kan begrunde", "practice": str(practice.pk), "strength": "experience", "once": "a"}

    client.post(f"{page(setting, 'workshop_make')}?kind=learning", fields)

    aim = LearningGoal.objects.get()
    assert (list(aim.practices.all()), list(aim.units.all())) == ([practice], [setting.unit])


def test_another_units_or_somebodys_own_practice_cannot_be_chosen(client, setting):
    other = a_practice(setting.result, setting.manager, title="En andens", units=[make_unit("Data")])
    own = a_practice(setting.result, setting.people[0], title="Min egen", person=setting.people[0])
    setting.at(6)

    for practice in (other, own):
        fields = {"title": "Jeg kan", "practice": str(practice.pk), "strength": "hope"}
        answer = client.post(f"{page(setting, 'workshop_make')}?kind=learning", fields)
        assert answer.status_code == 422
        assert practice.title not in text(client.get(f"{page(setting, 'workshop_make')}?kind=learning"))
    assert LearningGoal.objects.count() == 0


@pytest.mark.parametrize(
    "asked", ["kind=goal", "kind=moment", "", "kind=result&note=x", "kind=result&note=" + "0" * 32]
)
def test_what_is_not_there_is_not_found(client, setting, asked):
    setting.at(2)

    assert client.get(f"{page(setting, 'workshop_make')}?{asked}").status_code == 404


# reading backwards


def test_a_sentence_reads_from_learning_up_and_without_learning_from_what_is_done(client, setting):
    setting.practice("Vi skriver vægtningen først")
    a_practice(setting.result, setting.manager, title="En makker læser brevet", units=[setting.unit])
    sign_in(client, setting.facilitator)

    setting.at(7)

    read = [line.text for line in client.get(page(setting, "workshop_run")).context["lines"]]
    assert read == [
        "Because jeg kan: Vi skriver vægtningen først, skriver vi vægtningen først, so that we see: færre ringer om "
        "brevet, and come closer to: afgørelser, der forstås og holder.",
        "En makker læser brevet, so that we see: færre ringer om brevet, and come closer to: afgørelser, der forstås "
        "og holder.",
    ]


def test_the_proposed_are_closed_when_the_facilitator_confirms_and_the_rest_stays(client, setting):
    weak, strong = setting.practice("Vi holder flere møder"), setting.practice("Vi skriver kort")
    setting.at(7)
    for person in setting.people:
        marks.mark(setting.workshop, {weak.pk: False, strong.pk: True}, by=person)
    shown = client.get(page(setting, "workshop_run"))
    assert [one.practice for one in shown.context["lines"] if one.verdict.is_weak] == [weak]
    assert PracticeChange.objects.active().count() == 2  # nothing is forced

    client.post(page(setting, "workshop_cut"), {"practice": [str(weak.pk)], "version": setting.now().version})

    weak.refresh_from_db()
    assert (weak.state, weak.closed_why) == ("closed", f"Cut in the workshop on “{setting.goal}”.")
    assert [goal.title for goal in LearningGoal.objects.active()] == ["Jeg kan: Vi skriver kort"]
    assert {one.title for one in WorkshopOutcome.objects.filter(is_cut=True)} == {str(weak), f"Jeg kan: {weak}"}


def test_what_another_unit_does_too_goes_on_there(setting):
    data = make_unit("Data")
    shared = setting.practice("Vi ringer op")
    shared.units.add(data)
    setting.at(7)
    marks.open_marks(setting.workshop, version=None, by=setting.facilitator)

    marks.cut(setting.workshop, [shared], version=None, by=setting.facilitator)

    shared.refresh_from_db()
    assert (shared.state, list(shared.units.all())) == ("active", [data])
    assert LearningGoal.objects.active().count() == 1
    assert sentences(setting.now()) == []


def test_those_who_built_on_what_is_cut_are_told(setting):
    practice = setting.practice("Vi ringer op")
    setting.at(7)
    marks.open_marks(setting.workshop, version=None, by=setting.facilitator)

    marks.cut(setting.workshop, [practice], version=None, by=setting.facilitator)

    assert [mail.person for mail in OutboxMessage.objects.all()] == [setting.manager.pk]  # who wrote the learning goal


def test_another_units_practice_is_neither_read_nor_cut(client, setting):
    other = a_practice(setting.result, setting.manager, title="En andens", units=[make_unit("Data")])
    everybody = a_practice(setting.result, setting.manager, title="Alles")
    setting.at(7)
    marks.open_marks(setting.workshop, version=None, by=setting.facilitator)

    sent = {"practice": [str(other.pk), str(everybody.pk)], "version": setting.now().version}
    client.post(page(setting, "workshop_cut"), sent)

    assert sentences(setting.now()) == []
    assert PracticeChange.objects.active().count() == 2


def test_marked_again_replaces_and_after_the_opening_it_is_too_late(client, setting):
    practice = setting.practice()
    setting.at(7)
    ivan = setting.people[0]
    for keep in (True, False):
        marks.mark(setting.workshop, {practice.pk: keep}, by=ivan)
    assert [(one.person, one.keep) for one in setting.workshop.marks.all()] == [(ivan, False)]

    marks.open_marks(setting.workshop, version=None, by=setting.facilitator)
    with pytest.raises(notes.RoundIsOpen):
        marks.mark(setting.workshop, {practice.pk: True}, by=ivan)

    marks.mark_again(setting.workshop, version=None, by=setting.facilitator)
    assert (setting.workshop.verdicts.count(), setting.workshop.marks.count()) == (0, 0)


def test_of_two_who_cut_at_once_the_second_is_told(setting):
    practice = setting.practice()
    seen = setting.at(7).version
    marks.open_marks(setting.workshop, version=seen, by=setting.facilitator)

    with pytest.raises(Stale):
        marks.cut(setting.workshop, [practice], version=seen, by=setting.manager)
    assert PracticeChange.objects.active().count() == 1


# afterwards


def test_the_summary_says_what_came_of_it_and_links_only_to_what_one_may_open(client, setting):
    setting.practice()
    setting.at(5)
    cards.add_barrier(
        setting.workshop,
        {"text": "Skabelonen er låst", "kind": "tool", "owner": setting.manager},
        under=PracticeChange.objects.get(),
        by=setting.facilitator,
    )
    acts.close(setting.workshop, by=setting.facilitator)

    [(word, rows)] = client.get(page(setting)).context["groups"]
    assert (str(word), rows[0].title, rows[0].owner, rows[0].url) == (
        "Barrier",
        "Skabelonen er låst",
        str(setting.manager),
        "",  # the facilitator comes from another unit
    )
    sign_in(client, setting.people[0])
    [(_word, rows)] = client.get(page(setting)).context["groups"]
    assert rows[0].url == reverse("impactmap:practice", args=[PracticeChange.objects.get().pk])


@pytest.mark.parametrize("step", [2, 7])
def test_more_notes_and_cards_ask_no_more_queries(client, setting, django_assert_max_num_queries, step):
    for number in range(6):
        setting.practice(f"Vi gør {number}")
    setting.at(2)
    for number in range(20):
        setting.wrote(setting.people[number % 4], f"Seddel {number}")
    setting.opened()
    if step != 2:
        acts.go(setting.workshop, step, version=None, by=setting.facilitator)

    for name in ("workshop_run", "workshop"):
        with django_assert_max_num_queries(34):
            client.get(page(setting, name))


def test_a_goal_with_a_workshop_ahead_tells_its_facilitator_when_it_is_closed(setting):
    from django.apps import apps

    config = apps.get_app_config("impactmap")
    assert list(config.builders_on(setting.goal)) == [setting.facilitator]

    setting.at(1)
    acts.close(setting.workshop, by=setting.facilitator)
    assert list(config.builders_on(setting.goal)) == []
    assert StrategicGoal.objects.count() == 1
