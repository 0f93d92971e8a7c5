"""What a browser meets: gallery, reader, health, activation. Reads the shelf, never the ledger."""
