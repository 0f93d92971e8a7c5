"""Who writes and who draws where nobody said: by the keys that are set."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from pydantic import SecretStr

from toonverse.errors import UsageError
from toonverse.metering.calls import Service
from toonverse.metering.catalog import Catalog
from toonverse.settings import Settings
from toonverse.studio.panels import DRAFT_MODEL


def default_models(settings: Settings, catalog: Catalog, at: datetime) -> tuple[str, str]:
    """Who writes and who draws where nobody said: what the catalogue prefers of the providers with a key;
    without one this program itself, for nothing."""
    keys = {"openai": settings.openai_api_key, "google": settings.gemini_api_key}
    reached = frozenset(provider for provider, key in keys.items() if secret(key))
    painters = reached | ({"openai", "google"} if settings.ai_image_engine_url.strip() else frozenset())
    drawn = settings.image_mode == "dummy"
    painter = DRAFT_MODEL if drawn else _preferred(catalog, "image_generation", painters, at)
    return _preferred(catalog, "text_generation", reached, at), painter


def _preferred(catalog: Catalog, service: Service, providers: Collection[str], at: datetime) -> str:
    found = [one for one in catalog.models.values() if one.service == service and one.preferred]
    for model in sorted(found, key=lambda one: -one.preferred):
        with suppress(UsageError):
            if catalog.usable(model.name, at).provider in providers:
                return model.name
    return DRAFT_MODEL


def post_model(settings: Settings, catalog: Catalog, at: datetime) -> str:
    """Who illustrates posts. Without any key a bought model all the same: that the key is missing must be
    seen in the books, unless the operator chose the free one.
    """
    if settings.post_image_model or settings.image_mode == "dummy":
        return settings.post_image_model or DRAFT_MODEL
    by_key = default_models(settings, catalog, at)[1]
    return _preferred(catalog, "image_generation", ("openai",), at) if by_key == DRAFT_MODEL else by_key


def secret(key: SecretStr | None) -> str:
    """What is set, without blanks around it; "" for nothing."""
    return "" if key is None else key.get_secret_value().strip()
