"""From an article to its mentions."""
