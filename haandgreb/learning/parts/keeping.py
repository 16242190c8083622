"""How long what is written in learning is kept."""
