"""The pages of a preparation: typing, two windows, bad input, sharing, reading; nothing is lost on the way."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from haandgreb.dialogues.actions import preparation as actions
from haandgreb.dialogues.models import Dialogue, Opened, Prepared, TalkClock
from haandgreb.dialogues.permissions import EMPLOYEE, MANAGER
from haandgreb.dialogues.queries import preparation as queries
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock, drafts

pytestmark = pytest.mark.django_db
TEXT = "Brevet til forsamlingshuset"


@pytest.fixture
def place():
    return Workplace()


@pytest.fixture
def dialogue(place):
    return place.dialogue("booked")


@pytest.fixture
def mads(place):
    return sign_in(Client(), place.person)


@pytest.fixture
def gorm(place):
    return sign_in(Client(), place.manager)


def url(name, dialogue):
    return reverse(f"dialogues:{name}", args=[dialogue.pk])


def opened_page(browser, dialogue):
    """What a page that has just been opened would send: every input with its mark."""
    html = browser.get(url("prepare", dialogue)).content.decode()
    found = dict(re.findall(r'<input type="hidden" name="((?:[ms]-[^"]+)|tab|seen)" value="([^"]*)">', html))
    texts = dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', html))
    return {**found, **texts}


def save(browser, dialogue, page, **more):
    return browser.post(url("prepare", dialogue), {**page, **more})


def keep(browser, dialogue, page):
    return browser.post(url("prepare_draft", dialogue), page)


def value(dialogue, key):
    return Prepared.objects.get(dialogue=dialogue, key=key).text


def prepare(dialogue, by, side=EMPLOYEE, **texts):
    actions.write(dialogue, {key: {"text": text} for key, text in texts.items()}, {}, by=by, side=side)


def share(dialogue, by, *keys, side=EMPLOYEE):
    mine = queries.own(dialogue, by, side, clock.today())
    seen = {one.question.key: one.seen_mark for one in mine.asked if one.question.key in keys}
    actions.share(dialogue, seen, reader=mine.reader, by=by, side=side)


def hold(dialogue):
    Dialogue.objects.filter(pk=dialogue.pk).update(state="held", held_on=clock.today())


def test_what_is_saved_stands_there_next_time(mads, dialogue):
    page = opened_page(mads, dialogue)
    answer = save(mads, dialogue, page, **{"proud-text": TEXT, "strengths-step": "7", "learn-handles": ["HG-02"]})

    assert answer.status_code == 302
    assert (value(dialogue, "proud"), value(dialogue, "strengths")["step"]) == (TEXT, "7")
    assert value(dialogue, "learn") == {"text": "", "handles": "HG-02"}
    assert opened_page(mads, dialogue)["proud-text"] == TEXT


def test_a_box_whose_tick_is_taken_away_is_empty(mads, dialogue):
    save(mads, dialogue, opened_page(mads, dialogue), **{"learn-handles": ["HG-02"]})
    save(mads, dialogue, opened_page(mads, dialogue))

    assert not Prepared.objects.filter(key="learn").exists()


def test_what_is_typed_survives_logging_out(mads, place, dialogue):
    keep(mads, dialogue, {**opened_page(mads, dialogue), "proud-text": "Midt i en sæt"})
    mads.logout()
    again = sign_in(Client(), place.person)

    assert opened_page(again, dialogue)["proud-text"] == "Midt i en sæt"
    assert not Prepared.objects.exists()


def test_a_session_that_ran_out_mid_sentence_loses_nothing(mads, place, dialogue):
    page = opened_page(mads, dialogue)
    keep(mads, dialogue, {**page, "proud-text": "Midt i"})
    mads.session.flush()
    late = keep(mads, dialogue, {**page, "proud-text": "Midt i en sætning"})
    sent = save(mads, dialogue, page, **{"proud-text": "Midt i en sætning"})
    again = sign_in(Client(), place.person)

    assert (late.status_code, sent.status_code) == (302, 302)
    assert opened_page(again, dialogue)["proud-text"] == "Midt i"


def test_a_page_opened_anew_goes_on_where_the_last_one_stopped(mads, dialogue):
    keep(mads, dialogue, {**opened_page(mads, dialogue), "proud-text": "Midt i"})
    keep(mads, dialogue, {**opened_page(mads, dialogue), "proud-text": "Midt i en sætning"})
    html = mads.get(url("prepare", dialogue)).content.decode()
    save(mads, dialogue, opened_page(mads, dialogue))

    assert html.count("Midt i") == 1
    assert value(dialogue, "proud") == "Midt i en sætning"


def test_what_the_other_window_wrote_is_shown_once_and_is_settled_by_saving(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    keep(mads, dialogue, {**phone, "proud-text": "Fra telefonen"})
    keep(mads, dialogue, {**desk, "proud-text": "Fra bordet"})
    save(mads, dialogue, opened_page(mads, dialogue), **{"proud-text": "Fra bordet og telefonen"})
    html = mads.get(url("prepare", dialogue)).content.decode()

    assert (html.count("Fra telefonen"), html.count("Fra bordet")) == (0, 1)


def test_a_draft_is_let_go_when_she_says_so(mads, dialogue):
    keep(mads, dialogue, {**opened_page(mads, dialogue), "proud-text": "Midt i"})
    mads.post(url("prepare", dialogue), {"act": "drop"})

    assert opened_page(mads, dialogue)["proud-text"] == ""


def test_two_windows_with_different_fields_are_both_saved(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    save(mads, dialogue, phone, **{"proud-text": "Fra telefonen"})
    save(mads, dialogue, desk, **{"learned-text": "Fra bordet"})

    assert (value(dialogue, "proud"), value(dialogue, "learned")) == ("Fra telefonen", "Fra bordet")


def test_two_windows_with_the_same_field_show_both_texts(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    save(mads, dialogue, phone, **{"proud-text": "Fra telefonen"})
    answer = save(mads, dialogue, desk, **{"proud-text": "Skrevet ved bordet", "learned-text": "Også ved bordet"})
    html = answer.content.decode()

    assert answer.status_code == 409
    assert "telefonen" in html
    assert "Skrevet" in html
    assert value(dialogue, "proud") == "Fra telefonen"
    chosen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))
    kept_both = {**chosen, "proud-text": "Fra telefonen, og skrevet ved bordet", "keep": "both"}
    assert mads.post(url("prepare", dialogue), kept_both).status_code == 302
    assert value(dialogue, "proud") == "Fra telefonen, og skrevet ved bordet"
    assert value(dialogue, "learned") == "Også ved bordet"


def test_who_keeps_the_saved_text_keeps_her_other_fields(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    save(mads, dialogue, phone, **{"proud-text": "Fra telefonen"})
    html = save(mads, dialogue, desk, **{"proud-text": "Bordet", "learned-text": "Også bordet"}).content.decode()
    chosen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))
    mads.post(url("prepare", dialogue), {**chosen, "proud-text": "Bordet", "keep": "theirs"})

    assert (value(dialogue, "proud"), value(dialogue, "learned")) == ("Fra telefonen", "Også bordet")


def test_typing_in_two_windows_keeps_what_each_typed(mads, place, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    keep(mads, dialogue, {**phone, "proud-text": "Fra telefonen"})
    keep(mads, dialogue, {**desk, "learned-text": "Fra bordet"})
    page = opened_page(mads, dialogue)

    assert (page["proud-text"], page["learned-text"]) == ("Fra telefonen", "Fra bordet")


def test_typing_in_the_same_field_of_two_windows_shows_the_other_text_too(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    keep(mads, dialogue, {**phone, "proud-text": "Fra telefonen"})
    keep(mads, dialogue, {**desk, "proud-text": "Fra bordet"})
    html = mads.get(url("prepare", dialogue)).content.decode()

    assert "Fra telefonen" in html
    assert "Fra bordet" in html


def test_saving_in_one_window_leaves_what_the_other_typed(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    keep(mads, dialogue, {**phone, "proud-text": "Fra telefonen"})
    save(mads, dialogue, desk, **{"learned-text": "Fra bordet"})
    page = opened_page(mads, dialogue)

    assert (page["proud-text"], page["learned-text"]) == ("Fra telefonen", "Fra bordet")
    assert not Prepared.objects.filter(key="proud").exists()


def test_twenty_thousand_characters_come_back_whole_with_words_beside_the_field(mads, dialogue):
    long = "Ord på ord. " * 1_700
    answer = save(mads, dialogue, opened_page(mads, dialogue), **{"proud-text": long, "learned-text": "Kort"})
    html = answer.content.decode()

    assert answer.status_code == 422
    assert long.strip() in html
    assert 'id="id_proud-text_error"' in html
    assert "maxlength" not in html
    assert not Prepared.objects.exists()


def test_a_cpr_number_is_stopped_beside_the_field_and_the_text_is_kept_on_the_page(mads, place, dialogue):
    text = "Sagen om 010203-1234 gik godt"
    answer = save(mads, dialogue, opened_page(mads, dialogue), **{"proud-text": text, "learned-text": "Kort"})
    html = answer.content.decode()

    assert answer.status_code == 422
    assert text in html
    assert 'id="id_proud-text_error"' in html
    assert not Prepared.objects.exists()
    assert "010203" not in str(drafts.find(place.person, f"dialogues-prepare-{dialogue.pk}"))


def test_pasted_markup_is_text(mads, gorm, place, dialogue):
    save(mads, dialogue, opened_page(mads, dialogue), **{"proud-text": "<b>Fed</b><script>alert(1)</script>\x00"})
    share(dialogue, place.person, "proud")
    html = gorm.get(url("preparation_read", dialogue)).content.decode()

    assert "&lt;b&gt;Fed&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html


def test_who_writes_while_the_talk_is_held_elsewhere_keeps_her_text(mads, dialogue):
    page = opened_page(mads, dialogue)
    hold(dialogue)
    answer = save(mads, dialogue, page, **{"proud-text": "Det nåede jeg ikke at gemme"})

    assert answer.status_code == 409
    assert "Det nåede jeg ikke at gemme" in answer.content.decode()
    assert not Prepared.objects.exists()


def test_the_page_says_exactly_what_the_manager_would_read(mads, place, dialogue):
    actions.write(
        dialogue,
        {"together": {"headline": "Tempoet", "text": "Kun mit eget"}, "proud": {"text": TEXT}},
        {},
        by=place.person,
        side=EMPLOYEE,
    )
    html = mads.get(url("share", dialogue)).content.decode()

    assert TEXT in html
    assert "Tempoet" in html
    assert "Kun mit eget" not in html
    assert re.findall(r'name="share" value="(\w+)"( checked)?', html) == [("proud", " checked"), ("together", "")]


def sharing(browser, dialogue, *keys):
    html = browser.get(url("share", dialogue)).content.decode()
    seen = dict(re.findall(r'<input type="hidden" name="((?:seen-\w+)|reader)" value="([^"]*)">', html))
    return {**seen, "share": keys}


def test_sharing_and_taking_back_on_the_page(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT, learned="Genvej")
    mads.post(url("share", dialogue), sharing(mads, dialogue, "proud", "learned"))
    both = queries.readable(dialogue, place.manager, clock.today())
    mads.post(url("withdraw", dialogue), {"key": "proud"})
    one = queries.readable(dialogue, place.manager, clock.today())
    mads.post(url("withdraw", dialogue))

    assert [one.text for one in both] == [TEXT, "Genvej"]
    assert [one.text for one in one] == ["Genvej"]
    assert queries.readable(dialogue, place.manager, clock.today()) == []


def test_what_was_taken_back_is_not_ticked_again_beside_what_is_still_shared(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT, learned="Genvej")
    share(dialogue, place.person, "proud", "learned")
    actions.withdraw(dialogue, ["proud"], by=place.person)
    html = mads.get(url("share", dialogue)).content.decode()

    assert re.findall(r'name="share" value="(\w+)"( checked)?', html) == [("proud", "")]


def test_nothing_ticked_is_said(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT)

    assert mads.post(url("share", dialogue), sharing(mads, dialogue)).status_code == 422


def test_taking_back_after_the_talk_is_refused_in_words(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT)
    share(dialogue, place.person, "proud")
    hold(dialogue)
    answer = mads.post(url("withdraw", dialogue))

    assert answer.status_code == 409
    assert "Samtalen er holdt" in answer.content.decode()
    assert len(queries.readable(Dialogue.objects.get(), place.manager, clock.today())) == 1


def test_a_manager_replaced_while_the_page_was_open_reads_nothing(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT)
    page = sharing(mads, dialogue, "proud")
    vera = place.another_manager()
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera, manager_since=clock.now())
    answer = mads.post(url("share", dialogue), page)

    assert answer.status_code == 409
    assert "Vera" in answer.content.decode()
    assert Prepared.objects.filter(shared_with=None).count() == 1


def test_the_person_is_told_who_could_read_and_shares_anew_with_one_button(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT, learned="Genvej")
    share(dialogue, place.person, "proud")
    vera = place.another_manager()
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera, manager_since=clock.now())
    html = mads.get(url("share", dialogue)).content.decode()
    lines = [mads.get(page).content.decode() for page in (url("share", dialogue), url("dialogue", dialogue))]
    button = html[html.index('<section class="card tint') : html.index("</section>", html.index("card tint"))]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', button))
    mads.post(url("share", dialogue), fields)
    dialogue.refresh_from_db()

    told = "Gorm Vangsted kunne læse det her. Det kan Vera Bregnø først, når du deler det igen"
    assert all(told in line for line in lines)
    assert [one.text for one in queries.readable(dialogue, vera, clock.today())] == [TEXT]


def test_the_manager_reads_what_is_shared_and_that_is_written_down(gorm, place, dialogue):
    empty = gorm.get(url("preparation_read", dialogue)).content.decode()
    none = Opened.objects.count()
    prepare(dialogue, place.person, proud=TEXT)
    share(dialogue, place.person, "proud")
    html = gorm.get(url("preparation_read", dialogue)).content.decode()

    assert "har ikke delt noget endnu" in empty
    assert none == 0
    assert TEXT in html
    assert list(Opened.objects.values_list("what", "by", "role")) == [("preparation", place.manager.pk, MANAGER)]


def test_the_manager_is_told_that_the_employee_can_get_a_copy(gorm, dialogue):
    assert "Medarbejderen kan få en kopi" in gorm.get(url("prepare", dialogue)).content.decode()


def test_the_manager_opens_what_she_kept_for_the_talk(gorm, place, dialogue):
    prepare(dialogue, place.manager, MANAGER, feedback="Da du ringede først")
    share(dialogue, place.manager, "feedback", side=MANAGER)
    before = queries.readable(dialogue, place.person, clock.today())
    gorm.post(url("share_open", dialogue), {"key": "feedback"})

    assert before == []
    assert len(queries.readable(dialogue, place.person, clock.today())) == 1


def test_what_waits_for_the_talk_says_so(mads, place, dialogue):
    prepare(dialogue, place.person, feedback="Fortsæt med kaffen")
    share(dialogue, place.person, "feedback")
    before = mads.get(url("share", dialogue)).content.decode()
    Dialogue.objects.filter(pk=dialogue.pk).update(starts_at=clock.now(), stands_from=clock.now())
    TalkClock.objects.create(dialogue=dialogue, started_at=clock.now() + timedelta(minutes=1))

    assert "læser det, når samtalen går i gang" in before
    assert "kan læse det her" in mads.get(url("share", dialogue)).content.decode()


def test_what_was_put_away_is_read_by_nobody_and_does_not_stop_new_writing(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT)
    Prepared.everything.update(hidden_at=clock.now())

    answer = mads.post(url("prepare", dialogue), {"proud-text": "Igen"}, follow=True)

    assert (answer.status_code, Prepared.objects.get().text) == (200, "Igen")
    page = mads.get(url("prepare", dialogue)).content.decode()
    assert (TEXT in page, "Igen" in page) == (False, True)
    assert Prepared.everything.exclude(hidden_at=None).get().text == TEXT


def test_what_was_put_away_of_a_talk_that_was_held_stays_so(mads, place):
    held = place.dialogue("held")
    Prepared.objects.create(
        dialogue=held, writer=place.person, key="proud", text=TEXT, changed_at=clock.now(), hidden_at=clock.now()
    )

    assert mads.post(url("prepare", held), {"proud-text": "Igen"}).status_code == 409
    assert TEXT not in mads.get(url("prepare", held)).content.decode()


def test_last_times_words_are_offered_to_their_writer_alone(mads, place, dialogue):
    older = place.dialogue("agreed", made_at=dialogue.made_at - timedelta(days=365))
    Prepared.objects.create(dialogue=older, writer=place.person, key="proud", text=TEXT, changed_at=clock.now())

    assert url("prepare", older) in mads.get(url("prepare", dialogue)).content.decode()
    assert TEXT in mads.get(url("prepare", older)).content.decode()


def test_a_lost_key_says_what_is_lost_and_leaves_the_rest(mads, gorm, place, dialogue, settings, tmp_path):
    prepare(dialogue, place.person, proud=TEXT)
    share(dialogue, place.person, "proud")
    row = Prepared.objects.get()
    sealed = bytes(row.__dict__["text"])
    Prepared.objects.filter(pk=row.pk).update(text=type(row.__dict__["text"])(sealed[:-4] + b"gone"))
    save(mads, dialogue, opened_page(mads, dialogue), **{"learned-text": "Stadig her"})
    html = mads.get(url("prepare", dialogue)).content.decode()

    assert "kan ikke åbnes" in html
    assert value(dialogue, "learned") == "Stadig her"
    assert Prepared.objects.filter(key="proud").exists()
    assert gorm.get(url("preparation_read", dialogue)).status_code == 200
    assert mads.get(url("share", dialogue)).status_code == 200


def test_keeping_a_draft_takes_at_most_ten_queries_the_first_time_and_the_next(
    mads, dialogue, django_assert_max_num_queries
):
    page = opened_page(mads, dialogue)

    for text in (TEXT, f"{TEXT} igen"):
        with django_assert_max_num_queries(10):
            assert keep(mads, dialogue, {**page, "proud-text": text}).status_code == 200


def test_nobody_keeps_a_draft_of_somebody_elses_dialogue(place, dialogue):
    other = sign_in(Client(), place.colleague)

    assert keep(other, dialogue, {"proud-text": TEXT}).status_code == 404


def test_the_number_of_queries_is_the_same_with_one_text_and_with_all(mads, place, dialogue, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    prepare(dialogue, place.person, proud=TEXT)
    mads.get(url("prepare", dialogue))
    with CaptureQueriesContext(connection) as one:
        mads.get(url("prepare", dialogue))
    prepare(dialogue, place.person, strategy="a", practice="b", learned="c", tasks="d", remember="e")
    with CaptureQueriesContext(connection) as many:
        mads.get(url("prepare", dialogue))

    assert len(many) == len(one)
