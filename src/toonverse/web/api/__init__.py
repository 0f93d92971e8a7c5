"""The JSON doors, one file a resource."""
