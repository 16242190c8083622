"""Answers are kept as they were given, by name or by nobody at all."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.organisation.tests.factories import make_person
from haandgreb.questions import actions, queries
from haandgreb.questions.forms import answer_form
from haandgreb.questions.models import Answer, AnswerSheet
from haandgreb.questions.reading import Question, read_row
from haandgreb.questions.summaries import summarise
from haandgreb.questions.tests.factories import a_question, a_set
from haandgreb.shared.twolang import Text

pytestmark = pytest.mark.django_db

FILLED = {
    "V-1": "4",
    "V-2": "partly",
    "V-3": "swap",
    "V-4": ["visit", "swap"],
    "V-5": "7.5",
    "V-6": "Kaffe",
    "V-7": "De læser højt for hinanden",
}


def test_every_kind_of_answer_survives_the_way_through_form_and_database():
    question_set = a_set()
    form = answer_form(read_row(question_set), FILLED_AS_QUERY())
    assert form.is_valid(), form.errors

    actions.answer(question_set, about=uuid4(), values=form.values(), mode="anonymous")

    rows = {row.question: row for row in Answer.objects.all()}
    assert rows["V-1"].step == 4
    assert rows["V-2"].choices == ["partly"]
    assert rows["V-3"].choices == ["swap"]
    assert rows["V-4"].choices == ["visit", "swap"]
    assert rows["V-5"].number == Decimal("7.5")
    assert rows["V-6"].text == "Kaffe"
    assert rows["V-7"].text == "De læser højt for hinanden"


def FILLED_AS_QUERY():
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    for key, value in FILLED.items():
        data.setlist(key, value if isinstance(value, list) else [value])
    return data


def test_an_empty_form_is_a_sheet_without_answers():
    form = answer_form(read_row(a_set()), {})

    assert form.is_valid()
    assert form.values() == {}


@pytest.mark.parametrize("step", ["0", "6", "-1", "4.5", "five", "4 "])
def test_a_step_outside_one_to_five_is_refused_beside_its_field(step):
    form = answer_form(read_row(a_set()), {"V-1": step})

    assert form.errors == {"V-1": ["Vælg et tal fra 1 til 5."]}


def test_a_cpr_number_is_stopped_before_it_is_saved():
    form = answer_form(read_row(a_set()), {"V-7": "Ring til 010203-1234"})

    assert form.errors == {"V-7": ["Det ligner et CPR-nummer. Slet det, før du gemmer."]}


def test_the_wording_of_one_question_can_be_replaced():
    form = answer_form(read_row(a_set()), labels={"V-1": "Kom alle til orde?"})

    assert form["V-1"].label == "Kom alle til orde?"


def test_the_database_refuses_an_anonymous_sheet_with_a_person():
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerSheet.objects.create(question_set=a_set(), mode="anonymous", about=uuid4(), person=make_person())


def test_the_database_refuses_a_step_of_six():
    sheet = actions.answer(a_set(), about=uuid4(), values={}, mode="anonymous")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(sheet=sheet, question="V-1", step=6)


def test_a_named_sheet_replaces_the_one_before():
    question_set, about, person = a_set(), uuid4(), make_person()

    actions.answer(question_set, about=about, values={"V-1": 2}, mode="named", person=person)
    actions.answer(question_set, about=about, values={"V-1": 5}, mode="named", person=person)

    assert queries.named_steps(about) == {person.pk: {"V-1": 5}}


def test_replacing_an_anonymous_sheet_gives_it_a_new_random_id():
    question_set, about = a_set(), uuid4()
    first = actions.answer(question_set, about=about, values={"V-1": 2}, mode="anonymous")

    second = actions.answer(question_set, about=about, values={"V-1": 5}, mode="anonymous", replaces=first.pk)

    assert second.pk != first.pk
    assert queries.counts_about(about) == {"V-1": [0, 0, 0, 0, 1]}


def test_shuffling_changes_every_id_and_no_answer():
    question_set, about, other = a_set(), uuid4(), uuid4()
    for step in [1, 2, 2, 5, 5, 5]:
        actions.answer(question_set, about=about, values={"V-1": step, "V-6": f"ord {step}"}, mode="anonymous")
    actions.answer(question_set, about=other, values={"V-1": 3}, mode="anonymous")
    before = set(AnswerSheet.objects.filter(about=about).values_list("pk", flat=True))
    answers_before = set(Answer.objects.filter(sheet__about=about).values_list("pk", flat=True))

    assert actions.shuffle(about) == 6

    assert queries.counts_about(about) == {"V-1": [1, 2, 0, 0, 3]}
    assert queries.counts_about(other) == {"V-1": [0, 0, 1, 0, 0]}
    assert before.isdisjoint(AnswerSheet.objects.filter(about=about).values_list("pk", flat=True))
    assert answers_before.isdisjoint(Answer.objects.filter(sheet__about=about).values_list("pk", flat=True))
    pairs = Answer.objects.filter(sheet__about=about, question="V-6").values_list("sheet", "text")
    steps = dict(Answer.objects.filter(sheet__about=about, question="V-1").values_list("sheet", "step"))
    assert all(text == f"ord {steps[sheet]}" for sheet, text in pairs)


@given(st.lists(st.one_of(st.none(), st.integers(1, 5))))
def test_a_scale_summary_counts_each_step_once_and_missing_nowhere(steps):
    question = Question("V-1", "scale-1-5", Text("a", "a"), Text("a", "a"))

    summary = summarise(question, [Answer(step=step) for step in steps])

    given_steps = [step for step in steps if step is not None]
    assert summary.n == len(given_steps) == sum(summary.counts)
    assert summary.favourable == sum(step >= 4 for step in given_steps)


def test_summaries_of_the_other_kinds():
    found = read_row(a_set())
    several = [Answer(choices=["visit"]), Answer(choices=["visit", "swap"]), Answer(choices=None)]
    numbers = [Answer(number=Decimal(3)), Answer(number=Decimal(9)), Answer(number=None)]

    assert summarise(found.question("V-4"), several).counts == (2, 1)
    assert summarise(found.question("V-4"), several).n == 2
    assert summarise(found.question("V-5"), numbers).middle == Decimal(6)
    assert summarise(found.question("V-6"), [Answer(text="b"), Answer(text=""), Answer(text="a")]).texts == ("a", "b")


def test_a_required_question_says_so():
    question_set = a_set([a_question("V-1", "short-text", required=True)])

    form = answer_form(read_row(question_set), {})

    assert list(form.errors) == ["V-1"]
