"""Makes what there is to measure, inside Django; prints one line of JSON with the addresses.

With `skills`: only what counting the gap needs, and how long that takes.
"""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    """Set Django up, then make everything, or what was asked for."""
    django.setup()
    from bench import inside, skills

    if "skills" in sys.argv:
        skills.fill()
        print(json.dumps(skills.measure()))
    else:
        print(json.dumps(inside.make()))


if __name__ == "__main__":
    main()
