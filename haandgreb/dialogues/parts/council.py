"""The works council: concept, ten questions, evaluation, yearly pack."""
