"""Names that things once had in addresses: they lead on to the thing for good and are given to nothing else."""
