"""A success case study from question to report: who is asked, who is named, and what is told of whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from haandgreb.followups.models import FollowUp
from haandgreb.learning.actions import success as actions
from haandgreb.learning.models import CheckIn, SuccessAnswer, SuccessCase, SuccessStudy
from haandgreb.learning.queries.success import report_of, study_page, to_ask
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment
from haandgreb.organisation.models import Person
from haandgreb.organisation.tests.factories import make_person, sign_in
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db

YES: dict[str, Any] = {"use": 3, "result": 3, "what": "Færre opkald", "mattered": "Makkeren", "may_talk": True}
NO: dict[str, Any] = {"use": 0, "result": 0, "what": "", "mattered": "Ingen tid", "may_talk": True}
HIGH: dict[str, Any] = {
    "held_on": clock.today(),
    "role": "vejleder",
    "situation": "En ny tekst",
    "act": "Læs-højt-test med fire kasserere",
    "result": "Opkald om emnet faldt fra 9 til 4 om ugen",
    "proof_kind": "number",
    "proof": "Telefonloggen",
    "enablers": "To formiddage fri",
}
LOW: dict[str, Any] = {
    "held_on": clock.today(),
    "in_the_way": "Risikolisten var forældet",
    "what_it_takes": "En ny liste",
    "barrier_kind": "tool",
}


@pytest.fixture
def place() -> Workplace:
    return Workplace()


def study_of(place: Workplace, people: list[Person], **facts: Any) -> SuccessStudy:
    """A study of a course these people ended a hundred days ago."""
    ended = clock.today() - timedelta(days=100)
    activity = make_activity()
    for person in people:
        make_enrolment(person, activity, "completed", starts_on=ended, ends_on=ended)
    facts = {"title": "Brugertest", "purpose": "Hvad virker?", "activity": activity, **facts}
    return actions.plan_study(
        {**facts, "ended_from": ended - timedelta(days=9), "ended_to": ended + timedelta(days=9)}, by=place.hr
    )


def asked(place: Workplace, many: int = 6) -> tuple[SuccessStudy, list[SuccessAnswer]]:
    """A study that asks so many, Mads first."""
    people = [place.person, *(make_person("Ansat Nummer", place.unit) for _number in range(many - 1))]
    study = study_of(place, people)
    actions.ask(study, closes_on=clock.today() + timedelta(days=14), by=place.hr)
    rows = list(SuccessAnswer.objects.filter(study=study).select_related("enrolment__person", "study"))
    rows.sort(key=lambda one: one.enrolment.person_id != place.person.pk)
    study.refresh_from_db()
    return study, rows


def talking(place: Workplace, facts: dict[str, Any] = YES, many: int = 6) -> tuple[SuccessStudy, SuccessAnswer]:
    """A study whose survey is closed, where Mads is to be talked with."""
    study, rows = asked(place, many)
    for one in rows:
        actions.answer(one, facts, by=one.enrolment.person)
    actions.close_survey(study, by=place.hr)
    actions.choose(study, [rows[0].pk], by=place.hr)
    found = SuccessAnswer.objects.select_related("study", "enrolment__person").get(pk=rows[0].pk)
    return SuccessStudy.objects.get(pk=study.pk), found


def test_everybody_who_took_part_and_is_here_is_asked_once(place):
    study = study_of(place, [place.person, place.colleague])
    again = clock.today() - timedelta(days=95)
    make_enrolment(place.person, study.activity, "completed", starts_on=again, ends_on=again)

    assert {one.person for one in to_ask(study, clock.today())} == {place.person, place.colleague}


def test_nobody_is_asked_twice_about_the_same(place):
    study, _rows = asked(place)
    again = SuccessStudy.objects.create(
        title="Igen", purpose="?", ended_from=study.ended_from, ended_to=study.ended_to, made_at=clock.now()
    )

    assert to_ask(again, clock.today()) == []


def test_nobody_to_ask_is_said(place):
    study = study_of(place, [])

    with pytest.raises(actions.Nobody):
        actions.ask(study, closes_on=clock.today() + timedelta(days=9), by=place.hr)


def test_a_plan_is_dropped_only_before_anybody_is_asked(place):
    study, _rows = asked(place)

    with pytest.raises(actions.NotNow):
        actions.drop_study(study, by=place.hr)

    actions.drop_study(study_of(place, []), by=place.hr)
    assert list(SuccessStudy.objects.all()) == [study]


def test_who_would_rather_not_leaves_no_answer_behind(place):
    _study, rows = asked(place)
    actions.answer(rows[0], YES, by=place.person)
    actions.decline(rows[0], by=place.person)
    rows[0].refresh_from_db()

    assert (rows[0].use, rows[0].what, rows[0].may_talk, rows[0].declined) == (None, "", False, True)


def test_a_closed_survey_takes_no_answer(place):
    study, rows = asked(place)
    actions.close_survey(study, by=place.hr)

    with pytest.raises(actions.NotOpen):
        actions.answer(rows[0], YES, by=place.person)


def test_a_survey_closes_by_itself_the_day_after(place):
    asked(place)
    day = clock.today() + timedelta(days=14)

    assert [actions.close_what_is_over(day), actions.close_what_is_over(day + timedelta(days=1))] == [0, 1]


def test_only_those_who_said_yes_to_a_talk_are_named(place):
    study, rows = asked(place)
    actions.answer(rows[0], YES, by=place.person)
    actions.answer(rows[1], {**YES, "may_talk": False}, by=rows[1].enrolment.person)
    actions.close_survey(study, by=place.hr)
    study.refresh_from_db()
    page = study_page(study)

    assert ([row.answer.pk for row in page.rows], page.answered, page.asked) == ([rows[0].pk], 2, 6)


def test_nobody_is_named_before_the_survey_is_closed(place):
    study, rows = asked(place)
    actions.answer(rows[0], YES, by=place.person)

    assert study_page(study).rows == []


def test_somebody_who_said_no_to_a_talk_is_never_chosen(place):
    study, rows = asked(place)
    actions.answer(rows[0], {**YES, "may_talk": False}, by=place.person)
    actions.close_survey(study, by=place.hr)

    assert actions.choose(study, [rows[0].pk], by=place.hr) == 0


@pytest.mark.parametrize(("many", "told"), [(4, False), (5, True)])
def test_figures_are_told_from_five_answers_on(place, many, told):
    study, _answer = talking(place, many=many)

    assert bool(study.figures) is told


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ([0, 0, 0, 6], "»flere gange« eller mere: næsten alle"),
        ([6, 0, 0, 0], "»flere gange« eller mere: næsten ingen"),
        ([2, 1, 2, 1], "»flere gange« eller mere: cirka 50 %"),
        ([2, 2, 4, 4], "»flere gange« eller mere: 8 af 12 (67 %)"),
    ],
)
def test_where_few_or_all_said_the_same_the_report_says_so_roughly(counts, says):
    from haandgreb.learning.success_pages import _line

    assert _line("", counts, [str(label) for label in CheckIn.Use.labels]).says == says


def test_nothing_is_told_of_a_case_before_its_person_says_so(place):
    study, found = talking(place)
    case = actions.write_case(found, HIGH, version=0, by=place.hr)
    before = report_of(study, place.colleague, clock.today()).cases
    actions.consent(case, "house", with_name=False, version=case.version, by=place.person)

    assert (before, report_of(study, place.colleague, clock.today()).cases) == ([], [case])


def test_a_case_for_the_unit_is_read_by_the_unit_alone(place):
    study, found = talking(place)
    case = actions.write_case(found, HIGH, version=0, by=place.hr)
    actions.consent(case, "unit", with_name=True, version=case.version, by=place.person)
    readers = (place.colleague, place.council, place.person)

    assert [bool(report_of(study, one, clock.today()).cases) for one in readers] == [True, False, True]


def test_a_changed_card_asks_anew(place):
    _study, found = talking(place)
    case = actions.write_case(found, HIGH, version=0, by=place.hr)
    actions.consent(case, "house", with_name=True, version=case.version, by=place.person)
    case.refresh_from_db()
    changed = actions.write_case(found, {**HIGH, "role": "konsulent"}, version=case.version, by=place.hr)

    assert (changed.consent, changed.with_name, changed.consent_at) == ("", False, None)


def test_consent_is_to_the_text_she_has_read(place):
    _study, found = talking(place)
    case = actions.write_case(found, HIGH, version=0, by=place.hr)
    read = case.version
    actions.write_case(found, {**HIGH, "role": "konsulent"}, version=read, by=place.hr)

    with pytest.raises(Stale):
        actions.consent(case, "house", with_name=False, version=read, by=place.person)


def test_where_little_came_of_it_only_the_barrier_is_told_and_its_owner_promises(place):
    study, found = talking(place, NO)
    due = clock.today() + timedelta(days=30)
    case = actions.write_case(found, {**LOW, "owner": place.above, "due_on": due}, version=0, by=place.hr)
    actions.consent(case, "house", with_name=True, version=case.version, by=place.person)
    actions.publish(study, "Risikolisten først", by=place.hr)
    told = report_of(study, place.colleague, clock.today())
    promise = FollowUp.objects.get(source_id=case.pk)

    assert (told.cases, told.barriers, promise.owner, promise.due_on) == ([], [case], place.above, due)


def test_a_barrier_nobody_said_yes_to_telling_is_not_promised(place):
    study, found = talking(place, NO)
    actions.write_case(found, {**LOW, "owner": place.above, "due_on": clock.today()}, version=0, by=place.hr)
    actions.publish(study, "Intet", by=place.hr)

    assert FollowUp.objects.count() == 0


def test_a_barrier_follows_its_persons_word_also_after_the_report_is_out(place):
    study, found = talking(place, NO)
    case = actions.write_case(found, {**LOW, "owner": place.above, "due_on": clock.today()}, version=0, by=place.hr)
    actions.publish(study, "Intet", by=place.hr)
    states = []
    for word in ("house", "none", "unit"):
        case.refresh_from_db()
        actions.consent(case, word, with_name=False, version=case.version, by=place.person)
        states.append(sorted(FollowUp.objects.values_list("state", flat=True)))

    assert states == [["open"], ["skipped"], ["open", "skipped"]]
    assert set(FollowUp.objects.values_list("promised_by", flat=True)) == {place.hr.pk}


def test_the_page_of_the_report_names_nobody_where_little_came_of_it(client, place):
    study, found = talking(place, NO)
    case = actions.write_case(found, LOW, version=0, by=place.hr)
    actions.consent(case, "house", with_name=True, version=case.version, by=place.person)
    actions.publish(study, "Risikolisten først", by=place.hr)
    sign_in(client, place.council)
    page = client.get(reverse("learning:success_report", args=[study.pk])).text

    assert ("Risikolisten var forældet" in page, str(place.person) in page) == (True, False)


def test_she_answers_on_her_own_page(client, place):
    _study, rows = asked(place)
    sign_in(client, place.person)
    waits = client.get(reverse("home")).text
    address = reverse("learning:success_survey", args=[rows[0].pk])
    client.post(address, {"use": "2", "result": "1", "what": "", "mattered": "Makkeren", "may_talk": "yes"})
    rows[0].refresh_from_db()

    assert (address in waits, rows[0].use, rows[0].result, rows[0].may_talk) == (True, 2, 1, True)


def test_a_missing_answer_is_said_beside_the_field(client, place):
    _study, rows = asked(place)
    sign_in(client, place.person)
    page = client.post(reverse("learning:success_survey", args=[rows[0].pk]), {"use": "2"})

    assert (page.status_code, set(page.context["form"].errors)) == (422, {"result", "may_talk"})


def test_hr_writes_down_the_talk_and_the_person_says_how_far(client, place):
    _study, found = talking(place)
    sign_in(client, place.hr)
    client.post(
        reverse("learning:success_talk", args=[found.pk]),
        {**HIGH, "held_on": clock.today().isoformat(), "version": "1"},
    )
    case = SuccessCase.objects.get()
    sign_in(client, place.person)
    card = reverse("learning:success_card", args=[case.pk])
    client.post(card, {"consent": "house", "with_name": "on", "version": str(case.version)})
    case.refresh_from_db()

    assert (case.role, case.consent, case.with_name) == ("vejleder", "house", True)


def test_a_study_goes_from_plan_to_report_by_its_pages(client, place):
    ended = clock.today() - timedelta(days=100)
    activity = make_activity()
    for person in [place.person, *(make_person("Ansat Nummer", place.unit) for _number in range(5))]:
        make_enrolment(person, activity, "completed", starts_on=ended, ends_on=ended)
    sign_in(client, place.hr)
    client.post(
        reverse("learning:success_new"),
        {
            "title": "Det svære",
            "purpose": "Hvad virker?",
            "activity": activity.pk,
            "ended_from": ended.isoformat(),
            "ended_to": ended.isoformat(),
            "once": "s",
        },
    )
    study = SuccessStudy.objects.get()
    day = (clock.today() + timedelta(days=7)).isoformat()
    client.post(reverse("learning:success_ask", args=[study.pk]), {"closes_on": day})
    client.post(reverse("learning:success_close", args=[study.pk]))
    client.post(reverse("learning:success_publish", args=[study.pk]), {"conclusion": "For lidt tid"})
    study.refresh_from_db()
    sign_in(client, place.colleague)

    assert (study.state, client.get(reverse("learning:success_report", args=[study.pk])).status_code) == (
        "published",
        200,
    )


def test_the_page_of_a_study_costs_the_same_for_many(client, place, django_assert_max_num_queries):
    study, _answer = talking(place, many=14)
    sign_in(client, place.hr)

    with django_assert_max_num_queries(24):
        client.get(reverse("learning:success_study", args=[study.pk]))
