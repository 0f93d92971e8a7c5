"""The image engine: one panel or many from their prompts, over plain HTTP, bought at the door."""
