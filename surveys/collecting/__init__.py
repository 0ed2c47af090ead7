"""How accepted answers get from the disk into the database, and out of it when their time is over."""
