"""Which language the commands speak, and which address they name."""

from __future__ import annotations

import pytest

from haandgreb.site.operator import addresses
from haandgreb.site.operator.addresses import Address
from haandgreb.site.operator.words import language


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "da"),
        ({"LANG": "da_DK.UTF-8"}, "da"),
        ({"LANG": "C.UTF-8"}, "da"),
        ({"LANG": "POSIX"}, "da"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "da_DK.UTF-8", "LC_MESSAGES": "en_US"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "en_US", "LC_ALL": "da_DK"}, "da"),
        ({"LANG": "en_US", "LC_ALL": ""}, "en"),
    ],
)
def test_the_terminal_decides_the_language_and_danish_is_the_rule(environment, expected):
    assert language(environment) == expected


@pytest.mark.parametrize(
    ("host", "bind", "url"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost", "localhost:8000", "http://localhost:8000"),
        ("::1", "[::1]:8000", "http://[::1]:8000"),
        ("0.0.0.0", "0.0.0.0:8000", "http://10.1.2.3:8000"),
        ("::", "[::]:8000", "http://10.1.2.3:8000"),
    ],
)
def test_a_server_open_to_the_room_names_the_machines_own_address(monkeypatch, host, bind, url):
    monkeypatch.setattr(addresses, "own_address", lambda: "10.1.2.3")
    assert (Address(host, 8000).bind, Address(host, 8000).url) == (bind, url)
