"""The catalogue: which models exist, what they cost when, and when they end. It is data with sources."""

from toonverse.metering.catalog.models import Catalog, Model, Price, load

__all__ = ["Catalog", "Model", "Price", "load"]
