"""What the tests of staff lists share."""

from __future__ import annotations

import pytest
from django.test import Client

from haandgreb.organisation.tests.factories import sign_in
from haandgreb.organisation.tests.import_pages import make_administrator


@pytest.fixture
def imports_here(settings, tmp_path):
    """Lists wait in a folder of this test's own."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def client_of_an_administrator(db, imports_here):
    """A browser of its own, signed in as somebody who may read lists and stands in none."""
    return sign_in(Client(), make_administrator())
