"""Makes what there is to measure, inside Django; prints one line of JSON with the addresses."""

from __future__ import annotations

import json

import django


def main() -> None:
    """Set Django up, then make everything."""
    django.setup()
    from bench import inside

    print(json.dumps(inside.make()))


if __name__ == "__main__":
    main()
