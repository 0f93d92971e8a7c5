"""The nouns of the trade, in the order they come to be. Frozen values: no I/O, no framework."""
