"""What the templates of competences need beside the look."""
