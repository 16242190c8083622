"""Two people write in the same place at the same time: both texts are kept and shown, nothing is lost."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from haandgreb.meetings.actions import agenda, running
from haandgreb.meetings.actions import meetings as meeting_actions
from haandgreb.meetings.actions import series as series_actions
from haandgreb.meetings.tests.factories import a_held_meeting, a_meeting, a_series, an_item, at, somebody
from haandgreb.organisation.tests.factories import make_unit, sign_in
from haandgreb.shared import clock, drafts
from haandgreb.shared.formats import long_date
from haandgreb.shared.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia():
    return somebody("Pia Kornmod")


@pytest.fixture
def meeting(pia):
    return a_meeting(participants=[pia], minute_taker=pia)


@pytest.fixture
def item(meeting):
    return an_item(meeting, purpose="én tekst")


def sent(item, **changes):
    facts = {
        "title": item.title,
        "kind": item.kind,
        "minutes": item.minutes,
        "purpose": item.purpose,
        "everyone_needed": "all",
        "version": item.version,
    }
    return {**facts, **changes}


def address(item):
    return reverse("meetings:item", args=[item.meeting_id, item.pk])


def test_the_second_who_saves_an_item_sees_both_texts_and_nothing_is_overwritten(client, meeting, item, pia):
    old = sent(item, purpose="Jettes tekst")
    agenda.change(item, {"purpose": "Pias tekst"}, by=pia, version=item.version)
    sign_in(client, meeting.chair)

    response = client.post(address(item), old)

    page = response.content.decode()
    item.refresh_from_db()
    assert response.status_code == 409
    assert "Jettes" in page
    assert "Pias" in page
    assert "Pia Kornmod" in page
    assert item.purpose == "Pias tekst"


def test_after_the_choice_the_chosen_text_stands_with_the_rest_of_the_form(client, meeting, item, pia):
    agenda.change(item, {"purpose": "Pias tekst"}, by=pia, version=1)
    sign_in(client, meeting.chair)

    client.post(address(item), sent(item, purpose="Begges tekst", minutes=20, version=2, keep="both"))

    item.refresh_from_db()
    assert (item.purpose, item.minutes, item.version) == ("Begges tekst", 20, 3)


def test_keeping_the_other_text_changes_nothing_and_lets_my_draft_go(client, meeting, item, pia):
    agenda.change(item, {"purpose": "Pias tekst"}, by=pia, version=1)
    Draft.objects.create(
        person=meeting.chair.pk, form=f"meetings-item-{item.pk}", fields={"purpose": ["Min"]}, at=item.changed_at
    )
    sign_in(client, meeting.chair)

    client.post(address(item), sent(item, purpose="Min", version=1, keep="theirs"))

    item.refresh_from_db()
    assert item.purpose == "Pias tekst"
    assert Draft.objects.count() == 0


def test_two_who_wrote_the_same_are_not_troubled(client, meeting, item, pia):
    agenda.change(item, {"purpose": "Det samme"}, by=pia, version=1)
    sign_in(client, meeting.chair)

    response = client.post(address(item), sent(item, purpose="Det samme", version=1))

    assert response.status_code == 302


def test_an_old_version_is_never_written(meeting, item, pia):
    assert agenda.change(item, {"purpose": "Først"}, by=pia, version=1) is not None
    assert agenda.change(item, {"purpose": "Sidst"}, by=meeting.chair, version=1) is None

    item.refresh_from_db()
    assert item.purpose == "Først"


def test_two_minute_takers_see_both_texts(client, pia):
    held = a_held_meeting(None, chair=somebody("Jette Klitgren"), participants=[pia], minute_taker=pia)
    running.save_notes(held, "Pias referat", by=pia, version=1)
    sign_in(client, held.chair)

    response = client.post(reverse("meetings:notes", args=[held.pk]), {"notes": "Jettes referat", "version": 1})

    held.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 409
    assert "Jettes" in page
    assert "Pias" in page
    assert held.notes == "Pias referat"


def test_two_who_change_a_decision_see_both_texts(client, pia):
    held = a_held_meeting(None, chair=somebody("Jette Klitgren"), participants=[pia], minute_taker=pia)
    decision = running.decide(held, "Vi venter", by=pia)
    running.change_decision(decision, text="Vi går i gang", told_to="", by=pia, version=1)
    sign_in(client, held.chair)

    response = client.post(
        reverse("meetings:decision", args=[held.pk, decision.pk]), {"text": "Vi siger nej", "version": 1}
    )

    decision.refresh_from_db()
    assert response.status_code == 409
    assert decision.text == "Vi går i gang"


def test_the_same_notes_written_twice_trouble_nobody(client, pia):
    held = a_held_meeting(None, chair=somebody("Jette Klitgren"), participants=[pia], minute_taker=pia)
    running.save_notes(held, "Det samme", by=pia, version=1)
    sign_in(client, held.chair)

    response = client.post(reverse("meetings:notes", args=[held.pk]), {"notes": "Det samme", "version": 1})

    assert response.status_code == 302


def series_form(series, **changes):
    facts = {name: getattr(series, name) for name in ["title", "purpose", "type", "cadence", "minutes", "scoring"]}
    people = {"chair": series.chair.email, "owner": series.owner.email}
    return {**facts, **people, "expires_on": series.expires_on.isoformat(), "version": series.version, **changes}


def test_two_who_change_a_series_see_both_purposes_and_who_was_first(client, pia):
    series = a_series(people=[pia], owner=pia)
    old = series_form(series, purpose="Jettes formål")
    series_actions.change(series, {"purpose": "Pias formål"}, by=pia)
    sign_in(client, series.chair)
    address = reverse("meetings:series_edit", args=[series.pk])

    response = client.post(address, old)

    page = response.content.decode()
    series.refresh_from_db()
    assert response.status_code == 409
    assert "Jettes" in page
    assert "Pias" in page
    assert "Pia Kornmod" in page
    assert series.purpose == "Pias formål"

    client.post(address, {**old, "purpose": "Begge", "version": 2, "keep": "both"})
    series.refresh_from_db()
    assert (series.purpose, series.version) == ("Begge", 3)


def test_two_who_change_a_meeting_see_both_places_and_both_times(client, meeting, pia):
    day = clock.local_day(meeting.starts_at)
    mine = {
        "title": meeting.title,
        "day": day.isoformat(),
        "at": "10:00",
        "minutes": 60,
        "place": "Stue",
        "chair": meeting.chair.pk,
        "version": meeting.version,
    }
    meeting_actions.change(meeting, {"place": "Kælder", "starts_at": at(day, 11), "ends_at": at(day, 12)}, by=pia)
    sign_in(client, meeting.chair)

    response = client.post(reverse("meetings:edit", args=[meeting.pk]), mine)

    page = response.content.decode()
    meeting.refresh_from_db()
    assert response.status_code == 409
    for text in ["Stue", "Kælder", "<mark>10</mark>:00", "<mark>11</mark>:00"]:
        assert text in page
    assert (meeting.place, meeting.starts_at) == ("Kælder", at(day, 11))


def clashes(response):
    """What two made different, as (field, mine, theirs)."""
    assert response.status_code == 409
    return [(one.name, one.mine, one.theirs) for one in response.context["conflict"].clashes]


def chosen_in(page):
    """What the form of the conflict page sends as it stands."""
    found = re.findall(r'<input type="(?:radio|checkbox)" id="[^"]+" name="(\w+)" value="([^"]*)" checked>', page)
    found += re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_two_who_choose_another_chair_and_rhythm_of_a_series_see_both(client, pia):
    series = a_series(people=[pia], owner=pia, cadence="weekly")
    old = series_form(series, cadence="monthly")
    series_actions.change(series, {"chair": pia, "cadence": "every-2-weeks"}, by=pia)
    sign_in(client, series.owner)
    address = reverse("meetings:series_edit", args=[series.pk])

    response = client.post(address, old)

    series.refresh_from_db()
    assert clashes(response) == [
        ("cadence", "hver måned", "hver 2. uge"),
        ("chair", "Jette Klitgren", "Pia Kornmod"),
    ]
    assert (series.cadence, series.chair) == ("every-2-weeks", pia)

    sent = chosen_in(response.content.decode())
    client.post(address, {**sent, "chair": pia.email, "keep": "both"})
    series.refresh_from_db()
    assert (series.cadence, series.chair, series.version) == ("monthly", pia, 3)


def test_two_who_choose_another_day_or_unit_for_a_series_see_both(client, pia):
    unit = make_unit("Tilskud")
    series = a_series(people=[pia], owner=pia)
    day = series.expires_on
    old = series_form(series, unit="", expires_on=(day - timedelta(days=1)).isoformat())
    series_actions.change(series, {"unit": unit, "expires_on": day - timedelta(days=2)}, by=pia)
    sign_in(client, series.chair)

    found = clashes(client.post(reverse("meetings:series_edit", args=[series.pk]), old))

    assert found == [
        ("unit", "På tværs af enheder", "Tilskud"),
        ("expires_on", long_date(day - timedelta(days=1), "da"), long_date(day - timedelta(days=2), "da")),
    ]


def test_two_who_give_a_meeting_another_minute_taker_see_both(client, meeting, pia):
    day = clock.local_day(meeting.starts_at)
    there = meeting.starts_at.astimezone(clock.COPENHAGEN)
    mine = {
        "title": meeting.title,
        "day": day.isoformat(),
        "at": f"{there:%H:%M}",
        "minutes": meeting.minutes,
        "place": meeting.place,
        "chair": meeting.chair.pk,
        "minute_taker": meeting.chair.pk,
        "version": meeting.version,
    }
    meeting_actions.change(meeting, {"timekeeper": pia}, by=pia)
    sign_in(client, meeting.chair)
    address = reverse("meetings:edit", args=[meeting.pk])

    response = client.post(address, mine)

    assert clashes(response) == [
        ("minute_taker", "Jette Klitgren", "Pia Kornmod"),
        ("timekeeper", "Ingen endnu", "Pia Kornmod"),
    ]
    sent = chosen_in(response.content.decode())
    client.post(address, {**sent, "timekeeper": str(pia.pk), "keep": "both"})
    meeting.refresh_from_db()
    assert (meeting.minute_taker, meeting.timekeeper) == (meeting.chair, pia)


def test_two_who_choose_whom_an_item_needs_see_both(client, meeting, item, pia):
    mine = sent(item, kind="discussion", everyone_needed="some", needed=[str(meeting.chair.pk)])
    agenda.change(item, {"everyone_needed": False, "owner": pia}, by=pia, version=1, needed=[pia])
    sign_in(client, meeting.chair)

    response = client.post(address(item), mine)

    assert clashes(response) == [
        ("kind", "Drøftelse", "Beslutning"),
        ("owner", "Mødelederen", "Pia Kornmod"),
        ("needed", "Jette Klitgren", "Pia Kornmod"),
    ]
    page = response.content.decode()
    assert page.count('type="checkbox"') == 2


def test_an_old_draft_does_not_overwrite_what_somebody_saved_since(client, meeting, item, pia):
    sign_in(client, meeting.chair)
    client.post(reverse("save_draft", args=[f"meetings-item-{item.pk}"]), sent(item, purpose="Jettes kladde"))
    agenda.change(item, {"purpose": "Pias tekst"}, by=pia, version=1)

    page = client.get(address(item)).content.decode()
    response = client.post(address(item), sent(item, purpose="Jettes kladde", version=1))

    assert '<input type="hidden" name="version" value="1">' in page
    assert response.status_code == 409


def test_what_was_typed_and_not_saved_is_offered_again_after_signing_in_anew(client, meeting, item):
    sign_in(client, meeting.chair)
    client.post(reverse("save_draft", args=[f"meetings-item-{item.pk}"]), sent(item, purpose="En halv sæt"))
    client.logout()
    sign_in(client, meeting.chair)

    page = client.get(address(item)).content.decode()

    assert "Det, du havde skrevet, er her stadig." in page
    assert "En halv sæt" in page


def test_nobody_else_is_offered_my_draft(client, meeting, item, pia):
    sign_in(client, meeting.chair)
    client.post(reverse("save_draft", args=[f"meetings-item-{item.pk}"]), sent(item, purpose="En halv sæt"))

    page = sign_in(client, pia).get(address(item)).content.decode()

    assert "En halv sæt" not in page


def test_saving_lets_the_draft_go(client, meeting, item):
    sign_in(client, meeting.chair)
    client.post(reverse("save_draft", args=[f"meetings-item-{item.pk}"]), sent(item, purpose="En halv sæt"))

    client.post(address(item), sent(item, purpose="En hel sætning"))

    assert drafts.find(meeting.chair, f"meetings-item-{item.pk}") is None


def test_a_cpr_number_is_stopped_and_the_text_stays_on_the_page(client, meeting, item):
    sign_in(client, meeting.chair)

    response = client.post(address(item), sent(item, purpose="Sagen om 010203-1234"))

    assert response.status_code == 422
    assert "Det ligner et CPR-nummer. Slet det, før du gemmer." in response.content.decode()
    assert "Sagen om 010203-1234" in response.content.decode()
