"""Passwords in tests: hashed as in earnest, with little work."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2id that takes well below a millisecond. In earnest each hash takes a quarter of a second, as it should."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
