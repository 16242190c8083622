"""A workplace puts questions in its own words; old answers keep the questions they answered."""

import tomllib
from uuid import uuid4

import pytest
from django.urls import reverse

from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, sign_in
from haandgreb.questions import actions, queries
from haandgreb.questions.models import QuestionSet
from haandgreb.questions.reading import BadSet, read_row
from haandgreb.questions.tests.factories import a_set
from haandgreb.shared.passport import capabilities

pytestmark = pytest.mark.django_db

TOML = """
key = "after-the-visit"
version = {version}
title = {{ da = "Efter besøget", en = "After the visit" }}
[[section]]
[[section.question]]
key = "V-1"
kind = "short-text"
ask = {{ da = "{ask}", en = "What did you see?" }}
"""


def content(tmp_path, version=1, ask="Hvad så du?"):
    (tmp_path / "after.toml").write_text(TOML.format(version=version, ask=ask), encoding="utf-8")
    assert tomllib.loads((tmp_path / "after.toml").read_text(encoding="utf-8"))
    return tmp_path


def hr_person():
    unit = make_unit()
    person = make_person(unit=unit)
    give_role(person, Role.Kind.HR, units=[unit])
    return person


def texts(**changes):
    found = {"title": {"da": "Efter besøget", "en": "After the visit"}, "intro": {"da": "", "en": ""}}
    return {**found, "V-1": {"da": "Hvad lagde du mærke til?", "en": "What did you notice?"}, **changes}


def test_loading_content_twice_changes_nothing(tmp_path):
    actions.load_sets(content(tmp_path))
    actions.load_sets(content(tmp_path))

    assert QuestionSet.objects.count() == 1


def test_content_of_a_published_version_may_not_change(tmp_path):
    actions.load_sets(content(tmp_path))

    with pytest.raises(BadSet, match="version 1 of after-the-visit is published and has changed since"):
        actions.load_sets(content(tmp_path, ask="Hvad så du nu?"))


def test_a_new_version_of_the_content_is_asked_from_now_on_and_the_old_is_kept(tmp_path):
    actions.load_sets(content(tmp_path))
    old = queries.current_set("after-the-visit")
    sheet = actions.answer(old, about=uuid4(), values={"V-1": "lys"}, mode="anonymous")

    actions.load_sets(content(tmp_path, version=2, ask="Hvad undrede dig?"))

    assert str(read_row(queries.current_set("after-the-visit")).question("V-1").ask) == "Hvad undrede dig?"
    sheet.refresh_from_db()
    assert str(read_row(sheet.question_set).question("V-1").ask) == "Hvad så du?"


def test_own_wording_is_asked_only_when_it_is_published(tmp_path):
    actions.load_sets(content(tmp_path))
    hr = hr_person()
    original = queries.current_set("after-the-visit")
    draft = actions.copy_set(original, by=hr)
    actions.change_wording(draft, texts(), seen=1, by=hr)
    assert queries.current_set("after-the-visit") == original

    draft.refresh_from_db()
    actions.publish(draft, by=hr)

    assert queries.current_set("after-the-visit") == draft
    assert str(read_row(queries.current_set("after-the-visit")).question("V-1").ask) == "Hvad lagde du mærke til?"
    original.refresh_from_db()
    assert str(read_row(original).question("V-1").ask) == "Hvad så du?"


def test_a_new_version_of_the_content_does_not_take_the_place_of_own_wording(tmp_path):
    actions.load_sets(content(tmp_path))
    hr = hr_person()
    draft = actions.copy_set(queries.current_set("after-the-visit"), by=hr)
    actions.publish(draft, by=hr)

    actions.load_sets(content(tmp_path, version=2, ask="Hvad undrede dig?"))

    assert queries.current_set("after-the-visit") == draft
    assert QuestionSet.objects.filter(key="after-the-visit", published_at__isnull=False).count() == 3


def test_hr_changes_the_wording_in_the_browser(client, tmp_path):
    actions.load_sets(content(tmp_path))
    sign_in(client, hr_person())
    client.post(reverse("questions:copy", args=["after-the-visit"]))
    page = reverse("questions:wording", args=["after-the-visit"])
    fields = {"seen": 1, "title.da": "Efter besøget", "title.en": "After the visit", "intro.da": "", "intro.en": ""}

    answer = client.post(page, {**fields, "V-1.da": "Hvad slog dig?", "V-1.en": "What struck you?"})
    assert answer.status_code == 302
    client.post(reverse("questions:publish", args=["after-the-visit"]))

    assert str(read_row(queries.current_set("after-the-visit")).question("V-1").ask) == "Hvad slog dig?"


def test_two_people_changing_the_same_draft_both_keep_their_text(client, tmp_path):
    actions.load_sets(content(tmp_path))
    hr = hr_person()
    draft = actions.copy_set(queries.current_set("after-the-visit"), by=hr)
    actions.change_wording(draft, texts(), seen=1, by=hr)
    sign_in(client, hr)
    fields = {"seen": 1, "title.da": "Efter", "title.en": "After", "intro.da": "", "intro.en": ""}

    answer = client.post(
        reverse("questions:wording", args=["after-the-visit"]), {**fields, "V-1.da": "Min tekst?", "V-1.en": "Mine?"}
    )

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Min tekst?" in page
    assert "Hvad lagde du mærke til?" in page
    draft.refresh_from_db()
    assert str(read_row(draft).question("V-1").ask) == "Hvad lagde du mærke til?"


def test_a_wording_in_one_language_only_is_refused(client, tmp_path):
    actions.load_sets(content(tmp_path))
    sign_in(client, hr_person())
    client.post(reverse("questions:copy", args=["after-the-visit"]))
    fields = {"seen": 1, "title.da": "Efter", "title.en": "After", "intro.da": "", "intro.en": ""}

    answer = client.post(reverse("questions:wording", args=["after-the-visit"]), {**fields, "V-1.da": "Hvad?"})

    assert answer.status_code == 422


def test_a_dropped_draft_leaves_the_published_version(tmp_path):
    actions.load_sets(content(tmp_path))
    hr = hr_person()
    draft = actions.copy_set(queries.current_set("after-the-visit"), by=hr)

    actions.drop_draft(draft, by=hr)

    assert list(QuestionSet.objects.values_list("version", flat=True)) == [1]


def test_one_current_version_per_set_is_a_fact_of_the_database():
    from django.db import IntegrityError, transaction

    a_set()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_set(version=2)


def test_leaving_the_demo_takes_the_wordings_people_made_there_along(tmp_path):
    actions.load_sets(content(tmp_path))
    by = hr_person()
    draft = actions.copy_set(queries.current_set("after-the-visit"), by=by)
    actions.publish(draft, by=by)
    assert queries.current_set("after-the-visit").pk == draft.pk

    next(one for one in capabilities() if one.label == "questions").remove_demo()

    assert queries.current_set("after-the-visit").origin == QuestionSet.Origin.CONTENT
    assert QuestionSet.objects.count() == 1
