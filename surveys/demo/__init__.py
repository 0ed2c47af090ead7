"""The Digitaltag survey of the example county, with invented answers and themes."""
