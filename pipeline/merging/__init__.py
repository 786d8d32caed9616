"""From mentions to events."""
