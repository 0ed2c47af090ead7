"""Where an accepted answer is safe before it reaches the database: an encrypted, append-only spool beside it.

A `SpoolWriter` lives in each worker process and acknowledges a record once it is on the disk. A `SpoolReader` takes
whole segments in shuffled batches and destroys them, key first, when the database has them.
"""

from surveys.collecting.spool.batch import Batch
from surveys.collecting.spool.errors import SpoolError
from surveys.collecting.spool.reader import SpoolReader
from surveys.collecting.spool.writer import SpoolWriter

__all__ = ["Batch", "SpoolError", "SpoolReader", "SpoolWriter"]
