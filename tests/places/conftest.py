"""The source of the tests of what people said."""

from tests.summaries.county_source import source as source
