"""A transfer plan: hers until she shares it, agreed when both say yes to one version."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.followups.models import FollowUp
from haandgreb.learning.actions import enrolments
from haandgreb.learning.actions import plans as actions
from haandgreb.learning.actions.plans import NotTheTwo, Outcome, Own
from haandgreb.learning.actions.steps import begin_steps
from haandgreb.learning.models import CheckIn, TransferBarrier, TransferPlan
from haandgreb.learning.queries import plans as queries
from haandgreb.learning.queries.personal import plans_of
from haandgreb.learning.tests.factories import Workplace, make_activity
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock, drafts
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db

TEXT = {
    "goal": "sige nej, så de forstår hvorfor",
    "changed_practice": "Jeg ringer, før jeg sender afslaget",
    "situation": "jeg skal sende et afslag",
    "act": "ringe først",
    "outcome": "de ved, hvad de kan gøre nu",
    "sign": "Færre ringer bagefter",
    "sign_where": "user",
}
NEED = {"kind": "time", "text": "To formiddage uden telefon", "due_on": None}


def make(place, size="light", **facts):
    enrolment = place.enrolment(size=size)
    plan = actions.plan_of(enrolment)
    actions.write(plan, {**TEXT, **facts}, [NEED], by=place.person)
    return enrolment, plan


def agree(place, plan):
    if plan.shared_at is None:
        actions.share(plan, place.manager, by=place.person)
    actions.say_yes(plan, plan.version, by=place.person)
    return actions.say_yes(plan, plan.version, by=place.manager)


def reads(plan, enrolment, reader):
    text = queries.text_for(TransferPlan.objects.get(pk=plan.pk), enrolment, reader)
    return text["act"] if text is not None else None


def test_a_plan_is_hers_alone_until_she_shares_it():
    place = Workplace()
    enrolment, plan = make(place)
    assert [reads(plan, enrolment, one) for one in (place.person, place.manager)] == ["ringe først", None]

    actions.share(plan, place.manager, by=place.person)
    assert reads(plan, enrolment, place.manager) == "ringe først"

    actions.withdraw(plan, by=place.person)
    assert reads(plan, enrolment, place.manager) is None


def test_two_yeses_to_one_version_agree_and_what_is_needed_is_promised():
    place = Workplace()
    enrolment, plan = make(place)
    begin_steps(enrolment, by=None)

    assert agree(place, plan) is Outcome.AGREED

    assert (plan.agreed_with, plan.agreed_version, plan.agreed_text["act"]) == (place.manager, 2, "ringe først")
    promise = FollowUp.objects.get()
    assert (promise.owner, promise.what, promise.due_on) == (place.manager, NEED["text"], enrolment.starts_on)
    assert set(enrolment.steps.filter(key="talk").values_list("state", flat=True)) == {"done"}


def test_a_first_yes_asks_the_other_by_mail_that_tells_nothing_of_the_text():
    place = Workplace()
    _enrolment, plan = make(place)
    actions.share(plan, place.manager, by=place.person)
    OutboxMessage.objects.all().delete()

    assert actions.say_yes(plan, plan.version, by=place.person) is Outcome.ASKED

    mail = OutboxMessage.objects.get()
    assert mail.to == place.manager.email
    assert all(text not in mail.text + mail.subject for text in TEXT.values())


def test_one_person_saying_yes_twice_agrees_nothing():
    place = Workplace()
    _enrolment, plan = make(place)
    actions.share(plan, place.manager, by=place.person)

    answers = [actions.say_yes(plan, plan.version, by=place.person) for _time in range(2)]

    assert answers == [Outcome.ASKED, Outcome.ASKED]


def test_a_yes_is_to_what_it_says_now():
    place = Workplace()
    _enrolment, plan = make(place)
    actions.share(plan, place.manager, by=place.person)
    read = plan.version
    actions.say_yes(plan, read, by=place.person)
    actions.write(plan, {"act": "skrive først"}, [NEED], by=place.person)

    assert plan.yes_by is None
    assert actions.say_yes(plan, read, by=place.manager) is Outcome.CHANGED


def test_what_both_agreed_holds_until_they_say_yes_to_the_new_text():
    place = Workplace()
    enrolment, plan = make(place)
    agree(place, plan)
    vera = place.another_manager()

    actions.write(plan, {"act": "skrive først"}, [], by=place.person)

    assert [reads(plan, enrolment, one) for one in (place.person, vera)] == ["skrive først", "ringe først"]
    assert FollowUp.objects.get().state == "open"
    actions.share(plan, vera, by=place.person)
    actions.say_yes(plan, plan.version, by=place.person)
    assert actions.say_yes(plan, plan.version, by=vera) is Outcome.AGREED
    assert FollowUp.objects.get().state == "skipped"


def test_writing_the_same_again_takes_no_yes_away():
    place = Workplace()
    _enrolment, plan = make(place)
    actions.share(plan, place.manager, by=place.person)
    actions.say_yes(plan, plan.version, by=place.person)

    assert actions.write(plan, TEXT, [NEED], by=place.person) is False
    assert plan.yes_by == place.person


def test_what_she_writes_for_herself_takes_no_yes_away_and_ends_its_acts():
    place = Workplace()
    enrolment, plan = make(place, "standard")
    type(enrolment).objects.update(legal_ground="Forvaltningsloven")
    begin_steps(enrolment, by=None)
    actions.share(plan, place.manager, by=place.person)
    actions.say_yes(plan, plan.version, by=place.person)

    actions.write_own(
        plan, Own("Fordi jeg sover dårligt", 6, "At øve mig", True, ["Hvad siger man først?"]), by=place.person
    )

    assert (plan.yes_by, plan.why, plan.confidence_help) == (place.person, "Fordi jeg sover dårligt", "At øve mig")
    done = set(enrolment.steps.filter(state="done").values_list("key", flat=True))
    assert {"why", "confidence", "questions"} <= done


@pytest.mark.parametrize(
    ("size", "left_out", "outcome"),
    [
        ("light", {"changed_practice": ""}, Outcome.ASKED),
        ("light", {"act": ""}, Outcome.MISSING),
        ("light", {"sign": ""}, Outcome.MISSING),
        ("standard", {}, Outcome.MISSING),  # it hangs on nothing
        ("light", {}, Outcome.ASKED),
    ],
)
def test_a_yes_wants_more_than_a_draft_and_the_more_the_larger_the_course(size, left_out, outcome):
    place = Workplace()
    _enrolment, plan = make(place, size, **left_out)
    actions.share(plan, place.manager, by=place.person)

    assert actions.say_yes(plan, plan.version, by=place.person) is outcome


def test_what_hangs_on_the_law_needs_no_goal():
    place = Workplace()
    enrolment, plan = make(place, "standard")
    enrolment.legal_ground = "Forvaltningsloven"
    enrolment.save()
    actions.share(plan, place.manager, by=place.person)

    assert actions.say_yes(plan, plan.version, by=place.person) is Outcome.ASKED


@pytest.mark.parametrize("role", ["above", "colleague", "deputy", "hr", "council", "admin", "other_manager"])
def test_nobody_else_writes_answers_or_is_shared_with(role):
    place = Workplace()
    _enrolment, plan = make(place)
    somebody = getattr(place, role)

    for act in (
        lambda: actions.write(plan, TEXT, [], by=somebody),
        lambda: actions.write_own(plan, Own(), by=somebody),
        lambda: actions.say_yes(plan, plan.version, by=somebody),
        lambda: actions.share(plan, somebody, by=place.person),
        lambda: actions.skip(plan, "Nej", by=somebody),
    ):
        with pytest.raises(NotTheTwo):
            act()


def test_a_manager_it_is_shared_with_writes_too_and_of_two_at_once_one_is_stale():
    place = Workplace()
    _enrolment, plan = make(place)
    actions.share(plan, place.manager, by=place.person)
    read = plan.version

    actions.write(plan, {"goal": "sige nej med ro"}, [NEED], by=place.manager, version=read)

    assert plan.changed_by == place.manager
    with pytest.raises(Stale):
        actions.write(plan, {"goal": "noget andet"}, [NEED], by=place.person, version=read)


def test_a_new_manager_reads_what_was_agreed_and_nothing_that_was_only_shared():
    place = Workplace()
    enrolment, plan = make(place)
    actions.share(plan, place.manager, by=place.person)
    drafts.keep(place.manager, actions.draft_key(enrolment), _typed())
    vera = place.another_manager()

    assert reads(plan, enrolment, vera) is None
    assert actions.withdraw_where_manager_changed(clock.today()) == 1
    assert actions.withdraw_where_manager_changed(clock.today()) == 0
    assert TransferPlan.objects.get(pk=plan.pk).shared_with is None
    assert drafts.find(place.manager, actions.draft_key(enrolment)) is None


def _typed():
    from django.http import QueryDict

    return QueryDict("goal=Noget")


def test_what_is_agreed_is_not_taken_back():
    place = Workplace()
    _enrolment, plan = make(place)
    agree(place, plan)

    assert actions.withdraw(plan, by=place.person) is False
    assert plan.shared_with == place.manager


def test_recording_ends_the_acts_and_a_buddy_is_told_once():
    place = Workplace()
    enrolment = place.enrolment(size="standard")
    begin_steps(enrolment, by=None)
    plan = actions.plan_of(enrolment)
    facts = {**TEXT, "buddy": place.colleague, "preparation": "En sag fra maj", "first_use_on": enrolment.ends_on}

    for _time in range(2):
        actions.write(plan, facts, [], by=place.person)

    done = set(enrolment.steps.filter(state="done").values_list("key", flat=True))
    assert done == {"intention", "preparation", "buddy", "first_use_date"}
    assert OutboxMessage.objects.get().to == place.colleague.email


def test_no_plan_takes_a_reason_and_its_acts_go_with_it_but_not_the_talk():
    place = Workplace()
    enrolment = place.enrolment(size="standard")
    begin_steps(enrolment, by=None)
    plan = actions.plan_of(enrolment)

    actions.skip(plan, "Jeg har holdt kurset selv", by=place.person)

    states = dict(enrolment.steps.filter(actor="learner").values_list("key", "state"))
    assert (states["intention"], states["why"], states["talk"]) == ("skipped", "skipped", "open")
    actions.write(plan, TEXT, [], by=place.person)
    assert plan.why_skipped == ""
    assert enrolment.steps.get(key="intention").state == "done"


def page(name, enrolment):
    return reverse(f"learning:{name}", args=[enrolment.pk])


def sent(plan, **more):
    empty = {f"need_{number}_{part}": "" for number in range(1, 5) for part in ("text", "due_on")}
    return {**empty, **TEXT, "version": plan.version, **more}


def test_from_an_empty_plan_to_agreed_as_people_press(client):
    place = Workplace()
    enrolment = place.enrolment(size="light")
    plan = actions.plan_of(enrolment)
    sign_in(client, place.person)
    client.post(
        page("plan_edit", enrolment),
        sent(plan, need_1_kind="task", need_1_text="De tre næste afslag", boosters="own_case"),
    )
    client.post(page("plan_share", enrolment), {"manager": place.manager.pk})
    plan.refresh_from_db()
    client.post(page("plan_yes", enrolment), {"version": plan.version})

    sign_in(client, place.manager)
    text = client.get(page("plan", enrolment)).content.decode()
    assert "De tre næste afslag" in text
    assert "Jeg tager en sag med fra mit eget arbejde" in text
    client.post(page("plan_yes", enrolment), {"version": plan.version})

    plan.refresh_from_db()
    assert (plan.agreed_with, FollowUp.objects.get().what) == (place.manager, "De tre næste afslag")
    assert "De tre næste afslag" in client.get(page("plan_sheet", enrolment)).content.decode()


def test_what_she_wrote_for_herself_is_on_no_page_of_her_manager(client):
    place = Workplace()
    enrolment, plan = make(place)
    actions.write_own(
        plan, Own("Fordi jeg sover dårligt", 6, "At øve mig", False, ["Hvad siger man først?"]), by=place.person
    )
    agree(place, plan)
    sign_in(client, place.manager)

    for name in ("plan", "plan_sheet", "plan_edit", "enrolment"):
        text = client.get(page(name, enrolment)).content.decode()
        assert "sover dårligt" not in text
        assert "At øve mig" not in text
        assert "Hvad siger man først" not in text


def test_how_confident_she_is_is_read_where_she_has_ticked_it(client):
    place = Workplace()
    enrolment, plan = make(place)
    actions.write_own(plan, Own("", 6, "At øve mig", True), by=place.person)
    actions.share(plan, place.manager, by=place.person)
    sign_in(client, place.manager)

    assert "At øve mig" in client.get(page("plan", enrolment)).content.decode()


def test_of_two_who_write_at_once_the_second_is_shown_both_texts(client):
    place = Workplace()
    enrolment, plan = make(place)
    actions.share(plan, place.manager, by=place.person)
    read = sent(plan)
    actions.write(plan, {**TEXT, "goal": "lede et møde roligt"}, [NEED], by=place.manager)
    sign_in(client, place.person)

    answer = client.post(page("plan_edit", enrolment), read | {"goal": "begrunde et skøn"})

    assert answer.status_code == 409
    assert place.manager.given in answer.content.decode()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"need_1_due_on": "2031-01-01"}, "Skriv, hvad du har brug for."),
        ({"hangs_on": "practice-00000000-0000-4000-8000-000000000000"}, "Det findes ikke her"),
        ({"goal": "ringe til 010190-1234"}, "CPR-nummer"),
        ({"buddy": "mads"}, "Vælg en anden"),
    ],
)
def test_what_does_not_hold_is_said_beside_its_field(client, more, told):
    place = Workplace()
    enrolment = place.enrolment()
    sign_in(client, place.person)
    if "buddy" in more:
        more = {"buddy": place.person.email}

    answer = client.post(page("plan_edit", enrolment), sent(actions.plan_of(enrolment), **more))

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_get_makes_nothing(client):
    place = Workplace()
    enrolment = place.enrolment()
    sign_in(client, place.person)

    for name in ("plan", "plan_edit", "plan_own", "plan_sheet", "plan_skip", "enrolment"):
        assert client.get(page(name, enrolment)).status_code == 200
    assert TransferPlan.objects.count() == 0


def test_who_counts_on_a_buddy_tells_her_one_line_and_no_more(client):
    place = Workplace()
    enrolment, _plan = make(place, buddy=place.colleague, ask_me_about="det første afslag")
    sign_in(client, place.colleague)

    text = client.get(page("buddy", enrolment)).content.decode()

    assert "det første afslag" in text
    assert TEXT["act"] not in text
    enrolment.state = "cancelled"
    enrolment.save()
    assert client.get(page("buddy", enrolment)).status_code == 404


def test_the_talk_is_recorded_with_one_press(client):
    place = Workplace()
    enrolment = place.enrolment(activity=make_activity(size="light"))
    begin_steps(enrolment, by=None)
    sign_in(client, place.manager)

    client.post(page("plan_talked", enrolment), {"minutes": "20"})

    assert set(enrolment.steps.filter(key="talk").values_list("state", "used_minutes")) == {("done", 20)}


def test_the_first_use_after_a_week_is_hinted_at(client):
    place = Workplace()
    enrolment, plan = make(place)
    late = enrolment.ends_on + timedelta(days=8)
    actions.write(plan, {"first_use_on": late}, [], by=place.person)
    sign_in(client, place.person)

    assert "mere end syv dage efter kurset" in client.get(page("plan", enrolment)).content.decode()


def test_what_was_promised_for_a_course_that_comes_to_nothing_need_not_be_kept():
    place = Workplace()
    enrolment, plan = make(place)
    agree(place, plan)

    enrolments.cancel(enrolment, by=place.manager, why="Kurset er aflyst")

    assert FollowUp.objects.get().state == "skipped"


def test_many_needs_and_barriers_ask_no_more_than_few(client, django_assert_max_num_queries):
    place = Workplace()
    enrolment, plan = make(place)
    sign_in(client, place.person)
    asked = []
    for many in (1, 4):
        actions.write(
            plan, {"act": f"ringe {many}"}, [{**NEED, "text": f"Tid {n}"} for n in range(many)], by=place.person
        )
        for number in range(many * 3):
            TransferBarrier.objects.create(enrolment=enrolment, kind="time", text=f"{number}", named_on=clock.today())
        with django_assert_max_num_queries(60) as queries_asked:
            assert client.get(page("plan", enrolment)).status_code == 200
        asked.append(len(queries_asked))

    assert asked[0] == asked[1]


def test_her_own_copy_holds_what_she_wrote_for_herself_too():
    place = Workplace()
    _enrolment, plan = make(place, buddy=place.colleague)
    actions.write_own(
        plan, Own("Fordi jeg sover dårligt", 6, "At øve mig", False, ["Hvad siger man?"]), by=place.person
    )

    copy = plans_of(place.person)["transfer_plans"][0]

    assert (copy["why"], copy["confidence"], copy["act"]) == ("Fordi jeg sover dårligt", 6, "ringe først")
    assert plans_of(place.colleague) == {"transfer_plans": [], "buddy_of": [str(place.person)]}


def test_only_the_learner_says_who_her_buddy_is_as_a_buddy_reads_her_log(client):
    place = Workplace()
    enrolment, plan = make(place, buddy=place.colleague)
    actions.share(plan, place.manager, by=place.person)
    sign_in(client, place.manager)

    form = client.get(page("plan_edit", enrolment)).context["form"]
    client.post(page("plan_edit", enrolment), {"goal": "andet", "buddy": place.manager.email, "version": plan.version})

    assert "buddy" not in form.fields
    plan.refresh_from_db()
    assert (plan.goal, plan.buddy) == ("andet", place.colleague)
    with pytest.raises(NotTheTwo):
        actions.write(plan, {"buddy": place.manager}, [NEED], by=place.manager)


def test_a_status_shared_with_one_manager_is_not_the_next_ones_to_read():
    place = Workplace()
    enrolment, plan = make(place)
    agree(place, plan)
    facts = {"day": 45, "status": "using", "happened": "Til Gorm", "answered_on": clock.today()}
    CheckIn.objects.create(enrolment=enrolment, shared=True, shared_with=place.manager, **facts)

    def statuses(reader):
        return [one.happened for one in queries.page_of(plan, enrolment, reader, clock.today()).statuses]

    assert statuses(place.manager) == ["Til Gorm"]
    assert statuses(place.another_manager()) == []


def test_how_confident_she_is_the_next_manager_does_not_read_with_what_was_agreed(client):
    place = Workplace()
    enrolment, plan = make(place)
    agree(place, plan)
    own = Own(confidence=4, confidence_help="Øve det én gang", confidence_shared=True)
    actions.write_own(plan, own, by=place.person)

    def reads_it(reader):
        sign_in(client, reader)
        text = client.get(page("plan", enrolment)).text
        return ["ringe først" in text, "Øve det én gang" in text, "4 af 10" in text]

    assert reads_it(place.manager) == [True, True, True]
    assert reads_it(place.another_manager()) == [True, False, False]


def test_her_own_copy_holds_what_both_agreed_to():
    place = Workplace()
    _enrolment, plan = make(place)
    agree(place, plan)

    assert plans_of(place.person)["transfer_plans"][0]["agreed_text"]["act"] == "ringe først"
