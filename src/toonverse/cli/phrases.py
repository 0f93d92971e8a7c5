"""Error code -> (Korean, English): one sentence each, filled from the error's facts.

Facts in nano-dollars are there in dollars too, under the name without its unit: `{needed}` for
`needed_nusd`.
"""

PHRASES: dict[str, tuple[str, str]] = {
    "error": ("예상하지 못한 문제가 생겼습니다.", "Something went wrong that should not have."),
    "usage": ("요청이 올바르지 않습니다.", "The request makes no sense."),
    "money_refused": ("예산이 허락하지 않아 아무것도 사지 않았습니다.", "Money said no; nothing was spent."),
    "provider": ("제공자가 일을 해내지 못했습니다.", "The provider failed."),
    "storage": ("장부나 저장소에 문제가 있습니다.", "The ledger or the storage failed."),
    # the story
    "story_unreadable": ("{path} 파일을 열 수 없습니다: {reason}", "Can't open {path}: {reason}."),
    "empty_story": ("파일이 비어 있습니다.", "There is nothing in the file."),
    "binary_story": ("글이 아닌 파일입니다 ({looks_like}).", "The file is not text ({looks_like})."),
    "story_too_large": (
        "이야기가 너무 큽니다: {size_bytes}바이트, 한도는 {limit_bytes}바이트입니다.",
        "The story is too large: {size_bytes} bytes, and the limit is {limit_bytes}.",
    ),
    "undecodable_story": (
        "{position_bytes}번째 바이트부터 글자를 읽을 수 없습니다. UTF-8로 저장해 주세요.",
        "The text can't be decoded from byte {position_bytes} on; save it as UTF-8.",
    ),
    "broken_document": ("워드 파일을 열 수 없습니다: {reason}", "The Word file can't be opened: {reason}."),
    "story_without_letters": ("읽을 글자가 없습니다.", "There are no letters to read in it."),
    "panels_out_of_range": (
        "컷 수는 {least}에서 {most} 사이여야 합니다 ({panels}개를 청했습니다).",
        "The number of panels must be between {least} and {most}, not {panels}.",
    ),
    # shorts
    "short_panels_unknown": (
        "{panels} 컷은 이 회차에 없습니다 (마지막 컷은 {last}).",
        "The episode has no panel {panels}; its last one is {last}.",
    ),
    "short_too_long": (
        "이 컷들이면 {seconds}초가 됩니다. 짧은 영상은 {limit}초까지입니다.",
        "These panels take {seconds} seconds, and a short may have {limit}.",
    ),
    "short_seconds_wrong": (
        "길이는 {least}초에서 {most}초 사이여야 합니다 ({seconds}초를 청했습니다).",
        "A short has {least} to {most} seconds, not {seconds}.",
    ),
    "episode_unpainted": (
        "아직 그리지 않은 컷이 있습니다: {missing}",
        "Not all of it is drawn yet: {missing}.",
    ),
    "short_missing": ("{short_id}번 영상이 없습니다.", "There is no short {short_id}."),
    "short_unfinished": (
        "{short_id}번 영상은 아직 없습니다 ({status}).",
        "Short {short_id} has no video yet ({status}).",
    ),
    "short_too_many_clips": (
        "한 번에 살 수 있는 영상 조각은 {limit}개까지입니다 ({clips}개를 청했습니다).",
        "At most {limit} clips are bought for one short, not {clips}.",
    ),
    "short_clips_unshown": (
        "{panels} 컷은 이 영상에 나오지 않아 영상 조각을 살 수 없습니다 (나오는 컷: {shown}).",
        "The short does not show panel {panels}, so no clip is bought for it; it shows {shown}.",
    ),
    "clip_seconds_unsold": (
        "영상 조각은 {sold}초 가운데 하나여야 합니다 ({seconds}초를 청했습니다).",
        "Clips have {sold} seconds, not {seconds}.",
    ),
    "clip_unreadable": ("받은 영상을 읽을 수 없습니다: {reason}", "The clip can't be read: {reason}."),
    # models and money
    "model_unpriced": (
        "{model} 모델의 값을 알 수 없습니다: {detail}",
        "There is no price for {model} here: {detail}.",
    ),
    "model_retired": (
        "{model} 모델은 {retired_on}에 종료되었습니다. 후속 모델은 {successor}입니다.",
        "{model} was retired on {retired_on}; its successor is {successor}.",
    ),
    "model_unconfirmed": (
        "{model} 모델의 값이 확인되지 않았습니다: {detail}",
        "The price of {model} is not confirmed: {detail}.",
    ),
    "not_sold_by_batch": (
        "{model} 모델은 기다리면 싸게 해 주는 길이 없습니다: {detail}. --when-cheap 없이 주문하세요.",
        "{model} is not sold for less to those who wait: {detail}. Order without --when-cheap.",
    ),
    "batch_undone": (
        "{provider} 쪽에서 정해진 시간 안에 하지 못했고, 그만큼은 돈이 들지 않았습니다. "
        "같은 명령을 다시 하면 다음 묶음에 넣습니다.",
        "{provider} did not get to it within its hours, and it cost nothing. "
        "The same command puts it into another batch.",
    ),
    "quality_unknown": (
        "{model} 모델에는 {quality} 품질이 없습니다. 있는 것: {sold}",
        "{model} has no quality {quality}; it has {sold}.",
    ),
    "nothing_to_quote": (
        "이야기나 --panels 를 주세요.",
        "Give a story, or --panels for a forecast.",
    ),
    "prices_unfit": (
        "값 파일을 받아들일 수 없습니다 ({path}): {reason}",
        "These prices make no sense ({path}): {reason}.",
    ),
    "price_unmet": (
        "{model} 모델에는 그런 것이 없어서 이 값은 쓰일 일이 없습니다: {said}. 있는 것: {fits}",
        "{model} makes nothing that this price would be for: {said}. There is: {fits}",
    ),
    "provider_missing": (
        "{model} 모델은 {provider} 열쇠가 있어야 합니다 (OPENAI_API_KEY, GEMINI_API_KEY). draft 는 무료.",
        "{model} needs a key for {provider} (OPENAI_API_KEY, GEMINI_API_KEY). The draft model is free.",
    ),
    "answer_unusable": (
        "{model} 모델의 답을 쓸 수 없습니다 ({step}): {problems}",
        "{model} answered twice what can't be used ({step}): {problems}.",
    ),
    "balance_too_low": (
        "토큰이 모자랍니다: {needed_tokens} 필요, {available_tokens} 남음.",
        "Not enough tokens: {needed_tokens} needed, {available_tokens} available.",
    ),
    "budget_exceeded": (
        "{scope} 예산({window})을 넘습니다: {needed} 필요, 한도 {limit} 가운데 {available} 남음.",
        "The {scope} budget ({window}) does not allow it: {needed} needed, {available} of {limit} left.",
    ),
    "cap_exceeded": (
        "이 회차에 정해 둔 --max-cost 한도를 넘습니다: {needed} 필요, 한도 {limit} 가운데 {available} 남음. "
        "더 큰 --max-cost 를 주면 바뀝니다.",
        "The episode's --max-cost does not allow it: {needed} needed, {available} of {limit} left. "
        "Another --max-cost changes it.",
    ),
    "envelope_exhausted": (
        "작업이 잡아 둔 견적보다 많이 사려고 했습니다 ({model}).",
        "The job asked for more than its quote held ({model}).",
    ),
    "quote_grown": (
        "기다리는 동안 값이 {limit}에서 {needed}(으)로 올랐습니다. 다시 주문하면 새 값으로 합니다.",
        "While it waited, its price rose from {limit} to {needed}; ordering it again approves that.",
    ),
    "paused": (
        "{scope} 예산({window})을 다 썼습니다: {needed} 필요, 한도 {limit} 가운데 {available} 남음. "
        "작업은 기다리다가 {resets_at} 뒤에 이어서 합니다 (serve 또는 같은 명령).",
        "The {scope} budget ({window}) is used up: {needed} needed, {available} of {limit} left. "
        "The job waits and goes on after {resets_at}, with `toonverse serve` or the same command.",
    ),
    "budget_unfit": ("그런 예산은 없습니다: {said}. {fits}", "There is no such budget: {said}. {fits}"),
    "waiting": ("다른 작업이 예산을 잡고 있어 기다립니다.", "Waiting: other jobs hold the budget."),
    "buying_stopped": (
        "모든 구매가 멈춰 있습니다. toonverse resume 뒤에 작업은 이어서 합니다 (serve 또는 같은 명령).",
        "All buying is stopped. After `toonverse resume` jobs go on (`serve`, or the same command).",
    ),
    "account_disabled": (
        "막힌 사용자라서 아무것도 살 수 없습니다: toonverse users enable",
        "The account is disabled and buys nothing: `toonverse users enable` allows it again.",
    ),
    "password_unfit": (
        "비밀번호는 {least}자에서 {most}자까지이고, 이름과 달라야 합니다.",
        "A password has {least} to {most} characters and is not the user's name.",
    ),
    "passwords_differ": ("두 번이 서로 다릅니다.", "That was not the same password twice."),
    "name_taken": ("{name} 이름은 이미 있습니다.", "There is somebody called {name} already."),
    "name_unfit": (
        "이름은 보이는 글자 1자에서 100자까지입니다: {name}",
        "A name is 1 to 100 printable characters: {name}.",
    ),
    "amount_unfit": (
        "토큰은 {least}에서 {most} 사이의 정수입니다: {tokens}",
        "Tokens are a whole number between {least} and {most}, not {tokens}.",
    ),
    "scope_unfit": (
        "이 열쇠에는 {scope} 범위를 줄 수 없습니다. 쓸 수 있는 것: {scopes}",
        "This key can't have the scope {scope}; it may have {scopes}.",
    ),
    "memo_missing": ("까닭을 --memo 로 적어 주세요.", "Say why, with --memo."),
    "nothing_to_refund": (
        "{attempt}번 호출에는 되돌릴 것이 없습니다.",
        "There is nothing to take back of attempt {attempt}.",
    ),
    "row_archived": (
        "{attempt}번 호출의 기록은 보관되어 있습니다. 먼저: toonverse archives restore {archive}",
        "The row of attempt {attempt} was archived; first: `toonverse archives restore {archive}`.",
    ),
    "rate_unfit": (
        "1달러의 토큰 수(0보다 큰 수)와 앞으로 올 날이어야 합니다: {said}",
        "A rate is a number of tokens above 0, from a day to come (UTC): {said}.",
    ),
    "date_unfit": ("지나간 날이 아닙니다: {said}", "Not a day that has come: {said}."),
    "archive_damaged": (
        "{archive}번 보관 파일({sha256})이 온전하지 않습니다: {reason}",
        "The file of archive {archive} ({sha256}) is not whole: {reason}.",
    ),
    "records_unfit": (
        "{path} 파일을 읽을 수 없습니다 ({row}째 줄): {reason}. 아무것도 적지 않았습니다.",
        "{path} can't be imported (row {row}): {reason}. Nothing was booked.",
    ),
    "key_reused": (
        "같은 이름({key})으로 다른 호출을 하려고 했습니다.",
        "The key {key} was used for another call.",
    ),
    "key_in_flight": ("같은 호출({key})이 지금 진행 중입니다.", "The call {key} is under way right now."),
    "not_found": ("{what} {id}을(를) 찾을 수 없습니다.", "There is no {what} {id}."),
    # providers
    "provider_refused": ("제공자가 이 컷을 거절했습니다: {reason}", "The provider refused it: {reason}."),
    "provider_failed": ("제공자 쪽 오류입니다: {reason}", "The provider failed: {reason}."),
    "provider_limited": (
        "제공자가 지금은 더 받지 않습니다: {reason}",
        "The provider takes no more calls just now: {reason}.",
    ),
    "provider_unknown": (
        "호출의 결과를 알 수 없습니다: toonverse unknown list 를 보세요.",
        "Whether the call was charged is unknown: see `toonverse unknown list`.",
    ),
    "picture_unreadable": (
        "제공자가 보낸 그림을 열 수 없습니다: {reason}",
        "The provider's picture can't be opened: {reason}.",
    ),
    "bad_picture_size": (
        "그릴 수 없는 크기입니다: {side_px}px ({smallest_px}에서 {largest_px}까지)",
        "A picture side of {side_px} px can't be drawn, only {smallest_px} to {largest_px}.",
    ),
    # jobs and episodes
    "job_missing": ("그런 작업이 없습니다.", "There is no such job."),
    "job_cancelled": (
        "{episode}번 회차 작업이 취소되었습니다.",
        "The job of episode {episode} was cancelled.",
    ),
    "step_not_repeatable": (
        "{step}: 그런 단계는 없습니다. 가능한 단계: {repeatable}",
        "{step} is no step; these are: {repeatable}.",
    ),
    "step_out_of_order": (
        "{episode}번 회차: {missing} 단계가 아직 저장되지 않았습니다.",
        "Episode {episode}: {missing} is not stored yet.",
    ),
    "engine_url_unfit": (
        "AI_IMAGE_ENGINE_URL 값이 올바르지 않습니다: {reason}",
        "AI_IMAGE_ENGINE_URL does not fit: {reason}.",
    ),
    "project_missing": ("{project_id}번 프로젝트가 없습니다.", "There is no project {project_id}."),
    "take_missing": (
        "{panel}번 컷에 {take}번 그림이 없습니다.",
        "Panel {panel} has no such take {take}.",
    ),
    "takes_too_many": (
        "{panel}번 컷의 그림은 {most}장까지입니다.",
        "Panel {panel} can have {most} takes at most.",
    ),
    "balloon_missing": (
        "{panel}번 컷에 {balloon}번 말풍선이 없습니다.",
        "Panel {panel} has no balloon {balloon}.",
    ),
    "layer_changed": (
        "{panel}번 컷의 말풍선을 그사이 다른 사람이 고쳤습니다.",
        "Somebody else changed the balloons of panel {panel} meanwhile.",
    ),
    "nothing_to_undo": (
        "{panel}번 컷에는 되돌릴 것이 없습니다.",
        "Panel {panel} has nothing to take back.",
    ),
    "words_missing": ("말풍선에 넣을 글이 없습니다.", "There is nothing to letter."),
    "balloon_unfit": (
        "그 말풍선은 들어가지 않습니다: {reason}",
        "The balloon does not fit: {reason}.",
    ),
    "art_unfit": (
        "컷에 쓸 수 없는 그림입니다: {reason}",
        "The picture does not fit a panel: {reason}.",
    ),
    "draft_settled": (
        "이미 그리기 시작했거나 지금 일하는 중이라, 대본과 콘티를 고칠 수 없습니다.",
        "It is at work or was painted from: script and storyboard stay as they are.",
    ),
    "draft_changed": (
        "그사이에 누가 고쳤습니다. 다시 읽고 고쳐 주세요.",
        "Somebody changed it meanwhile; read it again.",
    ),
    "shot_unfit": ("{shot}번 컷이 맞지 않습니다 ({field}).", "Shot {shot} makes no panel ({field})."),
    "script_unfit": (
        "{scene}번 장면 {beat}번째가 맞지 않습니다 ({field}).",
        "Scene {scene}, part {beat} makes no script ({field}).",
    ),
    "character_missing": ("{character}: 그런 인물이 없습니다.", "There is no character {character}."),
    "character_known": ("{character}: 이미 있는 인물입니다.", "There is a character {character} already."),
    "characters_too_many": (
        "한 작품의 인물은 {most}명까지입니다.",
        "A project can have {most} characters at most.",
    ),
    "character_unseen": (
        "{character}: 아직 어느 회차에도 나오지 않습니다. 시트는 처음 나오는 회차가 삽니다.",
        "{character} is in no episode yet; its first episode buys the sheet.",
    ),
    "reference_missing": (
        "{character}에게 {reference}번 참조 그림이 없습니다.",
        "{character} has no such reference {reference}.",
    ),
    "references_too_many": (
        "{character}의 참조 그림은 {most}장까지입니다.",
        "{character} can have {most} references at most.",
    ),
    "references_not_taken": (
        "{model} 모델은 참조 그림을 보지 않습니다.",
        "{model} looks at no reference pictures.",
    ),
    "sheet_not_needed": (
        "{model} 은 모습을 보고 바로 그리므로 시트를 살 필요가 없습니다. --model 로 고르세요.",
        "{model} draws from the look itself and needs no sheet. Choose another with --model.",
    ),
    "not_directed": (
        "{episode}번 회차는 아직 콘티가 없습니다.",
        "Episode {episode} has no storyboard yet.",
    ),
    "episode_missing": ("{episode_id}번 회차가 없습니다.", "There is no episode {episode_id}."),
    "episode_unfinished": (
        "{episode_id}번 회차는 아직 완성되지 않았습니다.",
        "Episode {episode_id} is not finished.",
    ),
    "episode_published": (
        "{episode_id}번 회차는 갤러리에 있습니다. 먼저 내려 주세요: toonverse deactivate {episode_id}",
        "Episode {episode_id} is in the gallery. Take it down first: toonverse deactivate {episode_id}",
    ),
    "number_taken": (
        "그 시리즈에 {number}화가 이미 있습니다.",
        "The series has another episode {number}.",
    ),
    "export_missing": (
        "{name} 파일은 만들지 않습니다. toonverse export 회차 로 목록을 보세요.",
        "There is no file {name}. toonverse export EPISODE lists them.",
    ),
    "strip_changed": (
        "파일을 만드는 동안 원고가 바뀌었습니다. 다시 해 주세요.",
        "The strip was made anew meanwhile; try again.",
    ),
    "platforms_unfit": (
        "{path} 파일을 읽을 수 없습니다: {reason}",
        "{path} can't be read: {reason}",
    ),
    "panel_missing": ("{panel}번 컷이 없습니다.", "There is no panel {panel}."),
    # settings and storage
    "settings_unreadable": ("설정값이 올바르지 않습니다: {names}", "These settings make no sense: {names}."),
    "time_zone_unknown": ("알 수 없는 시간대입니다: {time_zone}", "Unknown time zone: {time_zone}."),
    "port_taken": (
        "{host}:{port} 에서 열 수 없습니다: {reason}. --port 로 다른 번호를 주세요.",
        "{host}:{port} can't be opened: {reason}. Give another --port.",
    ),
    "home_unusable": (
        "{home} 폴더를 쓸 수 없습니다: {reason}",
        "The home {home} can't be used: {reason}.",
    ),
    "jobs_unreadable": (
        "작업 기록 {path}을(를) 읽을 수 없습니다: {reason}. 치워 두고 다시 실행하면 이어서 합니다.",
        "The job engine's file {path} is unreadable: {reason}. Move it away: jobs go on from what is stored.",
    ),
    "bill_unfit": (
        "청구서로 읽을 수 없습니다 ({path}, {line}째): {reason}",
        "Not a bill that can be read ({path}, line {line}): {reason}.",
    ),
    "bill_partial": (
        "{path} 청구서는 더 이어집니다 (next_page {next_page}). 모든 쪽을 한 파일에 담아 주세요.",
        "The bill {path} goes on after its last page (next_page {next_page}): put all pages into one file.",
    ),
    "bills_overlap": (
        "{path} 와 {other} 가 {day} 을 서로 다르게 말합니다. 하루는 한 파일에 모두 있어야 합니다.",
        "{path} and {other} say different things of {day}: a day must be in one file, whole.",
    ),
    "day_unfit": ("날이 맞지 않습니다: {said} (YYYY-MM-DD)", "Not a day that fits: {said} (YYYY-MM-DD)."),
    "nothing_changes": (
        "쓴 모델 가운데 값이 바뀐다고 알려진 것이 없습니다.",
        "No price of a model that was used is known to change.",
    ),
    "replacement_unfit": ("MODEL=OTHER 꼴이어야 합니다: {said}", "Not of the form MODEL=OTHER: {said}."),
    "nobody_to_tell": (
        "알림을 받을 주소가 없습니다: TOONVERSE_ALERT_URLS 를 정해 주세요.",
        "Nobody is to be told: set TOONVERSE_ALERT_URLS.",
    ),
    "alert_undelivered": ("알림을 보내지 못했습니다: {reason}", "The alert was not delivered: {reason}."),
    "columns_unfit": (
        "회차는 혼자서만, 모든 사용자에 대해서만 합할 수 있습니다: {by}",
        "Episodes are added up by themselves, and of all users: {by}.",
    ),
    "export_failed": ("{file} 에 쓸 수 없습니다: {reason}", "Can't write {file}: {reason}."),
    "copy_failed": ("{folder} 폴더에 쓸 수 없습니다: {reason}", "Can't write to {folder}: {reason}."),
    "drawing_died": (
        "그리는 프로세스가 {attempts}번 잇달아 죽었습니다. 메모리가 모자랄 수 있습니다.",
        "The drawing process died {attempts} times in a row; memory may be short.",
    ),
    "ledger_down": (
        "장부가 응답하지 않아 아무것도 사지 않았습니다: {detail}",
        "The ledger does not answer; nothing was bought: {detail}.",
    ),
    "ledger_refused": (
        "장부가 적기를 거부했습니다: {detail}",
        "The ledger refuses what shall be written: {detail}.",
    ),
    "keep_failed": ("받은 그림을 저장하지 못했습니다: {detail}", "An answer could not be stored: {detail}."),
    "image_too_large": (
        "그림이 너무 큽니다: {image_bytes}바이트",
        "The picture is too large: {image_bytes} bytes.",
    ),
    "damaged_image": (
        "저장된 그림 {sha256}이(가) 손상되었습니다.",
        "The stored picture {sha256} is damaged.",
    ),
    "image_missing": ("저장된 그림 {sha256}이(가) 없습니다.", "The stored picture {sha256} is missing."),
    "damaged_panel": ("{panel}번 컷의 그림이 손상되었습니다.", "The picture of panel {panel} is damaged."),
    "storage_failed": ("저장소가 쓰기를 거부했습니다: {reason}", "The storage refused: {reason}."),
    "storage_unwritable": (
        "그림 저장소에 쓸 수 없어 아무것도 사지 않았습니다.",
        "The image store can't be written, so nothing was bought.",
    ),
    # posts
    "post_missing": ("{post_id}번 소식이 없습니다.", "There is no post {post_id}."),
    "status_unknown": (
        "{status} 상태는 없습니다. 있는 것: {known}",
        "There is no status {status}; there is {known}.",
    ),
    "batch_stopped": (
        "같은 오류가 {failed}번 이어져 멈췄습니다 ({code}: {error}). 남은 그림: {left}",
        "Stopped after {failed} equal errors ({code}: {error}); {left} pictures are left.",
    ),
    "fonts_missing": (
        "글꼴이 없습니다 ({folder}): make setup 을 실행하세요.",
        "The fonts are missing ({folder}): run `make setup`.",
    ),
}
