"""Who takes part in what: wish, yes, completion."""
