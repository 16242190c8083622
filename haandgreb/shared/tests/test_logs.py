"""A log line names page and place in the code; never an address, a value or a second line of somebody's making."""

import io
import logging

import pytest
from django.test import RequestFactory

from haandgreb.shared.logs import PageNotAddress, WithoutValues


@pytest.fixture
def log():
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.addFilter(PageNotAddress())
    handler.setFormatter(WithoutValues("%(levelname)s %(message)s"))
    logger = logging.getLogger("haandgreb.tests.logs")
    logger.handlers, logger.propagate = [handler], False
    return logger, lines


def test_the_trace_has_the_place_and_the_kind_but_not_the_message(log):
    logger, lines = log
    try:
        try:
            raise KeyError("pia@mss.example")
        except KeyError as cause:
            raise ValueError("Pia Kornmod answered 2") from cause
    except ValueError:
        logger.exception("Something went wrong")

    written = lines.getvalue()
    assert written.startswith("ERROR Something went wrong\n  File ")
    assert written.rstrip().endswith("ValueError from KeyError")
    assert "test_logs.py" in written
    assert "Pia Kornmod answered" not in written.replace('raise ValueError("Pia Kornmod answered 2") from cause', "")


def test_a_request_is_named_by_its_page(log):
    logger, lines = log
    request = RequestFactory().get("/s/ABCDEFGH")

    logger.error("Internal Server Error: %s", request.path, extra={"request": request, "status_code": 500})

    assert lines.getvalue() == "ERROR 500 GET at no page\n"


def test_a_message_stays_on_its_own_line(log):
    logger, lines = log

    logger.warning("file %s", "a.csv\n2026-01-01 ERROR everything is lost")

    assert lines.getvalue() == "WARNING file a.csv 2026-01-01 ERROR everything is lost\n"


def test_a_served_error_leaves_no_address_in_the_log(client, db, capsys):
    from haandgreb.organisation.tests.factories import set_up

    set_up()
    client.get("/s/ABCDEFGH")
    client.get("/calendar/secret-token.ics")

    heard = capsys.readouterr()
    assert "ABCDEFGH" not in heard.out + heard.err
    assert "secret-token" not in heard.out + heard.err
