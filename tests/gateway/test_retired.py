"""What OpenAI has retired is bought only where the operator says that another host still serves it."""

from pathlib import Path

import pytest

from gateway.served import serving
from toonverse.bootstrap import catalog_of
from toonverse.clock import utc_now
from toonverse.metering.refusals import ModelRetired
from toonverse.settings import Settings

ASK = {"model": "dall-e-3", "prompt": "a lamp", "quality": "standard"}


def test_a_host_that_serves_it_sells_it_at_the_catalogues_price(tmp_path: Path):
    with serving(tmp_path, openai_host_serves="dall-e-2x, dall-e-3") as served:
        said = served.post("/v1/images/generations", ASK)
        assert said.status_code == 200, said.text
        assert served.upstream.asked[-1].json["model"] == "dall-e-3"
        assert served.last_usage()["cost_nusd"] == 40_000_000
        assert served.broken() == []


@pytest.mark.parametrize("host", ["", "https://api.openai.com/v1", "https://eu.api.openai.com/v1"])
def test_openais_own_hosts_refuse_it_and_name_the_successor(tmp_path: Path, host: str):
    catalog = catalog_of(Settings(home=tmp_path, openai_base_url=host, openai_host_serves="dall-e-3"))
    with pytest.raises(ModelRetired) as refused:
        catalog.usable("dall-e-3", utc_now())
    assert refused.value.facts["successor"] == "gpt-image-2.5-flare"


def test_another_host_refuses_it_where_nobody_said_that_it_serves_it(tmp_path: Path):
    said = Settings(home=tmp_path, openai_base_url="http://127.0.0.1:9/v1", openai_host_serves="dall-e-2")
    with pytest.raises(ModelRetired):
        catalog_of(said).usable("dall-e-3", utc_now())
