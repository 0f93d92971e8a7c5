"""Shorts: an episode, or some of its panels, as an upright video; drawn here, bought, or both."""
