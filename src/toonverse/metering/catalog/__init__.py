"""The catalogue: which models exist, what they cost when, and when they end. It is data with sources."""

from toonverse.metering.catalog.models import PICTURE_EDGE_MAX_PX, Catalog, Model, Price, load

__all__ = ["PICTURE_EDGE_MAX_PX", "Catalog", "Model", "Price", "load"]
