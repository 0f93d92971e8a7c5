"""The one table from error code to HTTP status. What a refusal looks like is in `refusal.py`."""

from toonverse.errors import MoneyRefused, ProviderError, StorageError, ToonverseError, UsageError

STATUS_OF_CODE = {
    ToonverseError.code: 500,
    UsageError.code: 422,
    MoneyRefused.code: 403,
    ProviderError.code: 502,
    StorageError.code: 503,
    "bad_request": 400,
    "not_found": 404,
    "method_not_allowed": 405,
    "body_too_slow": 408,
    "body_too_large": 413,
    "address_too_long": 414,
    "episode_missing": 404,
    "project_missing": 404,
    "job_missing": 404,
    "panel_missing": 404,
    "take_missing": 404,
    "character_missing": 404,
    "character_known": 409,
    "characters_too_many": 409,
    "character_unseen": 409,
    "reference_missing": 404,
    "references_too_many": 409,
    "sheet_not_needed": 409,
    "balloon_missing": 404,
    "layer_changed": 409,
    "nothing_to_undo": 409,
    "words_missing": 422,
    "balloon_unfit": 422,
    "not_directed": 409,
    "draft_settled": 409,
    "draft_changed": 409,
    "shot_unfit": 422,
    "script_unfit": 422,
    "quote_grown": 403,
    "episode_unfinished": 409,
    "episode_published": 409,
    "number_taken": 409,
    "export_missing": 404,
    "platforms_unfit": 503,
    "strip_changed": 503,
    "amount_unfit": 422,
    "story_missing": 422,
    "wish_unfit": 422,
    "post_missing": 404,
    "short_missing": 404,
    "short_unfinished": 409,
    "short_too_long": 422,
    "short_panels_unknown": 422,
    "short_seconds_wrong": 422,
    "short_too_many_clips": 422,
    "short_clips_unshown": 422,
    "episode_unpainted": 409,
    "webhook_off": 503,
    "signature_unfit": 401,
    "notice_unfit": 422,
    "not_local": 403,
    "forwarded": 403,
    "foreign_origin": 403,
    "foreign_host": 421,
    "form_stale": 403,
    "sign_in_refused": 401,
    "tried_too_often": 429,
    "link_used": 410,
    "password_unfit": 422,
    "too_many_keys": 409,
    "scope_unfit": 422,
    "session_missing": 403,
    "key_unknown": 401,
    "key_missing": 401,
    "too_many_bad_keys": 429,
    "scope_missing": 403,
    "balance_too_low": 403,
    "budget_exceeded": 403,
    "cap_exceeded": 403,
    "buying_stopped": 403,
    "account_disabled": 403,
    "name_taken": 409,
    "key_in_flight": 409,
    "key_reused": 422,
    "busy": 503,
    "ending": 503,
}
CODE_OF_STATUS = {404: "not_found", 405: "method_not_allowed"}


class NotFound(ToonverseError):
    """Nothing is at that address."""

    code = "not_found"


class ForeignOrigin(ToonverseError):
    """The request did not come from a page of ours."""

    code = "foreign_origin"


def known_code(error: ToonverseError) -> str:
    """The error's own code, else that of the nearest kind above it that is in the table."""
    codes = (getattr(kind, "code", "") for kind in type(error).__mro__)
    return next(code for code in codes if code in STATUS_OF_CODE)


def code_of_status(status: int) -> str:
    """The code for a status that the framework chose by itself (unknown path, bad parameter)."""
    return CODE_OF_STATUS.get(status, "bad_request" if status < 500 else ToonverseError.code)
