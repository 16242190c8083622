"""People without an account: only their own part, only while the link opens, and never twice lost."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.learning.actions.base import move_to
from haandgreb.learning.actions.guest_links import (
    BUDDY,
    PROVIDER,
    TooManyLinks,
    call_back,
    follow_moved,
    forget_addresses,
    invite,
)
from haandgreb.learning.actions.log import write
from haandgreb.learning.actions.steps import begin_steps
from haandgreb.learning.models import CheckIn, Enrolment, GuestLink, GuestReply, Step
from haandgreb.learning.parts.guests import personal_data
from haandgreb.learning.rules.guests import MOST_OPEN, MOST_SENT, last_day_of
from haandgreb.learning.tests.factories import Workplace, make_activity, make_plan, make_provider
from haandgreb.organisation.tests.factories import set_up, sign_in
from haandgreb.shared import clock
from haandgreb.shared.formats import long_date
from haandgreb.shared.models import OutboxMessage

ADDRESS = "bodil@kursushuset.example"


def token_of(email=ADDRESS):
    """What stands in the latest mail to her."""
    text = OutboxMessage.objects.filter(to=email).latest("created_at").text
    return text.rpartition("/guest/")[2].strip("/\n ")


@pytest.fixture(autouse=True)
def _set_up(request):
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        set_up()


def sent(place, kind=PROVIDER, email=ADDRESS, **facts):
    facts = {"by": place.person, **facts}
    enrolment = facts.pop("enrolment", None) or place.enrolment()
    return invite(enrolment, kind, "Bodil Kranbæk", email, **facts)


def open_page(client, email=ADDRESS):
    return client.get(reverse("learning:guest_open", args=[token_of(email)]), follow=True)


def answer(client, link, **fields):
    return client.post(reverse("learning:guest"), {"link": link.pk, **fields}, follow=True)


@pytest.mark.parametrize(
    ("kind", "last_day", "until"),
    [
        ("provider", date(2026, 3, 10), date(2026, 4, 9)),
        ("buddy", date(2026, 3, 10), date(2026, 5, 9)),
        ("provider", date(2025, 1, 1), date(2026, 3, 15)),  # long over: fourteen days to answer in
        ("provider", None, date(2026, 3, 31)),
        ("provider", date(2029, 1, 1), date(2027, 4, 5)),  # never longer than 400 days
    ],
)
def test_how_long_a_link_opens(kind, last_day, until):
    assert last_day_of(kind, last_day, date(2026, 3, 1)) == until


@given(st.sampled_from(["provider", "buddy"]), st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_link_opens_from_fourteen_to_four_hundred_days(kind, last_day):
    today = date(2026, 3, 1)

    assert 14 <= (last_day_of(kind, last_day, today) - today).days <= 400


@pytest.mark.django_db
def test_the_mail_holds_the_link_and_no_content():
    place = Workplace()
    link = sent(place, message="Vi har 40 afslag i bunken")
    mail = OutboxMessage.objects.get(to=ADDRESS)

    assert "40 afslag" not in mail.text
    assert str(link.enrolment.activity) not in mail.text + mail.subject
    assert link.token_hash not in mail.text
    assert not GuestLink.objects.filter(token_hash=token_of()).exists()  # only a keyed hash is kept


@pytest.mark.django_db
def test_the_token_leaves_the_address_and_the_page_answers_without_a_session(client):
    place = Workplace()
    sent(place)

    page = open_page(client)

    assert page.redirect_chain == [(reverse("learning:guest"), 302)]
    assert page.status_code == 200
    assert "session" not in client.cookies
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert client.cookies["guest"]["httponly"]


@pytest.mark.django_db
def test_a_mail_scanner_that_follows_the_link_changes_nothing(client):
    place = Workplace()
    link = sent(place)
    before = GuestLink.objects.values().get(pk=link.pk)

    open_page(client)
    open_page(client)

    assert GuestLink.objects.values().get(pk=link.pk) == before


@pytest.mark.django_db
def test_the_provider_reads_the_message_and_the_questions_she_is_shown(client):
    place = Workplace()
    enrolment = place.enrolment()
    make_plan(enrolment, questions=["Hvordan begynder jeg?"], ask_me_about="tavshed", goal="Et mål")
    sent(place, enrolment=enrolment, message="Vi har travlt", shows_questions=True)

    page = open_page(client).content.decode()

    assert "Vi har travlt" in page
    assert "Hvordan begynder jeg?" in page
    assert "tavshed" not in page
    assert "Et mål" not in page


@pytest.mark.django_db
def test_a_manager_does_not_show_questions_that_are_not_hers(client):
    place = Workplace()
    enrolment = place.enrolment()
    make_plan(enrolment, questions=["Hvordan begynder jeg?"])
    sent(place, enrolment=enrolment, by=place.manager, shows_questions=True)

    assert "Hvordan begynder jeg?" not in open_page(client).content.decode()


@pytest.mark.django_db
def test_a_buddy_reads_the_half_days_she_is_shown_and_no_others(client):
    place = Workplace()
    enrolment = place.enrolment()
    for number, shown in ((1, True), (2, False)):
        texts = {"point": f"Pointe nummer {number}"}
        write(enrolment, number, texts, version=0, shown_to_manager=True, shown_to_buddy=shown, by=place.person)
    sent(place, BUDDY, enrolment=enrolment)

    page = open_page(client).content.decode()

    assert "Pointe nummer 1" in page
    assert "Pointe nummer 2" not in page


@pytest.mark.django_db
def test_a_link_opened_twice_shows_the_answer_and_takes_a_better_one(client):
    place = Workplace()
    link = sent(place)
    open_page(client)
    answer(client, link, practise="Rollespil")

    page = open_page(client)
    answer(client, link, practise="Rollespil med egne sager")

    assert "Rollespil" in page.content.decode()
    assert GuestReply.objects.get().practise == "Rollespil med egne sager"


@pytest.mark.django_db
def test_what_the_provider_answers_is_read_by_the_two(client):
    place = Workplace()
    enrolment = place.enrolment()
    link = sent(place, enrolment=enrolment)
    open_page(client)
    answer(client, link, practise="Rollespil med egne sager")
    pages = {}
    for role in ("person", "manager"):
        sign_in(client, getattr(place, role))
        pages[role] = client.get(reverse("learning:enrolment", args=[enrolment.pk])).content.decode()

    assert all("Rollespil med egne sager" in page for page in pages.values())


@pytest.mark.django_db
def test_what_a_buddy_answers_is_the_learners_alone_and_counts_as_a_second_source(client):
    place = Workplace()
    enrolment = place.enrolment()
    begin_steps(enrolment, by=place.manager)
    link = sent(place, BUDDY, enrolment=enrolment)
    open_page(client)
    answer(client, link, use=2, seen="Hun spurgte én gang til", advice="Hold pausen")
    pages = {}
    for role in ("person", "manager"):
        sign_in(client, getattr(place, role))
        pages[role] = client.get(reverse("learning:enrolment", args=[enrolment.pk])).content.decode()
    told = CheckIn.objects.get()

    assert "Hold pausen" in pages["person"]
    assert "Hold pausen" not in pages["manager"]
    assert "Hun spurgte" not in pages["manager"]
    assert (told.day, told.source, told.use, told.shared) == (21, "colleague", 2, False)
    assert Step.objects.get(key="colleague").state == Step.State.DONE


@pytest.mark.django_db
def test_a_guest_does_not_write_over_what_a_colleague_told(client):
    place = Workplace()
    enrolment = place.enrolment()
    CheckIn.objects.create(enrolment=enrolment, day=21, source="colleague", use=3, answered_on=clock.today())
    link = sent(place, BUDDY, enrolment=enrolment)
    open_page(client)
    answer(client, link, use=0, seen="Intet")

    assert CheckIn.objects.get().use == 3
    assert GuestReply.objects.get().use == 0


@pytest.mark.django_db
def test_not_yet_is_an_answer(client):
    place = Workplace()
    link = sent(place, BUDDY)
    open_page(client)
    answer(client, link, use=0)

    assert GuestReply.objects.get().use == 0


def run_out(link, place):
    GuestLink.objects.filter(pk=link.pk).update(expires_at=clock.now() - timedelta(seconds=1))


def called_back(link, place):
    call_back(link, by=place.person)


def cancelled(link, place):
    move_to(link.enrolment, "cancelled", by=place.person, why_ended="Aflyst")


def handed_on(link, place):
    move_to(link.enrolment, "replaced", by=place.manager, why_ended="En anden tager pladsen")


def sent_anew(link, place):
    invite(link.enrolment, PROVIDER, "Bodil", ADDRESS, by=place.person)


def left_the_workplace(link, place):
    place.person.engagements.update(valid_to=clock.today())


def hidden(link, place):
    make_plan(link.enrolment, hidden_at=clock.now())


@pytest.mark.django_db
@pytest.mark.parametrize("end", [run_out, called_back, cancelled, handed_on, sent_anew, left_the_workplace, hidden])
def test_a_link_that_ended_opens_nothing_and_takes_no_answer(client, end):
    place = Workplace()
    link = sent(place)
    old = token_of()
    open_page(client)
    end(link, place)

    page = client.get(reverse("learning:guest_open", args=[old]))
    refused = answer(client, link, practise="For sent")

    assert (page.status_code, refused.status_code) == (410, 410)
    assert GuestReply.objects.count() == 0


@pytest.mark.django_db
def test_unknown_and_ended_links_look_alike(client):
    place = Workplace()
    link = sent(place)
    old = token_of()
    run_out(link, place)
    ended = client.get(reverse("learning:guest_open", args=[old]))
    unknown = client.get(reverse("learning:guest_open", args=["x" * 43]))

    def shape(page):
        return page.status_code, page.content.decode().replace(old, "").replace("x" * 43, "").split("csrf")[0]

    assert shape(ended) == shape(unknown)


@pytest.mark.django_db
def test_whoever_guesses_links_is_stopped_and_a_good_one_is_not(client, monkeypatch):
    cache.clear()
    place = Workplace()
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)  # all within one minute
    sent(place)
    answers = [client.get(reverse("learning:guest_open", args=[f"{n:043}"])).status_code for n in range(31)]

    assert answers == [410] * 30 + [429]
    assert open_page(client).status_code == 200


@pytest.mark.django_db
def test_one_link_answers_no_oftener_than_ten_times_a_minute(client, monkeypatch):
    cache.clear()
    place = Workplace()
    link = sent(place)
    open_page(client)
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    answers = [answer(client, link, practise=f"Nummer {number}").status_code for number in range(11)]

    assert answers == [200] * 10 + [429]
    assert GuestReply.objects.get().practise == "Nummer 9"


@pytest.mark.django_db
def test_an_answer_written_in_another_tab_lands_on_no_wrong_page_and_is_given_back(client):
    place = Workplace()
    first = sent(place)
    other = sent(place, email="kaj@kursushuset.example", enrolment=place.enrolment(activity=make_activity("Et andet")))
    open_page(client)
    open_page(client, other.email)

    page = answer(client, first, practise="Til det første kursus")

    assert page.status_code == 409
    assert "Til det første kursus" in page.content.decode()
    assert GuestReply.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{}, {"practise": "  "}, {"practise": "010190-1234"}])
def test_nothing_and_a_cpr_number_are_no_answer(client, fields):
    place = Workplace()
    link = sent(place)
    open_page(client)

    assert answer(client, link, **fields).status_code == 422
    assert GuestReply.objects.count() == 0


@pytest.mark.django_db
def test_without_a_link_the_page_shows_nothing(client):
    Workplace()

    assert client.get(reverse("learning:guest")).status_code == 410


@pytest.mark.django_db
def test_a_guest_is_nobody_elsewhere(client):
    place = Workplace()
    enrolment = place.enrolment()
    sent(place, enrolment=enrolment)
    open_page(client)

    assert client.get(reverse("learning:enrolment", args=[enrolment.pk])).status_code == 302


@pytest.mark.django_db
def test_the_manager_who_writes_to_the_provider_has_done_that_step(client):
    place = Workplace()
    enrolment = place.enrolment(activity=make_activity(size="full", provider=make_provider()))
    begin_steps(enrolment, by=place.manager)
    sign_in(client, place.manager)
    page = reverse("learning:guest_invite", args=[enrolment.pk, "provider"])
    offered = client.get(page).content.decode()
    client.post(page, {"name": "Bodil Kranbæk", "email": ADDRESS, "message": "Vi har travlt", "once": "a" * 24})
    client.post(page, {"name": "Bodil Kranbæk", "email": ADDRESS, "message": "Vi har travlt", "once": "a" * 24})

    assert ADDRESS in offered
    assert Step.objects.get(key="write_provider").state == Step.State.DONE
    assert GuestLink.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "moved"), [(60, 1), (-30, 0)])
def test_a_link_follows_a_course_that_was_moved_to_a_later_day(days, moved):
    place = Workplace()
    link = sent(place)
    before, later = link.last_day, timedelta(days=days)
    Enrolment.objects.update(starts_on=link.enrolment.starts_on + later, ends_on=link.enrolment.ends_on + later)

    assert [follow_moved(clock.now()) for _run in range(2)] == [moved, 0]
    link.refresh_from_db()
    assert link.last_day == (before + later if moved else before)


@pytest.mark.django_db
@pytest.mark.parametrize(("days_ago", "left"), [(89, ADDRESS), (91, "")])
def test_an_address_is_kept_three_months_after_the_link_ended(days_ago, left):
    place = Workplace()
    link = sent(place)
    GuestLink.objects.update(expires_at=clock.now() - timedelta(days=days_ago))
    forget_addresses(clock.now())
    link.refresh_from_db()

    assert link.email == left


@pytest.mark.django_db
def test_the_page_and_the_mail_name_the_same_last_day(client):
    place = Workplace()
    link = sent(place)

    assert long_date(link.last_day, "da") in OutboxMessage.objects.get(to=ADDRESS).text
    assert link.last_day == last_day_of(PROVIDER, link.enrolment.ends_on, clock.today())
    assert long_date(link.last_day, "da") in open_page(client).content.decode()


@pytest.mark.django_db
def test_she_sees_what_her_manager_wrote_to_the_provider(client):
    place = Workplace()
    link = sent(place, by=place.manager, message="Vi har 40 afslag i bunken")
    sign_in(client, place.person)

    assert (
        "Vi har 40 afslag i bunken"
        in client.get(reverse("learning:enrolment", args=[link.enrolment_id])).content.decode()
    )


@pytest.mark.django_db
def test_her_copy_of_her_data_holds_the_log_and_what_guests_answered(client):
    place = Workplace()
    enrolment = place.enrolment()
    texts = {"point": "Spørg én gang til"}
    write(enrolment, 1, texts, version=0, shown_to_manager=True, shown_to_buddy=False, by=place.person)
    link = sent(place, BUDDY, enrolment=enrolment, message="Spørg på fredag")
    open_page(client)
    answer(client, link, use=0, seen="Intet")
    found = personal_data(place.person)

    assert [(row["point"], row["shown_to_manager"]) for row in found["learning_log"]] == [("Spørg én gang til", True)]
    assert [(row["message"], row["answer"]) for row in found["learning_guests"]] == [
        ("Spørg på fredag", {"use": 0, "seen": "Intet"})
    ]
    assert personal_data(place.manager) == {"learning_log": [], "learning_guests": []}


@pytest.mark.django_db
def test_there_are_never_many_links():
    place = Workplace()
    enrolment = place.enrolment()
    for number in range(MOST_OPEN):
        sent(place, email=f"b{number}@example.dk", enrolment=enrolment)
    with pytest.raises(TooManyLinks):
        sent(place, email="en-til@example.dk", enrolment=enrolment)
    for _round in range(MOST_SENT - MOST_OPEN):
        sent(place, email="b0@example.dk", enrolment=enrolment)
    with pytest.raises(TooManyLinks):
        sent(place, email="b0@example.dk", enrolment=enrolment)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "role", "status"),
    [
        ("provider", "person", 302),
        ("provider", "manager", 302),
        ("buddy", "person", 302),
        ("buddy", "manager", 404),
        ("provider", "colleague", 404),
        ("provider", "hr", 404),
    ],
)
def test_who_calls_a_link_back(client, kind, role, status):
    place = Workplace()
    link = sent(place, kind)
    sign_in(client, getattr(place, role))
    done = client.post(reverse("learning:guest_call_back", args=[link.pk])).status_code
    link.refresh_from_db()

    assert (done, link.called_back_at is not None) == (status, status == 302)
