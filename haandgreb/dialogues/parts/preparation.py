"""What each writes before the talk, and shares."""
