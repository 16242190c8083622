"""The fields other capabilities choose people and units with: typing, no script, only who and what is here today."""

from __future__ import annotations

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template

from haandgreb.organisation.fields import NameField, PeopleField, PersonField, UnitField
from haandgreb.organisation.models import Person
from haandgreb.organisation.tests import factories as make
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


class Example(forms.Form):
    chair = PersonField(label="Mødeleder")
    people = PeopleField(label="Deltagere", units=True, required=False)
    unit = UnitField(label="Enhed", required=False)


@pytest.fixture
def office():
    return make.make_unit("Tilskud")


@pytest.fixture
def mads(office):
    return make.make_person("Mads Rosenklint", unit=office, email="mads@example.dk")


def sent(**fields: str | list[str]) -> Example:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Example(data)


def page(form: forms.Form) -> str:
    source = "{% load look %}{% for bound in form %}{% field bound %}{% endfor %}"
    return Template(source).render(Context({"form": form}))


@pytest.mark.parametrize(
    "typed",
    ["Mads Rosenklint", "mads rosenklint", "MADS@example.dk", "Mads Rosenklint <mads@example.dk>", "rosenklint"],
)
def test_a_person_is_meant_by_name_or_mail(mads, typed):
    form = sent(chair=typed)

    assert form.is_valid()
    assert form.cleaned_data["chair"] == mads


def test_two_of_the_same_name_are_asked_apart(mads, office):
    make.make_person("Mads Rosenklint", unit=office, email="mads2@example.dk")

    form = sent(chair="Mads Rosenklint")

    assert form.errors.as_data()["chair"][0].code == "several"
    assert sent(chair="mads2@example.dk").is_valid()


@pytest.mark.parametrize("typed", ["Nobody Here", "nobody@example.dk"])
def test_nobody_is_said_to_be_nobody(mads, typed):
    assert sent(chair=typed).errors.as_data()["chair"][0].code == "nobody"


def test_who_has_left_cannot_be_chosen(mads):
    mads.engagements.update(valid_to=clock.today())

    assert sent(chair="Mads Rosenklint").errors.as_data()["chair"][0].code == "nobody"


def test_who_has_left_cannot_be_ticked_either(mads, office):
    bo = make.make_person("Bo Bang", unit=office)
    bo.engagements.update(valid_to=clock.today())

    form = sent(chair="Mads Rosenklint", people=[str(bo.pk), str(mads.pk)])

    assert form.is_valid()
    assert form.cleaned_data["people"] == [mads]


def test_people_are_ticked_typed_or_taken_with_their_unit_each_once(mads, office):
    team = make.make_unit("Team A", parent=office)
    bo, ida = make.make_person("Bo Bang", unit=team), make.make_person("Ida Holm", unit=make.make_unit("Tilsyn"))

    form = sent(
        chair="mads@example.dk", people=[str(ida.pk)], people_more=["Mads Rosenklint", ""], people_unit=str(office.pk)
    )

    assert form.is_valid()
    assert form.cleaned_data["people"] == [bo, ida, mads]


def test_a_form_that_comes_back_keeps_ticks_and_what_was_typed(mads, office):
    bo = make.make_person("Bo Bang", unit=office)

    html = page(sent(chair="", people=[str(bo.pk)], people_more=["Mads Rosenklimt"]))

    assert f'value="{bo.pk}" checked' in html
    assert 'value="Mads Rosenklimt"' in html


def test_a_form_shows_who_is_chosen_already(mads, office):
    html = page(Example(initial={"chair": mads, "people": [mads], "unit": office}))

    assert "Mads Rosenklint &lt;mads@example.dk&gt;" in html
    assert f'value="{mads.pk}" checked' in html
    assert f'<option value="{office.pk}" selected>' in html


def test_a_small_workplace_suggests_everybody_and_a_large_one_asks_while_one_types(office, monkeypatch):
    monkeypatch.setattr("haandgreb.organisation.fields.FEW", 3)
    for number in range(3):
        make.make_person(f"Person {number}", unit=office)
    small = page(Example())
    make.make_person("Person 4", unit=office)

    large = page(Example())

    assert (small.count("Person 0"), "hx-get" in small) == (2, False)
    assert (large.count("Person 0"), large.count("hx-get")) == (0, 4)


def test_ids_that_are_none_choose_nobody(mads):
    form = sent(chair="mads@example.dk", people=["x", "00000000-0000-4000-8000-000000000000"], people_unit="x")

    assert form.is_valid()
    assert form.cleaned_data["people"] == []


def test_a_unit_is_one_of_todays(mads, office):
    closed = make.make_unit("Lukket", valid_to=clock.today())

    assert sent(chair="mads@example.dk", unit=str(office.pk)).is_valid()
    assert "unit" in sent(chair="mads@example.dk", unit=str(closed.pk)).errors


@pytest.mark.parametrize("name", ["010190-1234", "Mads 0101901234", "x" * 201])
def test_a_name_is_no_cpr_number_and_not_endless(name):
    with pytest.raises(forms.ValidationError):
        NameField().clean(name)


def test_a_name_loses_what_cannot_be_seen():
    assert NameField().clean("  Mads\u202e\u200b  Rosenklint\n") == "Mads Rosenklint"


def test_nobody_new_is_made_by_choosing(mads):
    sent(chair="Ny Person").is_valid()

    assert Person.objects.count() == 1
