"""The source of the tests of open data."""

from tests.summaries.county_source import source as source
