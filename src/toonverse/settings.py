"""One frozen Settings object, read from the environment (and `.env`) once, at the edge."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_home() -> Path:
    return user_data_path("toonverse", appauthor=False)


class Settings(BaseSettings):
    """Names in capitals are the environment's names; `TOONVERSE_` is the prefix of our own."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        env_prefix="TOONVERSE_",
        populate_by_name=True,
    )

    home: Annotated[Path, Field(default_factory=_default_home)]
    """Where state lives: databases, blobs, episodes. `TOONVERSE_HOME`."""
    database_url: str | None = None
    """SQLAlchemy address of the application database; SQLite in the home when not set."""
    time_zone: str = "UTC"
    """The installation's one time zone, in which budget windows begin and end."""
    day_budget_usd: Decimal = Decimal(10)
    """The global day budget that a fresh home starts with; it stops."""
    workers: Annotated[int, Field(ge=0, le=64)] = 0
    """Drawing processes; 0 means one for each core."""
    calls_per_minute: Annotated[int, Field(ge=0, le=100_000)] = 0
    """Calls that each paid provider is sent in any rolling minute, by all processes; 0 means no limit."""
    gateway_output_tokens: Annotated[int, Field(ge=1, le=1_000_000)] = 4096
    """Output tokens that the gateway asks for where its caller named no limit."""
    gateway_answer_days: Annotated[int, Field(ge=0, le=36_500)] = 30
    """How long what the gateway answered is kept for whoever asks again; 0 for ever. The books stay."""
    openai_api_key: Annotated[SecretStr | None, Field(alias="OPENAI_API_KEY")] = None
    gemini_api_key: Annotated[SecretStr | None, Field(alias="GEMINI_API_KEY")] = None
    openai_base_url: Annotated[str, Field(alias="OPENAI_BASE_URL")] = ""
    """Any server that speaks OpenAI's API; its own when empty."""
    openai_host_serves: str = ""
    """What OpenAI has retired and the host of `OPENAI_BASE_URL` still serves, by commas, as its
    operator says. OpenAI's own hosts serve none."""
    gemini_base_url: Annotated[str, Field(alias="GOOGLE_GEMINI_BASE_URL")] = ""
    google_cloud_project: Annotated[str, Field(alias="GOOGLE_CLOUD_PROJECT")] = ""
    """The project on Google's platform that pays for Veo, with the credentials that Google's tools leave."""
    google_cloud_location: Annotated[str, Field(alias="GOOGLE_CLOUD_LOCATION")] = "us-central1"
    picture_hosts: str = ""
    """Hosts (`host` or `host:port`, by commas) that pictures may be fetched from, public or not."""

    ai_image_engine_url: Annotated[str, Field(alias="AI_IMAGE_ENGINE_URL")] = ""
    """An image engine in another process or somewhere else, which pictures are bought from."""
    ai_image_engine_key: Annotated[SecretStr | None, Field(alias="AI_IMAGE_ENGINE_KEY")] = None
    """The API key that opens it."""
    image_mode: Literal["auto", "dummy"] = "auto"
    """`dummy`: the image engine draws everything itself, for nothing, whatever keys there are."""
    image_storage_dir: Annotated[Path | None, Field(alias="IMAGE_STORAGE_DIR")] = None
    """Where the image engine puts its pictures; `engine` in the home when not set."""
    webhook_secret: SecretStr = SecretStr("")
    """What senders of posts sign with (`whsec_...`), several with blanks between while one is exchanged."""
    post_relevance_min: float = 0.7
    """From which relevance on a post approves itself, on the scale of whoever sends it."""
    post_image_model: str = ""
    """Who illustrates posts, `draft` for the free renderer; by the keys set when empty."""
    post_image_quality: str = "medium"

    alert_urls: SecretStr = SecretStr("")
    """Apprise addresses, with blanks between, of whoever must hear of money: Slack, e-mail, and more."""

    @property
    def app_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.home.resolve() / 'toonverse.sqlite3'}"

    @property
    def engine_files(self) -> Path:
        """The image engine's folder, absolute."""
        return (self.image_storage_dir or self.home / "engine").resolve()

    @property
    def images_root(self) -> str:
        """Where the image store keeps: a folder of the home."""
        return str(self.home.resolve() / "images")
