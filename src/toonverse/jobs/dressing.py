"""What a person may want of a look: the fields, and what each may be."""

from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from toonverse.domain.look import Beard, Build, HairStyle, Hat, Look, Outfit, Sex, Species
from toonverse.domain.script import Age

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class NewLook(BaseModel):
    """What shall be otherwise; what is not said stays."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"hair_style": "bob", "hair": "#7d3f2a"}]}
    )
    sex: Sex | None = None
    age: Age | None = None
    build: Build | None = None
    skin: Colour | None = None
    hair: Colour | None = None
    hair_style: HairStyle | None = None
    eyes: Colour | None = None
    outfit: Outfit | None = None
    top: Colour | None = None
    inner: Colour | None = None
    bottom: Colour | None = None
    shoes: Colour | None = None
    accent: Colour | None = None
    beard: Beard | None = None
    hat: Hat | None = None
    glasses: bool | None = None
    sunglasses: bool | None = None
    scarf: bool | None = None
    teen: bool | None = None
    species: Species | None = None

    def on(self, look: Look) -> Look:
        """The look with this otherwise."""
        said: dict[str, Any] = self.model_dump(exclude_none=True)
        plain = {name: value.lower() for name, value in said.items() if isinstance(value, str)}
        return replace(look, **{**said, **plain})
