"""The pages of the meeting room. What a person may not see or do answers 404, as if it were not there."""
