"""Publishing counts of a participation without publishing anybody's answer.

Pure: standard library only, no request, no database, no clock. The method is told in ``docs/disclosure.md``.

The way of a number: ``plan`` (fixed before opening) and ``counts`` (at close) go through ``scales`` (which tables, how
much noise), ``noise`` and ``noisy`` (the only place where true counts are touched), ``utility`` and ``rounding`` (what
is shown, how exactly), and leave by ``release`` as frozen bytes that ``chain`` can verify. ``budget`` counts how often
a question was drawn; ``forecast`` tells an author beforehand what will probably be visible.
"""
