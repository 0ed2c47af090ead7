"""What the Makefile calls: setting up, checking, building. Needs nothing but Python itself."""
