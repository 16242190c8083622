"""What people do in dialogues."""
