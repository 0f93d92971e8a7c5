"""The steps from story to episode. One file a step; `pipeline.py` alone knows the order."""
