"""One more picture of a panel or a person, as programs ask for it: what it costs, and whether it may."""

from decimal import Decimal

from starlette.responses import JSONResponse

from toonverse.metering.calls import ImageCall
from toonverse.metering.refusals import CapExceeded
from toonverse.money import from_usd, usd_number
from toonverse.web.api.naming import told
from toonverse.web.office import Office


def quoted(office: Office, call: ImageCall, **what: object) -> JSONResponse:
    """What the call will likely cost, and at most; `what` names what is painted."""
    found = office.pricing.quote(call)
    return told(
        {
            **what,
            "model": call.model,
            "quality": call.quality,
            "width": call.width,
            "height": call.height,
            "expected_usd": usd_number(found.expected_nusd),
            "maximum_usd": usd_number(found.maximum_nusd),
            "maximum_tokens": found.maximum_tokens,
        }
    )


def priced(office: Office, call: ImageCall, limit_usd: Decimal | None) -> int:
    """The most that it costs, in nano-dollars. Raises CapExceeded, and as `require_model` does."""
    most = office.pricing.quote(call).maximum_nusd
    limit = None if limit_usd is None else from_usd(limit_usd)
    if limit is not None and most > limit:
        raise CapExceeded(needed_nusd=most, available_nusd=limit, limit_nusd=limit)
    office.require_model(call.model)
    return most
