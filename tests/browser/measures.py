"""What is measured of a page: rules it breaks, bytes it takes, pictures it lacks."""

from pathlib import Path

from playwright.sync_api import Page, Response
from visits import Visit

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
FIRST_SCREEN_BYTES = 120_000
BROKEN = "[...document.images].filter((image) => !(image.complete && image.naturalWidth > 0)).length"


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    broken = [(rule["id"], node["html"][:160]) for rule in found["violations"] for node in rule["nodes"]]
    return [f"{page.url} {rule}: {html}" for rule, html in broken]


def transferred(seen: Visit, address: str) -> dict[str, int]:
    """Address -> bytes over the wire, headers included, of all that is loaded before anyone scrolls."""
    answers: list[Response] = []
    seen.page.on("response", lambda answer: answers.append(answer))
    seen.open(address)
    sizes = {answer.url: answer.request.sizes() for answer in answers}
    return {url: size["responseBodySize"] + size["responseHeadersSize"] for url, size in sizes.items()}
