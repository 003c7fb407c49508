"""Where things stand in the room's pictures: whole units of a drawing, from numbers alone. No clock, no tables."""
