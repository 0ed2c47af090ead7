"""How people answer: the attempt, the pages, what a process knows of a survey for a second, and the trial."""
