"""What pages of dialogues read."""
