"""Learning journeys, as the people in them meet them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from haandgreb.confidentiality import actions as gate
from haandgreb.learning.actions import journey_keeping
from haandgreb.learning.actions import journeys as actions
from haandgreb.learning.models import HandleTrial, Journey, JourneyAct, JourneyPart
from haandgreb.learning.parts import journeys as part_of
from haandgreb.learning.queries.journeys import due_for, may_wait
from haandgreb.learning.tests.factories import Workplace
from haandgreb.learning.tests.test_access_journeys import draft, running
from haandgreb.learning.tests.test_access_ledger import tried
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db

KNOW = {"week": 1, "day": 2, "kind": "know", "title": "Læs", "minutes": 30}
APPLY = {"week": 2, "day": 2, "kind": "apply", "title": "Brug det", "minutes": 30}
ASKS = {"week": 3, "day": 1, "kind": "feedback", "title": "Spørg", "who": "manager", "minutes": 15}
PLAN = {
    "title": "Klare breve",
    "goal": "Skriver vægtningen først",
    "outcomes": "Kan begrunde",
    "weeks": "8",
    "version": "1",
}


@pytest.fixture
def place():
    return Workplace()


def begun(place, steps, day=None):
    """Mads and Gorm are in a journey with these steps."""
    journey = actions.make({"title": "Klare breve", "goal": "Skriver klart", "weeks": 8}, steps, by=place.manager)
    part = actions.join(journey, place.person, moment="Når jeg skriver", buddy=None)
    actions.begin(journey, day or clock.today(), by=place.manager)
    return JourneyPart.objects.get(pk=part.pk)


def test_a_manager_plans_a_journey_from_a_pattern_and_begins_it(client, place):
    sign_in(client, place.manager)
    page = client.get(reverse("learning:journey_new"), {"from": "letters"})
    assert page.context["form"].initial["weeks"] == 8

    answer = client.post(reverse("learning:journey_new") + "?from=letters", PLAN)
    journey = Journey.objects.get()
    assert answer["Location"] == reverse("learning:journey", args=[journey.pk])
    assert journey.steps.count() == 12

    client.post(reverse("learning:journey_begin", args=[journey.pk]), {"starts_on": "2999-01-02"})

    journey.refresh_from_db()
    assert (journey.state, journey.starts_on.weekday()) == ("running", 0)


def test_a_plan_with_something_to_know_and_no_use_does_not_begin_and_says_which(client, place):
    journey = actions.make({"title": "Klare breve", "goal": "Klart", "weeks": 6}, [KNOW], by=place.manager)
    sign_in(client, place.manager)

    client.post(reverse("learning:journey_begin", args=[journey.pk]), {"starts_on": clock.today().isoformat()})

    journey.refresh_from_db()
    assert journey.state == Journey.State.DRAFT
    page = client.get(reverse("learning:journey", args=[journey.pk]))
    assert [step.title for step in page.context["problems"].without_use] == ["Læs"]
    actions.add_step(journey, APPLY, by=place.manager)
    assert client.get(reverse("learning:journey", args=[journey.pk])).context["problems"].may_begin


@pytest.mark.parametrize("day", ["", "yesterday", "1999-01-01"])
def test_a_journey_begins_neither_never_nor_in_the_past(client, place, day):
    journey = draft(place)
    sign_in(client, place.manager)

    client.post(reverse("learning:journey_begin", args=[journey.pk]), {"starts_on": day})

    journey.refresh_from_db()
    assert journey.state == Journey.State.DRAFT


def test_acts_stand_on_the_days_of_the_plan_moved_from_holidays(place):
    with time_machine.travel("2026-12-14 10:00+00:00"):
        part = begun(place, [KNOW, APPLY, {**APPLY, "week": 2, "day": 5}, ASKS], date(2026, 12, 14))

        assert list(part.acts.values_list("due_on", flat=True)) == [
            date(2026, 12, 15),
            date(2026, 12, 22),
            date(2026, 12, 28),  # the Friday was Christmas Day
            date(2026, 12, 28),
        ]


def test_who_joins_late_has_nothing_due_before_she_came(place):
    part = begun(place, [KNOW, APPLY])
    later = clock.now() + timedelta(days=30)

    with time_machine.travel(later):
        late = actions.join(part.journey, place.colleague, moment="I morgen", buddy=None)

        assert min(late.acts.values_list("due_on", flat=True)) >= clock.today()


def test_she_and_her_manager_both_say_yes(client, place):
    journey = draft(place)
    actions.begin(journey, clock.today(), by=place.manager)
    sign_in(client, place.person)
    join = {"moment": "Når jeg skriver mit første afslag", "buddy": ""}
    client.post(reverse("learning:journey_join", args=[journey.pk]), join)
    part = JourneyPart.objects.get()
    waiting = [row.url for row in part_of.waiting_for(place.manager, clock.today())]
    assert waiting == [reverse("learning:journey_part", args=[part.pk])]

    sign_in(client, place.manager)
    client.post(reverse("learning:journey_yes", args=[part.pk]))

    part.refresh_from_db()
    assert (part.state, part.manager, part.manager_yes_on) == ("joined", place.manager, clock.today())
    assert list(part_of.waiting_for(place.manager, clock.today())) == []


def test_what_she_writes_is_hers_until_she_shares_it(client, place):
    part = running(place)
    act = part.acts.get()
    sign_in(client, place.person)
    url = reverse("learning:journey_act", args=[act.pk])

    client.post(url, {"note": "Det gik bedre, end jeg troede", "minutes": "20"})
    assert notes_of(client, place.manager, part) == [""]
    assert notes_of(client, place.person, part) == ["Det gik bedre, end jeg troede"]

    client.post(url, {"note": "Det gik bedre, end jeg troede", "minutes": "20", "shared": "on"})
    assert notes_of(client, place.manager, part) == ["Det gik bedre, end jeg troede"]


def test_a_new_manager_reads_nothing_that_was_shared_with_the_one_before(client, place):
    part = running(place)
    actions.say_yes(part, by=place.manager)
    actions.end_act(part.acts.get(), by=place.person, note="Til Gorm", shared=True)
    before = notes_of(client, place.manager, part)
    vera = place.another_manager()

    seen = notes_of(client, vera, part)
    actions.say_yes(JourneyPart.objects.get(pk=part.pk), by=vera)

    assert (before, seen, notes_of(client, vera, part)) == (["Til Gorm"], [""], [""])
    assert notes_of(client, place.person, part) == ["Til Gorm"]


def test_a_manager_who_comes_before_anybody_has_said_yes_reads_nothing_that_was_shared_earlier(client, place):
    part = running(place)
    actions.end_act(part.acts.get(), by=place.person, note="Til Gorm", shared=True)
    before = notes_of(client, place.manager, part)
    vera = place.another_manager()

    assert (before, notes_of(client, vera, part)) == (["Til Gorm"], [""])


def notes_of(client, reader, part):
    sign_in(client, reader)
    page = client.get(reverse("learning:journey_part", args=[part.pk]))
    return [line.note for week in page.context["weeks"] for line in week.acts]


def test_a_buddy_is_somebody_else(client, place):
    journey = draft(place)
    actions.begin(journey, clock.today(), by=place.manager)
    sign_in(client, place.person)

    answer = client.post(
        reverse("learning:journey_join", args=[journey.pk]), {"moment": "Nu", "buddy": str(place.person)}
    )

    assert answer.status_code == 422
    assert not JourneyPart.objects.exists()


def test_the_managers_acts_wait_for_the_manager_and_are_ended_by_her(client, place):
    part = begun(place, [ASKS])
    act = part.acts.get()
    far = clock.today() + timedelta(days=60)
    assert due_for(place.person, far) == []
    assert due_for(place.manager, far) == [act]
    sign_in(client, place.manager)

    client.post(reverse("learning:journey_act", args=[act.pk]), {"minutes": "15", "note": "Ikke hendes"})

    act.refresh_from_db()
    assert (act.state, act.ended_by, act.note) == ("done", place.manager, None)
    assert due_for(place.manager, far) == []


def test_skipped_with_a_reason_it_is_asked_for_no_more(client, place):
    part = begun(place, [KNOW, APPLY])
    act = part.acts.first()
    sign_in(client, place.person)
    url = reverse("learning:journey_act_skip", args=[act.pk])

    assert client.post(url, {"why": ""}).status_code == 422
    client.post(url, {"why": "Jeg kan det"})
    client.post(url, {"why": "Noget andet"})

    act.refresh_from_db()
    assert (act.state, act.why_skipped) == ("skipped", "Jeg kan det")


@pytest.mark.parametrize("over", ["left", "ended"])
def test_when_it_is_over_nothing_is_asked_for_and_what_was_done_stays(place, over):
    part = begun(place, [KNOW, APPLY])
    first, second = part.acts.all()
    actions.end_act(first, by=place.person, note="Lært", shared=False)

    if over == "left":
        actions.leave(part, by=place.person)
    else:
        actions.end(part.journey, by=place.manager)

    assert list(part.acts.values_list("pk", flat=True)) == [first.pk]
    assert JourneyAct.objects.get().note == "Lært"
    assert due_for(place.person, second.due_on) == []


def test_no_to_an_invitation_leaves_no_trace_in_the_journey(client, place):
    journey = draft(place)
    actions.invite(journey, [place.person], by=place.manager)
    assert [str(row.text) for row in part_of.waiting_for(place.person, clock.today())] != []
    sign_in(client, place.person)

    client.post(reverse("learning:journey_leave", args=[journey.parts.get().pk]))

    assert not journey.parts.exists()


def test_invited_twice_is_invited_once(place):
    journey = draft(place)

    assert actions.invite(journey, [place.person, place.colleague], by=place.manager) == 2
    assert actions.invite(journey, [place.person], by=place.manager) == 0
    assert journey.parts.count() == 2


def test_what_has_begun_is_not_rewritten(client, place):
    part = running(place)
    sign_in(client, place.manager)

    assert client.get(reverse("learning:journey_edit", args=[part.journey.pk])).status_code == 403
    with pytest.raises(actions.NotNow):
        actions.add_step(part.journey, KNOW, by=place.manager)
    with pytest.raises(actions.NotNow):
        actions.begin(part.journey, clock.today(), by=place.manager)


def test_it_is_made_once_more_as_a_draft_of_ones_own(client, place):
    part = begun(place, [KNOW, APPLY])
    sign_in(client, place.other_manager)

    client.post(reverse("learning:journey_copy", args=[part.journey.pk]), {"once": "a"})
    client.post(reverse("learning:journey_copy", args=[part.journey.pk]), {"once": "a"})

    copy = Journey.objects.exclude(pk=part.journey_id).get()
    assert (copy.owner, copy.state, copy.steps.count()) == (place.other_manager, "draft", 2)
    assert not copy.parts.exists()


def test_two_who_change_the_plan_at_once_see_both_texts(client, place):
    journey = draft(place)
    actions.change(journey, {"goal": "Det andet mål"}, by=place.hr, version=1)
    with pytest.raises(Stale):
        actions.change(journey, {"goal": "Mit mål"}, by=place.manager, version=1)
    sign_in(client, place.manager)

    answer = client.post(reverse("learning:journey_edit", args=[journey.pk]), {**PLAN, "version": "1"})

    assert answer.status_code == 409
    assert answer.context["conflict"].other == str(place.hr)


@pytest.mark.parametrize(
    ("field", "value"), [("weeks", "5"), ("weeks", "17"), ("weeks", "x"), ("title", ""), ("goal", "120385-1234")]
)
def test_a_plan_that_cannot_be_says_so_at_the_field(client, place, field, value):
    sign_in(client, place.manager)

    answer = client.post(reverse("learning:journey_new"), {**PLAN, field: value})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not Journey.objects.exists()


def test_a_step_after_the_last_week_says_so_at_the_field(client, place):
    journey = draft(place)
    sign_in(client, place.manager)
    step = {"title": "For sent", "kind": "apply", "week": "7", "day": "1", "who": "learner", "minutes": "30"}

    answer = client.post(reverse("learning:journey_step_new", args=[journey.pk]), step)

    assert set(answer.context["form"].errors) == {"week"}
    client.post(reverse("learning:journey_step_new", args=[journey.pk]), {**step, "week": "6"})
    assert journey.steps.count() == 2


@pytest.mark.parametrize("people", [1, 6])
def test_pages_take_as_many_queries_with_few_as_with_many(client, place, django_assert_max_num_queries, people):
    for number in range(people):
        part = begun(place, [{**KNOW, "title": f"Læs {number}"}, *[APPLY] * people, ASKS])
    sign_in(client, place.person)

    with django_assert_max_num_queries(20):
        client.get(reverse("learning:journeys"))
    with django_assert_max_num_queries(22):
        client.get(reverse("learning:journey", args=[part.journey_id]))
    with django_assert_max_num_queries(20):
        client.get(reverse("learning:journey_part", args=[part.pk]))


def test_where_something_waits_the_wider_question_says_yes(place):
    assert not may_wait(place.person, clock.today()).exists()
    part = begun(place, [KNOW, APPLY])

    for person in (place.person, place.manager):
        assert part in may_wait(person, clock.today())
    assert not may_wait(place.other_manager, clock.today()).exists()


def test_her_copy_holds_what_she_wrote_and_erasing_takes_it(place, no_state_agency):
    part = running(place)
    actions.end_act(part.acts.get(), by=place.person, note="Lært", shared=False)

    journey = part_of.personal_data(place.person)["learning_journeys"][0]
    assert (journey["moment"], journey["acts"][0]["note"]) == ("Når jeg skriver et afslag", "Lært")
    part_of.forget(place.person)

    assert not JourneyPart.everything.exists()
    assert Journey.objects.exists()


def test_the_weeks_one_digest_counts_each_act_once(place):
    part = begun(place, [KNOW, APPLY, ASKS])
    until = clock.today() + timedelta(days=60)

    found = list(part_of.due(clock.today(), until))
    assert sorted((one.person, one.due_on) for one in found) == sorted(
        [
            *((place.person.pk, act.due_on) for act in part.acts.exclude(step__who="manager")),
            (place.manager.pk, part.acts.get(step__who="manager").due_on),
        ]
    )
    part_of.told([place.person.pk], clock.today(), until)
    assert [one.person for one in part_of.due(clock.today(), until)] == [place.manager.pk]
    part_of.told([place.manager.pk], clock.today(), until)
    assert list(part_of.due(clock.today(), until)) == []


def test_what_is_done_or_over_is_not_told_of(place):
    part = begun(place, [KNOW, APPLY])
    until = clock.today() + timedelta(days=60)
    actions.end_act(part.acts.first(), by=place.person)
    assert len(list(part_of.due(clock.today(), until))) == 1

    actions.leave(part, by=place.person)

    assert list(part_of.due(clock.today(), until)) == []


def test_the_day_before_everything_is_due_nothing_is_told_of(place):
    begun(place, [KNOW, APPLY, ASKS])

    assert list(part_of.due(clock.today(), clock.today())) == []


@pytest.fixture
def no_state_agency(place):
    gate.set_gate(is_on=False, why="Ikke omfattet", by=place.admin)


@pytest.mark.parametrize(("more", "left"), [(0, 1), (1, 1), (2, 0)])
def test_a_part_goes_a_year_after_the_journeys_last_week(place, no_state_agency, more, left):
    part = begun(place, [APPLY])
    last = part.journey.starts_on + timedelta(weeks=part.journey.weeks) - timedelta(days=1)

    journey_keeping.daily(last + timedelta(days=365 + more))

    assert JourneyPart.everything.count() == left
    assert Journey.objects.count() == 1


@pytest.mark.parametrize(("days", "left"), [(1095, 1), (1096, 0)])
def test_what_was_tried_is_kept_three_years(place, no_state_agency, days, left):
    tried(place.person)

    journey_keeping.daily(clock.today() + timedelta(days=days))

    assert HandleTrial.everything.count() == left


def test_in_a_state_agency_it_is_hidden_until_the_archives_allow(client, place):
    part = begun(place, [APPLY])
    tried(place.person)
    far = clock.today() + timedelta(days=2000)

    for _time in range(2):
        journey_keeping.daily(far)

    assert [JourneyPart.everything.count(), HandleTrial.everything.count()] == [1, 1]
    assert [JourneyPart.objects.count(), HandleTrial.objects.count()] == [0, 0]
    assert list(part_of.due(clock.today(), far)) == []
    sign_in(client, place.person)
    assert client.get(reverse("learning:journey_part", args=[part.pk])).status_code == 404
    assert client.get(reverse("learning:journey_act", args=[part.acts.get().pk])).status_code == 404
    assert part_of.personal_data(place.person)["learning_journeys"] != []


def test_who_is_forgotten_is_no_buddy_any_more(place):
    part = running(place)
    assert part.buddy == place.colleague

    part_of.forget(place.colleague)

    part.refresh_from_db()
    assert part.buddy is None
