"""Attacks on real servers use the same sites as the tests of faults."""

from tests.faults.conftest import site as site
