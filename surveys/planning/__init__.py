"""From a questionnaire to the tables that will be published: checked, foretold, counted."""
