"""Staff lists in: bytes become tables, tables records, records a plan. Plain Python; nothing is saved here."""
