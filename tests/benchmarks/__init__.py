"""Measurements, each beside a bare neighbour in the same run: ``make bench [SUITE=surveys]`` (docs/benchmarks.md)."""
