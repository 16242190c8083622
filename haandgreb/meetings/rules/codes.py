"""The short code of a score, and the ballot that lets one device replace its own sheet (2.5)."""

import hashlib
import hmac
from random import Random
from unicodedata import category, normalize
from uuid import UUID

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits without 0 and O, 1, I and L, which look alike on a wall."""

LENGTH = 8
SHORTEST_KEY = 16
LONGEST_TYPED = 200


def draw_code(source: Random) -> str:
    """Draw a new code. In service `source` is random.SystemRandom(), so that a code cannot be guessed."""
    return "".join(source.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """
    Read a code as people type it: small letters, spaces, hyphens, or the whole address; None when it is none.

    Whether the code exists and its score is open is another question, asked of the database.
    """
    last = typed[:LONGEST_TYPED].strip().rstrip("/").rpartition("/")[2]
    signs = "".join(sign for sign in normalize("NFKC", last) if category(sign)[0] not in "ZPC")
    code = signs.upper() if signs.isascii() else ""
    return code if is_code(code) else None


def is_code(text: str) -> bool:
    """Say whether this is written exactly as a code is stored."""
    return len(text) == LENGTH and all(sign in ALPHABET for sign in text)


def grouped(code: str) -> str:
    """Write a code so that it can be read aloud: ABCD-EFGH."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def ballot(key: bytes, cookie: str, meeting: UUID) -> str:
    """
    Give the one-way name of a device at a meeting: the same device replaces its sheet, and nobody can go back.

    `key` is the installation's secret of at least 16 bytes, else ValueError. The meeting goes into the hash, so that
    the sheets of one device at two meetings cannot be joined. The answer is 64 hexadecimal digits.
    """
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"The key of the ballots needs at least {SHORTEST_KEY} bytes.")
    message = b"meeting ballot\0" + meeting.bytes + cookie.encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()
