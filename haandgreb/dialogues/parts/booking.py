"""Time, place and reminders."""
