"""Kinds of dialogue that HR sets, and a talk that either of the two begins."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions.kinds import load_kinds
from haandgreb.dialogues.actions.new_talk import NotTheTwo, start
from haandgreb.dialogues.actions.own_kinds import add_kind, change_kind
from haandgreb.dialogues.models import Dialogue, Kind
from haandgreb.dialogues.queries.kinds import partners_of, sets_of
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue, make_kind
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db


def sent(**more):
    return {"title": "Opstartssamtale", "title_en": "Start talk", "words": "Når du er ny", "minutes": "45", **more}


class TestKinds:
    def test_hr_makes_a_kind_of_their_own_once(self, client):
        place = Workplace()
        load_kinds()
        sign_in(client, place.hr)
        form = sent(preparation="short", guide="short", is_used="on", once="made-once")

        for _press in range(2):
            assert client.post(reverse("dialogues:kind_new"), form).status_code == 302

        kind = Kind.objects.get(title="Opstartssamtale")
        assert (kind.minutes, kind.preparation, kind.guide, kind.is_used) == (45, "short", "short", True)
        assert kind.key.startswith("own-")

    def test_a_kind_switched_off_begins_no_talk_and_what_has_begun_goes_on(self, client):
        place = Workplace()
        load_kinds()
        kind = Kind.objects.get(key="puls")
        begun = make_dialogue(place.person, place.manager, kind=kind)
        sign_in(client, place.hr)
        url = reverse("dialogues:kind", args=[kind.pk])
        assert client.get(url).context["in_use"] is True

        client.post(url, sent(title="PULS", version="1"))

        with pytest.raises(NotTheTwo):
            start(Kind.objects.get(pk=kind.pk), place.person, place.manager, by=place.person)
        sign_in(client, place.person)
        assert client.get(reverse("dialogues:dialogue", args=[begun.pk])).status_code == 200

    def test_what_hr_has_written_stays_when_the_content_is_loaded_anew(self):
        place = Workplace()
        load_kinds()
        kind = Kind.objects.get(key="puls")
        change_kind(kind, {"title": "Kort snak", "minutes": 20, "is_used": False}, version=1, by=place.hr)

        load_kinds()

        kind.refresh_from_db()
        assert (kind.title, kind.minutes, kind.is_used) == ("Kort snak", 20, False)

    def test_of_two_who_change_a_kind_the_second_sees_both_texts(self, client):
        place = Workplace()
        kind = add_kind({"title": "Snak", "minutes": 20}, by=place.hr)
        seen = kind.version
        change_kind(kind, {"title": "Først"}, version=seen, by=place.hr)
        with pytest.raises(Stale):
            change_kind(kind, {"title": "Sidst"}, version=seen, by=place.hr)
        sign_in(client, place.hr)

        answer = client.post(reverse("dialogues:kind", args=[kind.pk]), sent(title="Sidst", version=str(seen)))

        clash = answer.context["conflict"].clashes[0]
        assert (answer.status_code, clash.mine, clash.theirs) == (409, "Sidst", "Først")

    def test_sets_are_called_by_the_first_kind_that_has_them(self):
        load_kinds()

        assert [key for key, _label in sets_of("preparation")] == ["mus", "lus", "short"]


class TestNewTalk:
    def test_either_of_the_two_begins_it_and_both_are_led_to_the_same(self, client):
        place = Workplace()
        load_kinds()
        kind = Kind.objects.get(key="half_year")
        partner = {place.person: f"manager:{place.manager.pk}", place.manager: f"staff:{place.person.pk}"}

        led_to = set()
        for person, other in partner.items():
            sign_in(client, person)
            answer = client.post(reverse("dialogues:talk_new"), {"kind": kind.pk, "partner": other})
            led_to.add(answer.url)

        dialogue = Dialogue.objects.get()
        assert led_to == {reverse("dialogues:dialogue", args=[dialogue.pk])}
        assert (dialogue.person, dialogue.manager, dialogue.minutes) == (place.person, place.manager, 45)
        assert dialogue.round is None

    def test_after_one_is_held_another_can_begin(self):
        place = Workplace()
        kind = make_kind("puls")
        make_dialogue(place.person, place.manager, "held", kind=kind)

        assert start(kind, place.person, place.manager, by=place.manager)[1] is True

    @pytest.mark.parametrize("by", ["above", "hr", "colleague", "deputy", "other_manager"])
    def test_nobody_else_begins_it(self, by):
        place = Workplace()

        with pytest.raises(NotTheTwo):
            start(make_kind("puls"), place.person, place.manager, by=getattr(place, by))

    def test_only_with_the_nearest_manager_of_today(self):
        place = Workplace()
        kind = make_kind("puls")
        with pytest.raises(NotTheTwo):
            start(kind, place.person, place.above, by=place.person)
        vera = place.another_manager()

        with pytest.raises(NotTheTwo):
            start(kind, place.person, place.manager, by=place.person)
        assert start(kind, place.person, vera, by=vera)[1] is True

    def test_a_talk_one_level_up_is_for_those_who_manage(self, client):
        place = Workplace()
        lus = make_kind("lus", level_up=True)
        with pytest.raises(NotTheTwo):
            start(lus, place.person, place.manager, by=place.person)
        assert start(lus, place.manager, place.above, by=place.manager)[1] is True
        sign_in(client, place.person)

        url = reverse("dialogues:talk_new")
        answer = client.post(url, {"kind": lus.pk, "partner": f"manager:{place.manager.pk}"})
        assert answer.status_code == 422

    def test_a_group_is_not_begun_by_two(self):
        place = Workplace()

        with pytest.raises(NotTheTwo):
            start(make_kind("grus", is_group=True), place.person, place.manager, by=place.manager)

    def test_one_chooses_among_ones_managers_and_ones_own_staff(self):
        place = Workplace()
        today = clock.today()

        mine = [(one.person, one.manager) for one in partners_of(place.person, today)]
        led = {one.person for one in partners_of(place.manager, today) if one.manager == place.manager}

        assert mine == [(place.person, place.manager)]
        assert led == {place.person, place.colleague, place.deputy}

    def test_a_made_up_partner_is_refused(self, client):
        place = Workplace()
        kind = make_kind("puls")
        sign_in(client, place.person)
        url = reverse("dialogues:talk_new")

        assert client.post(url, {"kind": kind.pk, "partner": f"staff:{place.colleague.pk}"}).status_code == 422
        assert not Dialogue.objects.exists()
