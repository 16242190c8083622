"""What the two agree, follow up and take along."""
