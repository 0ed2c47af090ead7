"""Letters and mails to many from one text with named places: checked, filled in, printed for window envelopes."""
