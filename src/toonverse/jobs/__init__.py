"""Durable workflows: what runs, how far it is, and what happens after a crash."""
