"""How long things are kept, who opened what, one's own copy."""
