"""Files for other programs, made from a packaged episode."""
