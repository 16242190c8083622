"""Links that leave the browser lead to where the operator says the installation is, else to where one asked."""

from __future__ import annotations

import pytest

from haandgreb.shared.address import base_url


@pytest.mark.parametrize(
    ("as_set", "host", "secure", "address"),
    [
        ("https://haandgreb.example.dk", "10.1.2.3:8000", False, "https://haandgreb.example.dk"),
        ("", "10.1.2.3:8000", False, "http://10.1.2.3:8000"),
        ("", "haandgreb.example.dk", True, "https://haandgreb.example.dk"),
    ],
)
def test_where_the_installation_is(rf, settings, as_set, host, secure, address):
    settings.BASE_URL = as_set

    assert base_url(rf.get("/anything/", secure=secure, headers={"host": host})) == address
