"""Dates as they come in staff lists."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.organisation.importing.dates import BadDate, ShortDate, ShortOrder, read_date

NOVEMBER = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-22", NOVEMBER),
        ("22-11-2026", NOVEMBER),
        ("22.11.2026", NOVEMBER),
        ("22/11/2026", NOVEMBER),
        ("22. 11. 2026", NOVEMBER),
        ("2026/11/22", NOVEMBER),
        ("22112026", NOVEMBER),
        ("20261122", NOVEMBER),
        ("22-11-26", NOVEMBER),
        ("22.11.85", date(1985, 11, 22)),
        ("1.2.2026", date(2026, 2, 1)),
        ("1022026", date(2026, 2, 1)),
        ("46348", NOVEMBER),
        ("46348.0", NOVEMBER),
        ("46348,5", NOVEMBER),
        ("2026-11-22 00:00:00", NOVEMBER),
        ("2026-11-22T00:00:00+01:00", NOVEMBER),
        ("22-11-2026 00:00", NOVEMBER),
        ("22.11.2026 00.00", NOVEMBER),
        (" 2026-11-22 ", NOVEMBER),
        ("29.02.2024", date(2024, 2, 29)),
        ("9999-12-31", None),
        ("31-12-9999", None),
        ("31129999", None),
        ("2958465", None),
        ("2958465.0", None),
    ],
)
def test_a_date_is_read_the_way_it_was_meant(written: str, meant: date | None) -> None:
    assert read_date(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "snart",
        "31-02-2026",
        "29.02.2026",
        "2026-13-01",
        "11/22/2026",
        "1",
        "1999",
        "99999",
        "12345",
        "1234567890123",
        "22-11",
        "0000-00-00",
        "1899-12-31",
        "2200-01-01",
        "²²-11-2026",
        "٢٢-١١-٢٠٢٦",
        "22-11-2026-1",
        "9" * 500,
        "-46348",
        "4,6348E+04",
    ],
)
def test_what_is_no_date_is_said_to_be_none(written: str) -> None:
    with pytest.raises(BadDate):
        read_date(written)


@pytest.mark.parametrize(
    ("order", "meant"),
    [("dmy", date(2026, 11, 22)), ("ymd", date(2022, 11, 26))],
)
def test_six_digits_are_read_in_the_order_somebody_chose(order: ShortOrder, meant: date) -> None:
    assert read_date("221126", order) == meant


def test_six_digits_are_never_guessed() -> None:
    with pytest.raises(ShortDate):
        read_date("221126")


def test_six_digits_that_do_not_fit_the_chosen_order_are_no_date() -> None:
    with pytest.raises(BadDate):
        read_date("223126", "dmy")


FORMS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d%m%Y", "%Y%m%d", "%Y-%m-%d 00:00:00"]


@given(day=st.dates(date(1954, 10, 3), date(2118, 12, 31)), form=st.sampled_from(FORMS))
def test_every_day_in_every_form_is_read_as_itself(day: date, form: str) -> None:
    assert read_date(day.strftime(form)) == day


@given(day=st.dates(date(1954, 10, 3), date(2118, 12, 31)))
def test_an_excel_serial_is_read_as_its_day(day: date) -> None:
    assert read_date(str((day - date(1899, 12, 30)) // timedelta(days=1))) == day


@given(written=st.text(max_size=40))
def test_no_text_whatsoever_makes_the_reader_fall_over(written: str) -> None:
    try:
        found = read_date(written)
    except (BadDate, ShortDate):
        return
    assert found is None or date(1900, 1, 1) <= found <= date(2199, 12, 31)
