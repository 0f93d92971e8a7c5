"""Other programs buy through the same door: endpoints that OpenAI's and Gemini's own clients can be told of.

Read `gateway.py` first. What a request may ask for is in one module for each endpoint; what it does not say
is refused. Calls go through `Meter.buy` to the provider's own API, and the answers come back as they are.
"""

from toonverse.web.gateway.gateway import Gateway
from toonverse.web.gateway.routes import Beside

__all__ = ["Beside", "Gateway"]
