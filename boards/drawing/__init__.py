"""Where things stand in timelines: whole units of a drawing, from dates alone. No clock, no tables."""
