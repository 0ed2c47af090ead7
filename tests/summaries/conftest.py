"""The source of the tests of drafts and releases."""

from tests.summaries.county_source import source as source
