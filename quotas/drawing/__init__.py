"""Where things stand in the room's pictures, in whole units of a drawing. No clock, no tables."""
