"""Planning, inviting, the plan and what follows from it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions import group as acts
from haandgreb.dialogues.actions import group_own as own
from haandgreb.dialogues.actions import group_plan as plans
from haandgreb.dialogues.models import Dialogue, GroupTalk
from haandgreb.dialogues.parts import group as part
from haandgreb.dialogues.queries.group_own import carried_to
from haandgreb.dialogues.queries.group_themes import need_counts, theme_counts
from haandgreb.dialogues.tests.factories import make_dialogue, make_kind
from haandgreb.dialogues.tests.group_factory import Group
from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import link_what_is_seen
from haandgreb.organisation.tests.factories import make_person, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db


def form(group, **more):
    day = clock.today() + timedelta(days=7)
    facts = {
        "kind": group.talk.kind_id,
        "unit": group.place.unit.pk,
        "purpose": "Hemmeligt formål",
        "run": "steps",
        "day": day.isoformat(),
        "begins": "09:00",
        "minutes": "120",
        "place": "Køkkenet",
        "people": [str(person.pk) for person in group.people],
        "once": "planned-once",
    }
    return {**facts, **more}


class TestPlanning:
    def test_a_planned_talk_is_there_once_however_often_the_form_is_sent(self, client):
        group = Group()
        sign_in(client, group.manager)

        first = client.post(reverse("dialogues:group_new"), form(group))
        second = client.post(reverse("dialogues:group_new"), form(group))

        assert first.status_code == 302
        assert first.url == second.url
        assert GroupTalk.objects.filter(purpose="Hemmeligt formål").count() == 1

    def test_mail_and_calendar_say_when_and_where_and_not_a_word_more(self, client):
        group = Group()
        sign_in(client, group.manager)

        client.post(reverse("dialogues:group_new"), form(group))

        mails = list(OutboxMessage.objects.filter(kind__in=("group-booked", "group-cancelled")))
        assert len(mails) == 6  # five and their manager
        for mail in mails:
            assert mail.subject == "Samtale"
            assert "CLASS:PRIVATE" in mail.calendar
            assert "SUMMARY:Samtale" in mail.calendar
            whole = (mail.subject + mail.text + mail.calendar).lower()
            assert not [word for word in ("hemmeligt", "grus", "mus", "gruppe", "formål") if word in whole]

    def test_who_has_no_mail_address_is_named_to_the_manager_and_finds_it_on_her_own_page(self, client):
        group = Group()
        silent = make_person("Lene Uhl", group.place.unit, email="")
        facts = group.facts(starts_at=clock.now() + timedelta(days=3))
        talk = acts.plan(facts, [*group.people, silent], by=group.manager)

        assert not OutboxMessage.objects.filter(person=silent.pk).exists()
        sign_in(client, group.manager)
        context = client.get(reverse("dialogues:group", args=[talk.pk])).context
        assert context["without_mail"] == [silent]
        assert [wait.url for wait in part.waiting_for(silent, clock.today())] == [
            reverse("dialogues:group", args=[talk.pk])
        ]

    def test_another_time_is_mailed_anew_and_other_words_are_not(self):
        group = Group()
        facts = group.facts(starts_at=clock.now() + timedelta(days=3))
        talk = acts.plan(facts, group.people, by=group.manager)

        acts.change(talk, facts | {"purpose": "Noget andet"}, group.people, version=1, by=group.manager)
        assert OutboxMessage.objects.count() == 6

        later = facts | {"starts_at": clock.now() + timedelta(days=4)}
        acts.change(talk, later, group.people, version=2, by=group.manager)
        assert OutboxMessage.objects.count() == 12
        assert "SEQUENCE:1" in OutboxMessage.objects.order_by("-created_at").first().calendar

    def test_who_is_taken_out_is_told_and_the_others_stay(self):
        group = Group()
        facts = group.facts(starts_at=clock.now() + timedelta(days=3))
        talk = acts.plan(facts, group.people, by=group.manager)

        acts.change(talk, facts, group.people[:4], version=1, by=group.manager)

        off = OutboxMessage.objects.filter(calendar_method="CANCEL")
        assert [mail.person for mail in off] == [group.people[4].pk]
        assert talk.members.count() == 4

    def test_called_off_everybody_is_told(self):
        group = Group()
        talk = acts.plan(group.facts(starts_at=clock.now() + timedelta(days=3)), group.people, by=group.manager)

        acts.cancel(talk, by=group.manager)

        assert OutboxMessage.objects.filter(calendar_method="CANCEL").count() == 6
        with pytest.raises(Refused):
            acts.begin(talk, by=group.manager)

    def test_the_manager_is_no_member_of_her_group(self):
        group = Group()

        talk = acts.plan(group.facts(), [*group.people, group.manager], by=group.manager)

        assert not talk.members.filter(person=group.manager).exists()

    def test_two_who_change_it_at_the_same_time_see_both_texts(self, client):
        group = Group()
        acts.change(group.talk, group.facts(purpose="Først"), group.people, version=1, by=group.manager)
        sign_in(client, group.manager)

        answer = client.post(
            reverse("dialogues:group_edit", args=[group.talk.pk]), form(group, version="1", purpose="Sidst")
        )

        assert answer.status_code == 409
        clash = next(one for one in answer.context["conflict"].clashes if one.name == "purpose")
        assert (clash.mine, clash.theirs) == ("Sidst", "Først")

    def test_the_group_picks_two_of_six_and_the_second_of_two_is_told(self, client):
        group = Group()
        sign_in(client, group.people[0])
        url = reverse("dialogues:group_themes", args=[group.talk.pk])

        assert client.post(url, {"themes": ["task", "users", "change"], "version": "1"}).status_code == 422
        assert client.post(url, {"themes": ["task", "users"], "version": "1"}).status_code == 302
        client.post(url, {"themes": ["change"], "version": "1"})

        assert group.now().themes == ["task", "users"]


class TestPlan:
    def test_a_line_with_a_name_and_a_day_is_promised_and_a_line_of_all_is_not(self):
        group = Group()
        group.at("planning")

        line = group.line()
        for_all = group.line(what="Stille tid", who=None)

        assert (line.promise.owner, line.promise.due_on) == (group.people[0], clock.today())
        assert line.promise.source_url == reverse("dialogues:group_plan", args=[group.talk.pk])
        assert for_all.promise is None

    def test_another_owner_takes_the_ball_over(self):
        group = Group()
        group.at("planning")
        line = group.line()
        facts = {name: getattr(line, name) for name in plans.FACTS}

        plans.change_line(line, facts | {"who": group.people[1]}, version=1, by=group.people[0])

        states = {row.owner: row.state for row in FollowUp.objects.all()}
        assert states == {group.people[0]: "skipped", group.people[1]: "open"}

    def test_of_two_who_write_the_same_line_the_second_is_told(self, client):
        group = Group()
        group.at("planning")
        line = group.line()
        facts = {name: getattr(line, name) for name in plans.FACTS}
        plans.change_line(line, facts | {"what": "Først"}, version=1, by=group.manager)
        with pytest.raises(Stale):
            plans.change_line(line, facts, version=1, by=group.manager)
        sign_in(client, group.people[0])
        url = reverse("dialogues:group_line", args=[group.talk.pk, line.pk])

        answer = client.post(url, {"what": "Sidst", "version": "1", "when": clock.today().isoformat()})

        assert answer.status_code == 409
        assert "Først" in answer.content.decode()
        assert "Sidst" in answer.content.decode()

    def test_a_line_taken_out_lets_the_ball_go(self):
        group = Group()
        group.at("planning")
        plans.delete_line(group.line(), by=group.manager)

        assert FollowUp.objects.get().state == "skipped"
        assert not group.talk.plan.exists()

    def test_a_plan_without_lines_is_not_sent(self):
        group = Group()
        group.at("planning")

        with pytest.raises(Refused):
            plans.send(group.talk, version=None, by=group.manager)

    def test_a_sent_plan_is_mailed_without_its_words_and_has_its_days(self):
        group = Group()
        group.at("planning")
        group.line(what="Hemmelig linje")
        plans.send(group.talk, version=None, by=group.manager)

        mails = OutboxMessage.objects.filter(kind="group-plan")
        assert mails.count() == 5
        assert all("Hemmelig" not in mail.text + mail.subject for mail in mails)
        days = [(review.due_on - clock.today()).days for review in group.talk.reviews.all()]
        assert days == [42, 84, 126, 168, 182]

    def test_the_plan_waits_for_its_manager_until_it_is_sent_and_again_when_it_is_due(self):
        group = Group()
        today = clock.today()
        group.at("planning")
        waits = [(wait.text, wait.due_on) for wait in part.waiting_for(group.manager, today)]
        assert [due_on for _text, due_on in waits] == [today + timedelta(days=5)]

        group.at("following")
        assert list(part.waiting_for(group.manager, today)) == []
        in_six_weeks = today + timedelta(days=42)
        assert [wait.due_on for wait in part.waiting_for(group.manager, in_six_weeks)] == [in_six_weeks]
        plans.review(group.talk.reviews.first(), "Det går", by=group.manager)
        assert list(part.waiting_for(group.manager, in_six_weeks)) == []

    def test_a_plan_is_closed_after_half_a_year(self):
        group = Group()
        group.at("following")
        with pytest.raises(Refused):
            plans.close(group.talk, by=group.manager)

        assert group.at("closed").state == "closed"

    def test_a_promise_links_to_the_plan_only_for_those_who_read_it(self):
        group = Group()
        group.at("following")
        promise = FollowUp.objects.get()

        assert link_what_is_seen(group.people[0], [promise])[0].source_url
        assert not link_what_is_seen(group.place.colleague, [promise])[0].source_url

    def test_above_and_hr_read_no_counts_of_an_open_vote_and_no_names_of_the_group(self, client):
        group = Group()
        group.at("following")
        GroupTalk.objects.filter(pk=group.talk.pk).update(open_vote=True, voters=3)
        for role in ("above", "hr"):
            sign_in(client, getattr(group.place, role))
            context = client.get(reverse("dialogues:group_plan", args=[group.talk.pk])).context
            assert (context["shows_counts"], context["people"], context["may_write"]) == (False, [], False)

    def test_the_works_council_has_themes_and_needs_of_many_only(self):
        group = Group()
        group.at("invited")
        acts.choose_themes(group.talk, ["task", "users"], version=None, by=group.manager)
        group.at("following")
        few = Group(size=4, place=group.place)
        acts.choose_themes(few.talk, ["change"], version=None, by=few.manager)
        few.at("talking")

        found = {row.theme.key: row.groups for row in theme_counts()}
        assert found == {
            "task": 1,
            "users": 1,
            "change": None,
            "cooperation": None,
            "wellbeing": None,
            "learning": None,
        }
        assert {row.dots for row in need_counts()} == {None}


class TestOwnTalk:
    def test_asking_marks_the_dialogue_that_is_coming(self):
        group = Group()
        mus = make_dialogue(group.people[0], group.manager)

        assert own.ask_for_own_talk(group.talk, by=group.people[0]) == mus

        mus.refresh_from_db()
        assert mus.wants_individual is True

    def test_where_none_is_coming_one_is_made_and_waits_for_the_manager(self, client):
        group = Group()
        make_kind()
        make_dialogue(group.people[0], group.manager, "agreed")

        made = own.ask_for_own_talk(group.talk, by=group.people[0])

        assert (made.manager, made.state, made.wants_individual) == (group.manager, "invited", True)
        address = reverse("dialogues:dialogue", args=[made.pk])
        assert address in [wait.url for wait in part.waiting_for(group.manager, clock.today())]
        sign_in(client, group.manager)
        assert made in client.get(reverse("dialogues:groups")).context["asked"]

    def test_the_group_cannot_see_who_asked(self, client):
        group = Group()
        make_kind()
        sign_in(client, group.people[1])
        before = client.get(reverse("dialogues:group", args=[group.talk.pk])).content
        own.ask_for_own_talk(group.talk, by=group.people[0])

        after = client.get(reverse("dialogues:group", args=[group.talk.pk])).content

        assert tokenless(after) == tokenless(before)
        assert client.get(reverse("dialogues:groups")).context["asked"] == []

    def test_taken_back_it_waits_for_nobody(self):
        group = Group()
        make_kind()
        made = own.ask_for_own_talk(group.talk, by=group.people[0])

        own.take_back_own_talk(group.talk, by=group.people[0])

        made.refresh_from_db()
        assert (made.state, made.wants_individual) == ("cancelled", False)
        assert list(part.waiting_for(group.manager, clock.today())) == []

    def test_held_it_is_not_taken_back(self):
        group = Group()
        mus = make_dialogue(group.people[0], group.manager)
        own.ask_for_own_talk(group.talk, by=group.people[0])
        Dialogue.objects.filter(pk=mus.pk).update(state="held", held_on=clock.today())

        with pytest.raises(own.Held):
            own.take_back_own_talk(group.talk, by=group.people[0])


class TestCarried:
    def test_a_point_of_her_own_comes_along_to_her_dialogue_for_her_eyes_alone(self, client):
        group = Group()
        mus = make_dialogue(group.people[0], group.manager)
        own.carry(group.talk, "Mit tempo", by=group.people[0])

        assert [point.text for point in carried_to(mus, group.people[0])] == ["Mit tempo"]
        assert carried_to(mus, group.manager) == []
        for person, seen in [(group.people[0], True), (group.manager, False)]:
            sign_in(client, person)
            page = client.get(reverse("dialogues:dialogue", args=[mus.pk])).content.decode()
            assert ("Mit tempo" in page) is seen

    def test_without_a_dialogue_it_waits_for_the_next(self):
        group = Group()
        own.carry(group.talk, "Mit tempo", by=group.people[0])
        held = make_dialogue(group.people[0], group.manager, "held")
        coming = make_dialogue(group.people[0], group.manager)

        assert carried_to(held, group.people[0]) == []
        assert [point.text for point in carried_to(coming, group.people[0])] == ["Mit tempo"]

    def test_deleted_it_is_gone(self):
        group = Group()
        own.carry(group.talk, "Mit tempo", by=group.people[0])
        point = group.talk.points.get()

        own.drop_carried(point, by=group.people[1])
        assert group.talk.points.exists()
        own.drop_carried(point, by=group.people[0])
        assert not group.talk.points.exists()

    def test_notes_in_two_windows_lose_nothing(self, client):
        group = Group()
        sign_in(client, group.people[0])
        url = reverse("dialogues:group_note", args=[group.talk.pk])
        client.post(url, {"text": "Første", "version": "1"})
        client.post(url, {"text": "Anden", "version": "1"})

        answer = client.post(url, {"text": "Tredje", "version": "1"})

        assert answer.status_code == 409
        assert "Anden" in answer.content.decode()
        assert "Tredje" in answer.content.decode()


def tokenless(page):
    """A page without what differs every time it is asked for."""
    return re.sub(rb'name="(csrfmiddlewaretoken|once)" value="[^"]+"', b"", page)


def test_hr_reads_who_asked_for_a_talk_of_her_own_within_her_units_and_opens_nothing(client):
    group = Group()
    make_kind()
    made = own.ask_for_own_talk(group.talk, by=group.people[0])
    sign_in(client, group.place.hr)

    context = client.get(reverse("dialogues:groups")).context

    assert (context["asked_of_hr"], context["asked"]) == ([made], [])
    assert client.get(reverse("dialogues:dialogue", args=[made.pk])).status_code == 404


def test_a_group_goes_to_whoever_leads_its_unit_today():
    group = Group()
    vera = group.place.another_manager()

    assert (acts.hand_over(clock.today()), acts.hand_over(clock.today())) == (1, 0)

    assert group.now().manager == vera


def test_what_is_carried_stands_beside_her_preparation_for_her_alone(client):
    group = Group()
    mus = make_dialogue(group.people[0], group.manager)
    own.carry(group.talk, "Mit tempo", by=group.people[0])

    for person, seen in [(group.people[0], True), (group.manager, False)]:
        sign_in(client, person)
        page = client.get(reverse("dialogues:prepare", args=[mus.pk])).content.decode()
        assert ("Mit tempo" in page) is seen
