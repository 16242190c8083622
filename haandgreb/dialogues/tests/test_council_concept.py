"""The concept: written by the works council, read by everybody, never changed backwards."""

from __future__ import annotations

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions import concept as actions
from haandgreb.dialogues.models import Concept
from haandgreb.dialogues.queries import concept as queries
from haandgreb.dialogues.tests.factories import Workplace, make_concept, make_round
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db

EDIT = "dialogues:concept_edit"


def sent(draft, **changes):
    """What the form sends."""
    names = (*queries.FIELDS, "changed")
    return {**{name: getattr(draft, name) for name in names}, "version": draft.version, **changes}


def test_the_first_draft_begins_with_what_holds_in_the_product_in_the_writers_language():
    place = Workplace()

    draft = actions.begin(by=place.council, language="da")

    assert (draft.number, draft.published_at, draft.who_sees) == (1, None, queries.first_words("da")["who_sees"])
    assert queries.first_words("en")["who_sees"] != draft.who_sees


def test_a_text_in_both_languages_holds_the_rules_of_who_sees_what():
    danish, english = queries.first_words("da"), queries.first_words("en")

    assert [name for name in queries.FIELDS if not danish[name].strip() or not english[name].strip()] == []
    assert [text for text in (*danish.values(), *english.values()) if len(text) > 4000] == []
    assert len(danish["purpose"].splitlines()) <= 5


def test_two_who_begin_get_the_same_draft():
    place = Workplace()

    assert actions.begin(by=place.council, language="da") == actions.begin(by=place.hr, language="en")
    assert Concept.objects.count() == 1


def test_the_next_draft_begins_with_what_holds():
    place = Workplace()
    make_concept(scope="Alle")

    draft = actions.begin(by=place.council, language="da")

    assert (draft.number, draft.purpose, draft.scope, draft.changed) == (2, "Vi bliver bedre.", "Alle", "")


def test_what_is_missing_is_named_and_nothing_is_published():
    place = Workplace()
    make_concept()
    draft = actions.begin(by=place.council, language="da")

    with pytest.raises(actions.NotWhole) as error:
        actions.publish(draft, version=None, by=place.council)

    assert error.value.missing == ["stored", "who_sees", "contact", "changed"]
    assert queries.current().number == 1


def test_a_published_version_never_changes():
    place = Workplace()
    concept = make_concept()

    for act in (
        lambda: actions.write(concept, {"purpose": "x"}, version=None, by=place.council),
        lambda: actions.publish(concept, version=None, by=place.council),
        lambda: actions.drop(concept, by=place.council),
    ):
        with pytest.raises(actions.Published):
            act()


def test_a_round_keeps_the_version_it_was_planned_under(client):
    place = Workplace()
    old = make_concept(who_sees="Kun jer to", stored="Et år", contact="HR")
    found = make_round(concept=old)
    draft = actions.begin(by=place.council, language="da")
    actions.write(draft, {"who_sees": "Alle", "changed": "Alt"}, version=None, by=place.council)
    actions.publish(draft, version=None, by=place.council)
    dialogue = place.dialogue(round=found)
    sign_in(client, place.person)

    page = client.get(reverse("dialogues:dialogue", args=[dialogue.pk])).content.decode()
    earlier = client.get(reverse("dialogues:concept_version", args=[1])).content.decode()

    found.refresh_from_db()
    assert (found.concept, queries.current().number) == (old, 2)
    assert reverse("dialogues:concept_version", args=[1]) in page
    assert "Kun jer to" in earlier


def test_a_version_that_is_stale_is_not_written_over():
    place = Workplace()
    draft = actions.begin(by=place.council, language="da")
    actions.write(draft, {"purpose": "Først"}, version=draft.version, by=place.hr)

    with pytest.raises(Stale):
        actions.write(draft, {"purpose": "Sidst"}, version=1, by=place.council)

    assert queries.draft().purpose == "Først"


def test_of_two_who_write_at_once_the_second_chooses_and_nothing_is_lost(client):
    place = Workplace()
    draft = actions.begin(by=place.council, language="da")
    mine = sent(draft, purpose="Mit formål")
    actions.write(draft, {"purpose": "Deres formål"}, version=draft.version, by=place.hr)
    sign_in(client, place.council)

    clash = client.post(reverse(EDIT), mine)
    page = clash.content.decode()
    again = client.post(reverse(EDIT), {**mine, "version": 2, "purpose": "Begge", "keep": "both"})

    assert (clash.status_code, "Mit" in page, "Deres" in page) == (409, True, True)
    assert (again.status_code, queries.draft().purpose) == (302, "Begge")


def test_saved_and_published_from_the_page(client):
    place = Workplace()
    draft = actions.begin(by=place.council, language="da")
    sign_in(client, place.council)

    client.post(reverse(EDIT), sent(draft, act="publish"))

    assert (queries.current().number, queries.draft()) == (1, None)


def test_a_cpr_number_is_stopped_before_it_is_saved(client):
    place = Workplace()
    draft = actions.begin(by=place.council, language="da")
    sign_in(client, place.council)

    answer = client.post(reverse(EDIT), sent(draft, contact="Ring til 010190-1234"))

    assert (answer.status_code, queries.draft().contact) == (422, draft.contact)


def test_a_draft_is_not_read_by_others_and_published_later_is_404_until_then(client):
    place = Workplace()
    actions.begin(by=place.council, language="da")
    sign_in(client, place.person)

    page = client.get(reverse("dialogues:concept")).content.decode()

    assert queries.first_words("da")["purpose"].splitlines()[0] not in page
    assert client.get(reverse("dialogues:concept_version", args=[1])).status_code == 404


def test_a_draft_that_is_dropped_leaves_what_holds(client):
    place = Workplace()
    make_concept()
    actions.begin(by=place.council, language="da")
    sign_in(client, place.council)

    client.post(reverse("dialogues:concept_drop"))

    assert (queries.draft(), queries.current().number) == (None, 1)
