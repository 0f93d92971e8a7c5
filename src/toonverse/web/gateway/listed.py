"""The models that can be bought here, as each API lists them."""

import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime

from toonverse.errors import UsageError
from toonverse.metering.catalog import Catalog, Model
from toonverse.metering.refusals import ModelUnknown, ProviderMissing
from toonverse.web.gateway.gemini import OPERATIONS

SERVICES = ("text_generation", "image_generation")
DRAFT = "draft"


def offered(catalog: Catalog, providers: Collection[str], at: datetime) -> Iterator[Model]:
    """Every model that may be bought now: priced, not retired, with a key of the operator's."""
    for name in sorted(catalog.models):
        with suppress(UsageError):
            model = catalog.usable(name, at)
            if model.service in SERVICES and model.provider in providers:
                yield model


def usable(catalog: Catalog, providers: Collection[str], name: str, provider: str, at: datetime) -> Model:
    """The model of that name, if this endpoint can buy it.

    Raises ModelUnknown, ModelRetired, ModelUnconfirmed, ProviderMissing.
    """
    model = catalog.usable(name, at)
    if model.provider not in providers:
        raise ProviderMissing(model=name[:80], provider=model.provider)
    if model.provider != provider:
        raise ModelUnknown(model=name[:80], detail=f"{model.provider}'s models have endpoints of their own")
    return model


def openai_list(models: Iterator[Model]) -> bytes:
    return _json({"object": "list", "data": [_openai(model) for model in models]})


def openai_one(model: Model) -> bytes:
    return _json(_openai(model))


def gemini_list(models: Iterator[Model]) -> bytes:
    return _json({"models": [_gemini(model) for model in models if model.provider == "google"]})


def gemini_one(model: Model) -> bytes:
    return _json(_gemini(model))


def _openai(model: Model) -> dict[str, object]:
    owner = "toonverse" if model.free else model.provider
    return {"id": model.name, "object": "model", "created": 0, "owned_by": owner}


def _gemini(model: Model) -> dict[str, object]:
    return {
        "name": f"models/{model.name}",
        "displayName": model.name,
        "supportedGenerationMethods": list(OPERATIONS),
    }


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()
