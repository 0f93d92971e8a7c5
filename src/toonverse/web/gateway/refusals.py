"""How the gateway says no: the status, and the error's shape in the API that was asked.

Money, models and fields are 403, whatever the API would say: no client tries a 403 again.
"""

import json
from collections.abc import Mapping
from typing import Literal

from toonverse.errors import MoneyRefused, ProviderError, StorageError, ToonverseError, UsageError
from toonverse.metering.outcomes import Refused

Api = Literal["openai", "gemini"]

STATUS_OF_CODE = {
    ToonverseError.code: 500,
    UsageError.code: 403,
    MoneyRefused.code: 403,
    ProviderError.code: 502,
    StorageError.code: 503,
    "key_missing": 401,
    "bad_keys_too_many": 429,
    "scope_missing": 403,
    "request_malformed": 400,
    "not_found": 404,
    "method_not_allowed": 405,
    "body_too_slow": 408,
    "key_in_flight": 409,
    "image_missing": 410,
    "body_too_large": 413,
    "key_reused": 422,
    "provider_refused": 403,
    "operator_key_declined": 403,
    "provider_limited": 429,
    "keep_failed": 500,
    "crowded": 503,
}
RETRIED = frozenset(("key_in_flight", "provider_limited", "ledger_down", "bad_keys_too_many", "crowded"))
"""Nothing was bought, and it may be had later: a client may ask again by itself. For no other: what failed
was tried again at the door already, and each try of a client's would be as many as the door's.
"""

SENTENCES = {
    "key_missing": "No valid API key: send a toonverse key (tv_...) as the API key.",
    "bad_keys_too_many": "Too many bad keys came from this address.",
    "scope_missing": "This API key may not buy here: it lacks the scope 'gateway'.",
    "request_malformed": "The request is malformed: {field}: {reason}.",
    "field_unpriced": "Refused, for its cost has no bound: {field}: {reason}.",
    "not_found": "There is nothing at this address.",
    "method_not_allowed": "This address takes another method.",
    "body_too_slow": "The request took too long to arrive.",
    "body_too_large": "The request is larger than {limit} bytes.",
    "crowded": "Too many large requests are being answered right now.",
    "image_missing": "The answer to this Idempotency-Key is no longer kept; nothing was bought.",
    "key_in_flight": "A request with this Idempotency-Key is being answered right now.",
    "key_reused": "This Idempotency-Key belongs to another request.",
    "model_unpriced": "There is no price for {model} here: {detail}.",
    "model_retired": "{model} was retired on {retired_on}; its successor is {successor}.",
    "model_unconfirmed": "The price of {model} is not confirmed: {detail}.",
    "provider_missing": "{model} needs a key for {provider}, which this installation does not have.",
    "balance_too_low": "Not enough tokens: {needed_tokens} needed, {available_tokens} available.",
    "budget_exceeded": "The {scope} budget ({window}) does not allow it: ${needed_nusd} needed, "
    "${available_nusd} of ${limit_nusd} left.",
    "buying_stopped": "All buying is stopped here.",
    "account_disabled": "The account is disabled and buys nothing.",
    "provider_refused": "The provider refused: {reason}.",
    "operator_key_declined": "{provider} does not take this installation's own key; tell its operator.",
    "provider_limited": "The provider takes no more calls for now.",
    "provider_failed": "The provider failed: {reason}.",
    "provider_unknown": "Nobody knows whether the provider answered: {reason}. Its cost stays held.",
    "ledger_down": "The ledger does not answer; nothing was bought.",
    "keep_failed": "The answer was paid for but could not be stored.",
    "money_refused": "Balance or budget does not allow it; nothing was bought.",
    "usage": "The request can't be answered here.",
    "provider": "The provider did not deliver.",
    "storage": "The storage does not answer.",
    "error": "Something went wrong here.",
}
_GEMINI_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    408: "DEADLINE_EXCEEDED",
    409: "ABORTED",
    410: "NOT_FOUND",
    413: "INVALID_ARGUMENT",
    422: "FAILED_PRECONDITION",
    424: "UNKNOWN",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    502: "UNAVAILABLE",
    503: "UNAVAILABLE",
}
_FACT_CHARACTERS = 300


class KeyMissing(UsageError):
    """No key came with the request, or one that opens nothing."""

    code = "key_missing"


class OperatorKeyDeclined(ProviderError):
    """The provider does not take the installation's own key. Facts: provider."""

    code = "operator_key_declined"


class BadKeysTooMany(UsageError):
    """From one address, in a minute. Facts: retry_after_seconds."""

    code = "bad_keys_too_many"


class ScopeMissing(UsageError):
    """The key is good, but not for this. Facts: scope."""

    code = "scope_missing"


class Crowded(UsageError):
    """There is no room for so large a request for now. Facts: retry_after_seconds."""

    code = "crowded"


class NotHere(UsageError):
    """No such endpoint."""

    code = "not_found"


class MethodUnfit(UsageError):
    code = "method_not_allowed"


class BodyTooSlow(UsageError):
    code = "body_too_slow"


class BodyTooLarge(UsageError):
    """Facts: limit."""

    code = "body_too_large"


def answer_of(error: ToonverseError, api: Api) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body."""
    error = _for_users(error)
    status = _status(error, api)
    headers = {"content-type": "application/json", "cache-control": "no-store"}
    if error.code not in RETRIED:
        headers["x-should-retry"] = "false"
    seconds = error.facts.get("retry_after_seconds")
    if status == 429 or isinstance(error, Crowded):
        headers["retry-after"] = str(max(1, round(seconds)) if isinstance(seconds, int | float) else 1)
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    return status, headers, body_of(error, api)


def body_of(error: ToonverseError, api: Api) -> bytes:
    """The error as the API's clients read it."""
    error = _for_users(error)
    status = _status(error, api)
    facts = {name: str(fact)[:_FACT_CHARACTERS] for name, fact in error.facts.items()}
    if api == "gemini":
        details = {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": error.code.upper(),
            "domain": "toonverse",
            "metadata": facts,
        }
        said: dict[str, object] = {"code": status, "message": sentence(error)}
        said |= {"status": _GEMINI_STATUS[status], "details": [details]}
    else:
        kind = (
            "insufficient_quota" if isinstance(error, MoneyRefused) else _OPENAI_TYPE.get(status, "api_error")
        )
        code = "invalid_api_key" if isinstance(error, KeyMissing) else error.code
        said = {"message": sentence(error), "type": kind, "param": facts.get("field") or None, "code": code}
        said["facts"] = facts
    return json.dumps({"error": said}, ensure_ascii=False).encode("utf-8", "replace")


def _status(error: ToonverseError, api: Api) -> int:
    """Gemini's clients ask again after any 5xx, whatever we say: what may have been bought is none there."""
    status = STATUS_OF_CODE[_known(error, STATUS_OF_CODE)]
    return 424 if api == "gemini" and status >= 500 and error.code not in RETRIED else status


def _for_users(error: ToonverseError) -> ToonverseError:
    """What a provider says of the operator's key is no user's business, and may repeat some of it."""
    if isinstance(error, Refused) and error.of_key():
        return OperatorKeyDeclined(provider=error.facts.get("provider", "provider"))
    return error


_OPENAI_TYPE = {
    status: "invalid_request_error" for status in (400, 401, 403, 404, 405, 409, 410, 413, 422)
} | {429: "rate_limit_error"}


def sentence(error: ToonverseError) -> str:
    """What happened, in one English sentence: programs show it to whoever wrote them."""
    text = SENTENCES[_known(error, SENTENCES)]
    return text.format_map(_Facts({name: _worded(name, fact) for name, fact in error.facts.items()}))


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _worded(name: str, fact: object) -> str:
    if name.endswith("_nusd") and isinstance(fact, int):
        return f"{fact / 1_000_000_000:.6f}".rstrip("0").rstrip(".")
    return str(fact)[:_FACT_CHARACTERS]


def _known(error: ToonverseError, table: Mapping[str, object]) -> str:
    codes = (getattr(kind, "code", "") for kind in type(error).__mro__)
    return next(code for code in codes if code in table)
