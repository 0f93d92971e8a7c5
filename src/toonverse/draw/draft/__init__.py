"""The draft renderer: an illustrated panel from a shot, offline, for $0."""
