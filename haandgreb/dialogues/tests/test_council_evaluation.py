"""The evaluation of a round: nothing links a person and her answers, and nothing is told of fewer than five."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from haandgreb.confidentiality import actions as gate
from haandgreb.dialogues.actions import evaluation as actions
from haandgreb.dialogues.actions import keeping
from haandgreb.dialogues.models import Evaluation, EvaluationKey
from haandgreb.dialogues.parts import PARTS
from haandgreb.dialogues.queries import evaluation as queries
from haandgreb.dialogues.tests.council_factory import Council
from haandgreb.organisation.models import Person
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.questions.models import Answer, AnswerSheet
from haandgreb.questions.showing import How
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, Draft, Once, OutboxMessage
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db

ALL = ("EV-1", "EV-2", "EV-3", "EV-4", "EV-5")
WORDS = "Mere tid til at tale om opgaver"


def answered(client, evaluation, person, **values):
    """Somebody answers on the page."""
    sign_in(client, person)
    sent = {key.replace("_", "-"): value for key, value in values.items()}
    return client.post(reverse("dialogues:evaluate", args=[evaluation.pk]), sent)


def close(evaluation):
    return actions.close(evaluation, by=None)


def test_those_who_have_talked_are_asked_and_the_mail_tells_nothing():
    place = Council()

    evaluation, people = place.evaluation(6)

    mails = list(OutboxMessage.objects.filter(kind="evaluation"))
    assert set(evaluation.keys.values_list("person", flat=True)) == {person.pk for person in people}
    assert {mail.subject for mail in mails} <= {"A few questions", "Et par spørgsmål"}
    assert [mail for mail in mails if re.search("MUS|samtale|dialogue |leder|manager", mail.text)] == []
    assert len(mails) == len([person for person in people if person.email])


def test_fewer_than_five_are_not_asked():
    place = Council()
    found, _people = place.round_with(4)

    with pytest.raises(actions.TooFew):
        actions.open_evaluation(found, "after", closes_on=clock.today() + timedelta(days=9), by=place.council)


def test_opened_twice_is_opened_once():
    place = Council()
    evaluation, _people = place.evaluation()

    again = actions.open_evaluation(
        evaluation.round, "after", closes_on=clock.today() + timedelta(days=3), by=place.council
    )

    assert (again, EvaluationKey.objects.count()) == (evaluation, 6)


def test_the_same_people_are_not_asked_again_within_thirty_days():
    place = Council()
    evaluation, _people = place.evaluation()
    later = {"closes_on": clock.today() + timedelta(days=9), "by": place.council}

    with pytest.raises(actions.TooSoon):
        actions.open_evaluation(evaluation.round, "later", **later)
    close(evaluation)
    with pytest.raises(actions.TooSoon):
        actions.open_evaluation(evaluation.round, "later", **later)
    Evaluation.objects.update(closed_at=clock.now() - timedelta(days=31))

    assert actions.open_evaluation(evaluation.round, "later", **later).question_set.key == "dialogue-evaluation-later"


def test_an_answer_is_taken_once_and_waits_no_more(client):
    place = Council()
    evaluation, people = place.evaluation()
    waiting = [list(asked(person, clock.today())) for asked in PARTS.every("waiting_for") for person in people[:1]]

    answered(client, evaluation, people[0], EV_1="4")
    page = answered(client, evaluation, people[0], EV_1="1")

    assert [one.url for found in waiting for one in found if "evaluations" in one.url] == [
        reverse("dialogues:evaluate", args=[evaluation.pk])
    ]
    assert queries.waits_for(people[0]) == []
    assert (page.status_code, list(Answer.objects.values_list("step", flat=True))) == (200, [4])
    with pytest.raises(actions.NoKey):
        actions.answer_evaluation(evaluation.pk, {"EV-1": 1}, by=people[0])


def test_who_was_not_asked_sees_what_one_who_has_answered_sees(client):
    place = Council()
    evaluation, people = place.evaluation()
    answered(client, evaluation, people[0], EV_1="4")
    pages = []
    for who in (people[0], place.person):
        sign_in(client, who)
        text = client.get(reverse("dialogues:evaluate", args=[evaluation.pk])).content.decode()
        pages.append(re.sub(r"(?s).*<main|</main.*", "", text))

    assert pages[0] == pages[1]


def test_nothing_in_the_database_links_a_person_and_her_answers(client):
    """Every column of every row that answering writes is looked at: no name, no time, no key that leads to one."""
    place = Council()
    evaluation, people = place.evaluation(asks_openly=True)
    trail = AuditEntry.objects.count()

    answered(client, evaluation, people[0], EV_1="4", EV_text=WORDS)

    assert (AuditEntry.objects.count() - trail, Once.objects.count(), Draft.objects.count()) == (0, 0, 0)
    sheet = AnswerSheet.objects.get()
    assert (sheet.mode, sheet.person, sheet.answered_at, sheet.about) == ("anonymous", None, None, evaluation.pk)
    held = {*_values(sheet), *(value for one in Answer.objects.all() for value in _values(one))}
    names = {value for person in Person.objects.all() for value in (person.pk, person.email, person.given)}
    keys = set(EvaluationKey.objects.values_list("pk", flat=True))
    assert held & (names | keys) == set()
    assert [value for value in held if hasattr(value, "hour")] == []


def _values(row: models.Model) -> list[object]:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields if getattr(row, field.attname)]


def test_what_is_left_of_the_keys_says_nothing_of_an_order(client):
    """A mark would lie on disk in the order of the answers; a key that is gone lies nowhere."""
    place = Council()
    evaluation, people = place.evaluation()
    before = list(EvaluationKey.objects.order_by("pk").values_list("pk", "person"))

    for person in (people[3], people[1]):
        answered(client, evaluation, person, EV_1="4")

    left = list(EvaluationKey.objects.order_by("pk").values_list("pk", "person"))
    assert left == [key for key in before if key[1] not in (people[3].pk, people[1].pk)]
    assert {field.name for field in EvaluationKey._meta.fields} == {"id", "evaluation", "person"}


def test_closing_takes_the_keys_and_writes_the_sheets_anew_in_another_order():
    place = Council()
    evaluation, people = place.evaluation(40)
    for number, person in enumerate(people):
        actions.answer_evaluation(evaluation.pk, {"EV-1": number % 5 + 1}, by=person)
    came_in = _as_they_lie()
    first = set(AnswerSheet.objects.values_list("pk", flat=True))

    close(evaluation)

    assert EvaluationKey.objects.count() == 0
    assert set(AnswerSheet.objects.values_list("pk", flat=True)) & first == set()
    assert sorted(_as_they_lie()) == sorted(came_in)
    assert _as_they_lie() != came_in


def _as_they_lie() -> list[int]:
    """The answers in the order of the file."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT step FROM questions_answer ORDER BY {place}")
        return [row[0] for row in cursor.fetchall()]


def test_nothing_is_shown_while_it_is_open(client):
    place = Council()
    evaluation, people = place.evaluation()
    pages = []
    for person in (None, *people):
        if person is not None:
            actions.answer_evaluation(evaluation.pk, dict.fromkeys(ALL, 5), by=person)
        for who in (place.council, place.hr):
            sign_in(client, who)
            for address in (("evaluation", evaluation.pk), ("pack", evaluation.round_id)):
                text = client.get(reverse(f"dialogues:{address[0]}", args=[address[1]])).content.decode()
                pages.append((who.pk, address, re.sub(r'value="[^"]+"', "", text)))

    assert len(set(pages)) == 4
    assert queries.result_of(evaluation) is None


def test_it_closes_when_its_last_day_has_passed_and_late_answers_are_refused(client):
    place = Council()
    evaluation, people = place.evaluation()
    Evaluation.objects.update(closes_on=clock.today() - timedelta(days=1))

    page = answered(client, evaluation, people[0], EV_1="4")

    evaluation.refresh_from_db()
    assert (page.status_code, evaluation.closed_at is not None, AnswerSheet.objects.count()) == (410, True, 0)
    with pytest.raises(actions.NotOpen):
        actions.answer_evaluation(evaluation.pk, {"EV-1": 1}, by=people[1])


def test_the_clock_closes_what_is_over():
    Council().evaluation()

    soon = clock.now() + timedelta(days=14)
    assert (actions.close_what_is_over(clock.now()), actions.close_what_is_over(soon)) == (0, 0)
    assert actions.close_what_is_over(soon + timedelta(days=1)) == 1


def test_the_figures_are_computed_once_and_stay():
    place = Council()
    evaluation, people = place.evaluation()
    for person in people:
        actions.answer_evaluation(evaluation.pk, {"EV-1": 3, "EV-2": 4}, by=person)
    first = close(evaluation)

    Answer.objects.all().delete()
    people[0].delete()
    again = close(evaluation)

    assert (again.counts, again.closed_at, again.answered) == (first.counts, first.closed_at, 6)


def test_four_answers_look_like_none():
    place = Council()
    evaluation, people = place.evaluation()
    for person in people[:5]:
        actions.answer_evaluation(
            evaluation.pk, {"EV-1": 4} if person == people[0] else {"EV-1": 4, "EV-2": 2}, by=person
        )

    result = queries.result_of(close(evaluation))

    shown = {item.question.key: item.shown.how for item in result.items}
    assert (result.answered, shown["EV-1"], shown["EV-2"], shown["EV-3"]) == (
        "5–9",
        How.WORDS,
        How.NOTHING,
        How.NOTHING,
    )


def test_everybody_reads_the_result_and_only_for_the_whole_organisation(client):
    place = Council()
    evaluation, people = place.evaluation(12)
    for number, person in enumerate(people):
        actions.answer_evaluation(evaluation.pk, {"EV-1": number % 5 + 1}, by=person)
    close(evaluation)
    sign_in(client, place.person)

    page = client.get(reverse("dialogues:evaluation", args=[evaluation.pk])).content.decode()

    main = re.sub(r"(?s).*<main|</main.*", "", page)
    assert [unit for unit in (place.unit.name, place.top.name) if unit in main] == []
    assert '<svg class="dist' in main


def sent_comments(evaluation, **changes):
    texts = {f"text_{number}": text for number, text in enumerate(evaluation.comments, 1)}
    return {"version": evaluation.version, **texts, **changes}


def with_comments(number):
    place = Council()
    evaluation, people = place.evaluation(12, asks_openly=True)
    for at, person in enumerate(people):
        told = {"EV-1": at % 5 + 1} | ({"EV-text": f"{WORDS} {at}"} if at < number else {})
        actions.answer_evaluation(evaluation.pk, told, by=person)
    return place, close(evaluation)


def test_the_open_question_is_asked_only_where_it_was_chosen(client):
    place = Council()
    evaluation, people = place.evaluation()
    sign_in(client, people[0])

    fields = client.get(reverse("dialogues:evaluate", args=[evaluation.pk])).context["form"].fields
    actions.answer_evaluation(evaluation.pk, {"EV-1": 4, "EV-text": WORDS}, by=people[0])

    assert list(fields) == list(ALL)
    assert Answer.objects.filter(question="EV-text").count() == 0


def test_nine_comments_are_not_kept_anywhere():
    _place, evaluation = with_comments(9)

    assert (evaluation.comments, Answer.objects.exclude(text="").count()) == ([], 0)


def test_ten_comments_are_read_by_two_before_others_read_them(client):
    place, evaluation = with_comments(10)
    sign_in(client, place.person)
    page = reverse("dialogues:evaluation", args=[evaluation.pk])
    first = queries.comments_shown(evaluation), WORDS in client.get(page).content.decode()

    one = actions.cut(evaluation, evaluation.comments, version=1, by=place.hr, as_hr=True, as_council=True)
    both_hats = actions.cut(one, one.comments, version=None, by=place.hr, as_hr=False, as_council=True)
    alone = queries.comments_shown(both_hats)
    two = actions.cut(both_hats, both_hats.comments, version=None, by=place.council, as_hr=False, as_council=True)

    assert (first, alone, len(queries.comments_shown(two))) == (([], False), [], 10)
    assert WORDS in client.get(page).content.decode()


def test_who_takes_words_out_takes_the_others_yes_away_and_the_original_is_gone():
    place, evaluation = with_comments(10)
    said = actions.cut(evaluation, evaluation.comments, version=None, by=place.hr, as_hr=True, as_council=False)
    shorter = ["[…] tid til at tale om opgaver", *said.comments[1:]]

    cut = actions.cut(said, shorter, version=None, by=place.council, as_hr=False, as_council=True)

    assert (cut.yes_by_hr, cut.yes_by_council, cut.comments, cut.cut) == (None, place.council, shorter, 2)
    assert Answer.objects.exclude(text="").count() == 0


def test_nothing_is_put_into_what_people_wrote(client):
    place, evaluation = with_comments(10)
    sign_in(client, place.council)
    address = reverse("dialogues:evaluation_comments", args=[evaluation.pk])

    page = client.post(address, sent_comments(evaluation, text_1="Alt er godt"))

    assert page.status_code == 422
    with pytest.raises(actions.OnlyCut):
        actions.cut(evaluation, ["Alt er godt"] * 10, version=None, by=place.council, as_hr=False, as_council=True)


def test_one_who_reads_an_older_text_is_told():
    place, evaluation = with_comments(10)
    actions.cut(evaluation, evaluation.comments, version=1, by=place.hr, as_hr=True, as_council=False)

    with pytest.raises(Stale):
        actions.cut(evaluation, evaluation.comments, version=1, by=place.council, as_hr=False, as_council=True)


steps = st.dictionaries(st.sampled_from(ALL), st.integers(1, 5))


class Silence(TestCase):
    """Two evaluations that differ only in what fewer than five said look the same, on every page."""

    @settings(max_examples=10)
    @given(st.lists(steps, max_size=4))
    def test_fewer_than_five_sheets_look_like_none(self, few):
        place = Council()
        seen = []
        for sheets in (few, []):
            evaluation, people = place.evaluation(6)
            for person, values in zip(people, sheets, strict=False):
                actions.answer_evaluation(evaluation.pk, values, by=person)
            close(evaluation)
            client = sign_in(Client(), place.council)
            for name, pk in (("evaluation", evaluation.pk), ("pack", evaluation.round_id)):
                page = client.get(reverse(f"dialogues:{name}", args=[pk])).content.decode()
                seen.append((name, re.sub(r'value="[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}', "", page)))
            evaluation.round.dialogues.all().delete()
            evaluation.round.delete()

        assert len(set(seen)) == 2


def test_answers_go_a_year_after_closing_past_the_archive_gate_and_the_figures_stay():
    place = Council()
    evaluation, people = place.evaluation()
    for person in people:
        actions.answer_evaluation(evaluation.pk, {"EV-1": 3}, by=person)
    close(evaluation)
    Evaluation.objects.update(closed_at=clock.now() - timedelta(days=367))

    keeping.daily(clock.today())
    waiting = AnswerSheet.objects.count()
    gate.set_gate(is_on=False, why="Ikke en statslig arbejdsplads", by=place.admin)
    keeping.daily(clock.today())

    evaluation.refresh_from_db()
    assert (waiting, AnswerSheet.objects.count(), evaluation.counts) == (6, 0, {"EV-1": [0, 0, 6, 0, 0]})


def test_ten_thousand_are_asked_in_as_many_questions_as_a_few(django_assert_max_num_queries):
    place = Council()
    few, _people = place.round_with(6)
    many, _people = place.round_with(60)
    facts = {"closes_on": clock.today() + timedelta(days=9), "by": place.council}

    with CaptureQueriesContext(connection) as asked:
        actions.open_evaluation(few, "after", **facts)
    with django_assert_max_num_queries(len(asked)):
        actions.open_evaluation(many, "after", **facts)
