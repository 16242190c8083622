"""Staff lists in: bytes become tables, tables become records, records become a plan. Plain Python, nothing is saved here."""
