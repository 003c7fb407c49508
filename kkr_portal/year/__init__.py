"""The yearly calendar (årshjul): every date that somebody has to keep, from every room, with its rule."""
