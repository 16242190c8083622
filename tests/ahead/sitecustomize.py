"""Read by Python when it starts with this folder on its path: the whole process lives so many days ahead."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import time_machine

DAYS = "TESTS_DAYS_AHEAD"

if days := int(os.environ.get(DAYS, "0")):
    time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=True).start()
