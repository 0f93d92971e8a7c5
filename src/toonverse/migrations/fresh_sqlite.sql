CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)

CREATE TABLE accounts (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	limited BOOLEAN NOT NULL, 
	balance_tokens BIGINT DEFAULT '0' NOT NULL, 
	held_tokens BIGINT DEFAULT '0' NOT NULL, 
	used_tokens BIGINT DEFAULT '0' NOT NULL, 
	created_at DATETIME NOT NULL, role TEXT DEFAULT 'creator' NOT NULL, disabled_at DATETIME, alert_url TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_accounts PRIMARY KEY (id), 
	CONSTRAINT ck_accounts_held_within_balance CHECK (NOT limited OR held_tokens <= balance_tokens), 
	CONSTRAINT ck_accounts_balance_not_negative CHECK (balance_tokens >= 0), 
	CONSTRAINT ck_accounts_held_not_negative CHECK (held_tokens >= 0)
)

CREATE TABLE budgets (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	scope TEXT NOT NULL, 
	value TEXT DEFAULT '' NOT NULL, 
	window TEXT NOT NULL, 
	limit_nusd BIGINT NOT NULL, 
	stops BOOLEAN NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT uq_budgets_scope UNIQUE (scope, value, window)
)

CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	sent_at DATETIME, account TEXT DEFAULT '' NOT NULL, triggers BIGINT DEFAULT '1' NOT NULL, tries INTEGER DEFAULT '0' NOT NULL, next_try_at DATETIME, error TEXT DEFAULT '' NOT NULL, told TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT uq_outbox_name UNIQUE (name)
)

CREATE TABLE rollups (
	quarter DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	source TEXT NOT NULL, 
	service TEXT NOT NULL, 
	provider TEXT NOT NULL, 
	model TEXT NOT NULL, 
	request_type TEXT NOT NULL, 
	calls BIGINT DEFAULT '0' NOT NULL, 
	successes BIGINT DEFAULT '0' NOT NULL, 
	prompt_tokens BIGINT DEFAULT '0' NOT NULL, 
	completion_tokens BIGINT DEFAULT '0' NOT NULL, 
	total_tokens BIGINT DEFAULT '0' NOT NULL, 
	debit_tokens BIGINT DEFAULT '0' NOT NULL, 
	images BIGINT DEFAULT '0' NOT NULL, 
	seconds BIGINT DEFAULT '0' NOT NULL, 
	cost_nusd BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_rollups PRIMARY KEY (quarter, account, source, service, provider, model, request_type)
)

CREATE TABLE switches (
	name TEXT NOT NULL, 
	stopped BOOLEAN NOT NULL, 
	CONSTRAINT pk_switches PRIMARY KEY (name)
)

CREATE TABLE budget_counters (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	budget_id INTEGER NOT NULL, 
	window_start DATETIME NOT NULL, 
	held_nusd BIGINT DEFAULT '0' NOT NULL, 
	settled_nusd BIGINT DEFAULT '0' NOT NULL, 
	at_risk_nusd BIGINT DEFAULT '0' NOT NULL, 
	excused_nusd BIGINT DEFAULT '0' NOT NULL, time_zone TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT ck_budget_counters_amounts_not_negative CHECK (held_nusd >= 0 AND at_risk_nusd >= 0), 
	CONSTRAINT fk_budget_counters_budget_id_budgets FOREIGN KEY(budget_id) REFERENCES budgets (id), 
	CONSTRAINT uq_budget_counters_budget_id UNIQUE (budget_id, window_start)
)

CREATE TABLE envelopes (
	id TEXT NOT NULL, 
	account TEXT NOT NULL, 
	name TEXT NOT NULL, 
	source TEXT NOT NULL, 
	project TEXT DEFAULT '' NOT NULL, 
	is_open BOOLEAN NOT NULL, 
	cost_max_nusd BIGINT, 
	held_nusd BIGINT DEFAULT '0' NOT NULL, 
	settled_nusd BIGINT DEFAULT '0' NOT NULL, 
	at_risk_nusd BIGINT DEFAULT '0' NOT NULL, 
	booked_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_envelopes PRIMARY KEY (id), 
	CONSTRAINT ck_envelopes_amounts_not_negative CHECK (held_nusd >= 0 AND at_risk_nusd >= 0), 
	CONSTRAINT fk_envelopes_account_accounts FOREIGN KEY(account) REFERENCES accounts (id), 
	CONSTRAINT uq_envelopes_account UNIQUE (account, name)
)

CREATE TABLE envelope_lines (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	envelope_id TEXT NOT NULL, 
	service TEXT NOT NULL, 
	provider TEXT NOT NULL, 
	model TEXT NOT NULL, 
	free_nusd BIGINT DEFAULT '0' NOT NULL, 
	free_tokens BIGINT DEFAULT '0' NOT NULL, 
	lost_nusd BIGINT DEFAULT '0' NOT NULL, 
	lost_tokens BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT ck_envelope_lines_free_not_negative CHECK (free_nusd >= 0 AND free_tokens >= 0), 
	CONSTRAINT ck_envelope_lines_lost_not_negative CHECK (lost_nusd >= 0 AND lost_tokens >= 0), 
	CONSTRAINT fk_envelope_lines_envelope_id_envelopes FOREIGN KEY(envelope_id) REFERENCES envelopes (id), 
	CONSTRAINT uq_envelope_lines_envelope_id UNIQUE (envelope_id, service, model)
)

CREATE TABLE attempts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	attempt INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	free BOOLEAN NOT NULL, 
	provider TEXT NOT NULL, 
	service TEXT NOT NULL, 
	model TEXT NOT NULL, 
	size TEXT DEFAULT '' NOT NULL, 
	quality TEXT DEFAULT '' NOT NULL, 
	source TEXT DEFAULT '' NOT NULL, 
	project TEXT DEFAULT '' NOT NULL, 
	episode TEXT DEFAULT '' NOT NULL, 
	panel TEXT DEFAULT '' NOT NULL, 
	post TEXT DEFAULT '' NOT NULL, 
	request_type TEXT DEFAULT '' NOT NULL, 
	metadata TEXT DEFAULT '' NOT NULL, 
	envelope_id TEXT, 
	line_id INTEGER, 
	held_nusd BIGINT DEFAULT '0' NOT NULL, 
	held_tokens BIGINT DEFAULT '0' NOT NULL, 
	booked_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	operation_id TEXT DEFAULT '' NOT NULL, 
	sha256 TEXT DEFAULT '' NOT NULL, 
	media_type TEXT DEFAULT '' NOT NULL, 
	notes TEXT DEFAULT '' NOT NULL, 
	usage TEXT DEFAULT '' NOT NULL, 
	cost_nusd BIGINT DEFAULT '0' NOT NULL, 
	tokens BIGINT DEFAULT '0' NOT NULL, 
	error_code TEXT DEFAULT '' NOT NULL, 
	error_message TEXT DEFAULT '' NOT NULL, answer TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT ck_attempts_status CHECK (status IN ('open', 'settled', 'refused', 'failed', 'unknown', 'spent', 'released')), 
	CONSTRAINT fk_attempts_account_accounts FOREIGN KEY(account) REFERENCES accounts (id), 
	CONSTRAINT fk_attempts_envelope_id_envelopes FOREIGN KEY(envelope_id) REFERENCES envelopes (id), 
	CONSTRAINT fk_attempts_line_id_envelope_lines FOREIGN KEY(line_id) REFERENCES envelope_lines (id), 
	CONSTRAINT uq_attempts_account UNIQUE (account, "key", attempt)
)

CREATE INDEX ix_attempts_envelope_id ON attempts (envelope_id)

CREATE INDEX ix_attempts_pending ON attempts (status, id) WHERE status IN ('open', 'unknown')

CREATE UNIQUE INDEX uq_attempts_one_open ON attempts (account, "key") WHERE status = 'open'

CREATE TABLE entries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	kind TEXT NOT NULL, 
	attempt_id INTEGER, 
	reverses INTEGER, 
	memo TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_entries_attempt_id_attempts FOREIGN KEY(attempt_id) REFERENCES attempts (id), 
	CONSTRAINT fk_entries_reverses_entries FOREIGN KEY(reverses) REFERENCES entries (id), 
	CONSTRAINT uq_entries_reverses UNIQUE (reverses)
)

CREATE INDEX ix_entries_attempt_id ON entries (attempt_id)

CREATE TABLE flags (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	attempt_id INTEGER NOT NULL, 
	excess_nusd BIGINT DEFAULT '0' NOT NULL, 
	excess_tokens BIGINT DEFAULT '0' NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT fk_flags_attempt_id_attempts FOREIGN KEY(attempt_id) REFERENCES attempts (id)
)

CREATE INDEX ix_flags_attempt_id ON flags (attempt_id)

CREATE TABLE usage_rows (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	attempt_id INTEGER NOT NULL, 
	refund BOOLEAN NOT NULL, 
	account TEXT NOT NULL, 
	service TEXT NOT NULL, 
	provider TEXT NOT NULL, 
	model TEXT NOT NULL, 
	size TEXT DEFAULT '' NOT NULL, 
	quality TEXT DEFAULT '' NOT NULL, 
	source TEXT DEFAULT '' NOT NULL, 
	project TEXT DEFAULT '' NOT NULL, 
	episode TEXT DEFAULT '' NOT NULL, 
	panel TEXT DEFAULT '' NOT NULL, 
	post TEXT DEFAULT '' NOT NULL, 
	request_type TEXT DEFAULT '' NOT NULL, 
	prompt_tokens BIGINT, 
	completion_tokens BIGINT, 
	total_tokens BIGINT, 
	thoughts_tokens BIGINT, 
	cached_tokens BIGINT, 
	tool_use_tokens BIGINT, 
	image_input_tokens BIGINT, 
	image_output_tokens BIGINT, 
	images BIGINT, 
	seconds BIGINT, 
	cost_nusd BIGINT DEFAULT '0' NOT NULL, 
	debit_tokens BIGINT DEFAULT '0' NOT NULL, 
	success BOOLEAN NOT NULL, 
	error_code TEXT DEFAULT '' NOT NULL, 
	error_message TEXT DEFAULT '' NOT NULL, 
	metadata TEXT DEFAULT '' NOT NULL, 
	booked_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT fk_usage_rows_account_accounts FOREIGN KEY(account) REFERENCES accounts (id), 
	CONSTRAINT fk_usage_rows_attempt_id_attempts FOREIGN KEY(attempt_id) REFERENCES attempts (id), 
	CONSTRAINT uq_usage_rows_attempt_id UNIQUE (attempt_id, refund)
)

CREATE INDEX ix_usage_rows_booked_at ON usage_rows (booked_at)

CREATE INDEX ix_usage_rows_episode ON usage_rows (episode) WHERE episode <> ''

CREATE TABLE postings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	entry_id INTEGER NOT NULL, 
	ledger_account TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	amount BIGINT NOT NULL, 
	CONSTRAINT ck_postings_unit CHECK (unit IN ('token', 'nusd')), 
	CONSTRAINT ck_postings_amount_not_zero CHECK (amount <> 0), 
	CONSTRAINT fk_postings_entry_id_entries FOREIGN KEY(entry_id) REFERENCES entries (id)
)

CREATE INDEX ix_postings_entry_id ON postings (entry_id)

CREATE INDEX ix_postings_ledger_account ON postings (ledger_account)

CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END

CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END

CREATE TRIGGER postings_no_update BEFORE UPDATE ON postings BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END

CREATE TRIGGER postings_no_delete BEFORE DELETE ON postings BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END

CREATE TABLE episodes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	project_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	language TEXT NOT NULL, 
	style TEXT NOT NULL, 
	target_panels INTEGER, 
	status TEXT NOT NULL, 
	identity TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	folder TEXT NOT NULL, 
	story TEXT NOT NULL, 
	options TEXT NOT NULL, 
	script TEXT, 
	storyboard TEXT, 
	created_at DATETIME NOT NULL, 
	published_at DATETIME, 
	generation_metadata TEXT, description TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT ck_episodes_status CHECK (status IN ('draft', 'active')), 
	CONSTRAINT fk_episodes_project_id_projects FOREIGN KEY(project_id) REFERENCES projects (id), 
	CONSTRAINT uq_episodes_identity UNIQUE (identity, revision), 
	CONSTRAINT uq_episodes_project_id UNIQUE (project_id, number)
)

CREATE INDEX ix_episodes_status ON episodes (status, published_at)

CREATE TABLE jobs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	episode_id INTEGER NOT NULL, 
	parent_id INTEGER, 
	kind TEXT NOT NULL, 
	status TEXT NOT NULL, 
	attempt INTEGER NOT NULL, 
	waiting_for TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	started_at DATETIME, 
	completed_at DATETIME, 
	cost_nusd BIGINT NOT NULL, 
	output TEXT NOT NULL, 
	error_code TEXT NOT NULL, 
	error TEXT NOT NULL, 
	cost_max_nusd BIGINT, quoted_nusd BIGINT, approved_nusd BIGINT, again TEXT DEFAULT '' NOT NULL, worked_ms BIGINT, resumed_at DATETIME, 
	CONSTRAINT ck_jobs_status CHECK (status IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')), 
	CONSTRAINT ck_jobs_cost CHECK (cost_nusd >= 0), 
	CONSTRAINT fk_jobs_episode_id_episodes FOREIGN KEY(episode_id) REFERENCES episodes (id), 
	CONSTRAINT fk_jobs_parent_id_jobs FOREIGN KEY(parent_id) REFERENCES jobs (id), 
	CONSTRAINT uq_jobs_episode_id UNIQUE (episode_id, kind)
)

CREATE TABLE panels (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	episode_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	shot TEXT NOT NULL, words TEXT, by_hand TEXT, reshot_at DATETIME, 
	CONSTRAINT fk_panels_episode_id_episodes FOREIGN KEY(episode_id) REFERENCES episodes (id), 
	CONSTRAINT uq_panels_episode_id UNIQUE (episode_id, number)
)

CREATE TABLE letterings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	panel_id INTEGER NOT NULL, 
	language TEXT NOT NULL, 
	take INTEGER NOT NULL, 
	layer TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	created_at DATETIME NOT NULL, made_of TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_letterings_panel_id_panels FOREIGN KEY(panel_id) REFERENCES panels (id), 
	CONSTRAINT uq_letterings_panel_id UNIQUE (panel_id, language)
)

CREATE TABLE takes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	panel_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	faces TEXT NOT NULL, 
	prompt TEXT NOT NULL, 
	model TEXT NOT NULL, 
	cost_nusd BIGINT NOT NULL, 
	tokens BIGINT NOT NULL, 
	accepted BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT ck_takes_cost CHECK (cost_nusd >= 0), 
	CONSTRAINT fk_takes_panel_id_panels FOREIGN KEY(panel_id) REFERENCES panels (id), 
	CONSTRAINT uq_takes_panel_id UNIQUE (panel_id, number)
)

CREATE TABLE lanes (
	provider TEXT NOT NULL, 
	passes BIGINT DEFAULT '0' NOT NULL, closed_until DOUBLE DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_lanes PRIMARY KEY (provider)
)

CREATE TABLE lane_passes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	provider TEXT NOT NULL, 
	at DOUBLE NOT NULL, 
	CONSTRAINT fk_lane_passes_provider_lanes FOREIGN KEY(provider) REFERENCES lanes (provider)
)

CREATE INDEX ix_lane_passes_provider ON lane_passes (provider)

CREATE UNIQUE INDEX ix_accounts_name ON accounts (name)

CREATE TABLE api_keys (
	id TEXT NOT NULL, 
	account TEXT NOT NULL, 
	label TEXT DEFAULT '' NOT NULL, 
	sha256 TEXT NOT NULL, 
	scopes TEXT DEFAULT '' NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_api_keys PRIMARY KEY (id), 
	CONSTRAINT fk_api_keys_account_accounts FOREIGN KEY(account) REFERENCES accounts (id), 
	CONSTRAINT uq_api_keys_sha256 UNIQUE (sha256)
)

CREATE INDEX ix_api_keys_account ON api_keys (account)

CREATE TABLE "projects" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account TEXT DEFAULT 'local' NOT NULL, 
	title TEXT NOT NULL, 
	episodes_made INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT uq_projects_account UNIQUE (account, title)
)

CREATE TABLE idempotency_keys (
	account TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_idempotency_keys PRIMARY KEY (account, "key"), 
	CONSTRAINT fk_idempotency_keys_account_accounts FOREIGN KEY(account) REFERENCES accounts (id)
)

CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (created_at)

CREATE TABLE rollup_zones (
	time_zone TEXT NOT NULL, 
	CONSTRAINT pk_rollup_zones PRIMARY KEY (time_zone)
)

CREATE TABLE day_rollups (
	time_zone TEXT NOT NULL, 
	account TEXT NOT NULL, 
	day DATE NOT NULL, 
	source TEXT NOT NULL, 
	service TEXT NOT NULL, 
	provider TEXT NOT NULL, 
	model TEXT NOT NULL, 
	request_type TEXT NOT NULL, 
	calls BIGINT DEFAULT '0' NOT NULL, 
	successes BIGINT DEFAULT '0' NOT NULL, 
	prompt_tokens BIGINT DEFAULT '0' NOT NULL, 
	completion_tokens BIGINT DEFAULT '0' NOT NULL, 
	total_tokens BIGINT DEFAULT '0' NOT NULL, 
	debit_tokens BIGINT DEFAULT '0' NOT NULL, 
	images BIGINT DEFAULT '0' NOT NULL, 
	seconds BIGINT DEFAULT '0' NOT NULL, 
	cost_nusd BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_day_rollups PRIMARY KEY (time_zone, account, day, source, service, provider, model, request_type)
)

CREATE INDEX ix_outbox_waiting ON outbox (id) WHERE sent_at IS NULL

CREATE TABLE bill_lines (
	issuer TEXT NOT NULL, 
	day DATE NOT NULL, 
	model TEXT NOT NULL, 
	cost_nusd BIGINT DEFAULT '0' NOT NULL, 
	imported_at DATETIME NOT NULL, 
	CONSTRAINT pk_bill_lines PRIMARY KEY (issuer, day, model)
)

CREATE TABLE posts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	title TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	relevance_score FLOAT NOT NULL, 
	source_url TEXT NOT NULL, 
	status TEXT NOT NULL, 
	delivery TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	decided_at DATETIME, 
	CONSTRAINT ck_posts_status CHECK (status IN ('pending', 'approved', 'rejected')), 
	CONSTRAINT uq_posts_delivery UNIQUE (delivery)
)

CREATE INDEX ix_posts_status ON posts (status, id)

CREATE TABLE post_pictures (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	post_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	origin TEXT NOT NULL, 
	source TEXT NOT NULL, 
	status TEXT NOT NULL, 
	address TEXT DEFAULT '' NOT NULL, 
	batch TEXT DEFAULT '' NOT NULL, 
	call TEXT DEFAULT '' NOT NULL, 
	waiting_for TEXT DEFAULT '' NOT NULL, 
	error_code TEXT DEFAULT '' NOT NULL, 
	error TEXT DEFAULT '' NOT NULL, 
	sha256 TEXT DEFAULT '' NOT NULL, 
	width INTEGER DEFAULT '0' NOT NULL, 
	height INTEGER DEFAULT '0' NOT NULL, 
	shown_sha256 TEXT DEFAULT '' NOT NULL, 
	shown_width INTEGER DEFAULT '0' NOT NULL, 
	shown_height INTEGER DEFAULT '0' NOT NULL, 
	model TEXT DEFAULT '' NOT NULL, 
	cost_nusd BIGINT DEFAULT '0' NOT NULL, 
	created_at DATETIME NOT NULL, 
	completed_at DATETIME, 
	CONSTRAINT ck_post_pictures_origin CHECK (origin IN ('scraped', 'generated')), 
	CONSTRAINT ck_post_pictures_status CHECK (status IN ('QUEUED', 'DONE', 'FAILED', 'CANCELLED')), 
	CONSTRAINT ck_post_pictures_cost CHECK (cost_nusd >= 0), 
	CONSTRAINT fk_post_pictures_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (id), 
	CONSTRAINT uq_post_pictures_post_id UNIQUE (post_id, number)
)

CREATE INDEX ix_post_pictures_status ON post_pictures (status, id)

CREATE TABLE batches (
	name TEXT NOT NULL, 
	provider TEXT NOT NULL, 
	provider_id TEXT DEFAULT '' NOT NULL, 
	items TEXT NOT NULL, 
	begun_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	status TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_batches PRIMARY KEY (name)
)

CREATE TABLE archives (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	sha256 TEXT NOT NULL, 
	file_bytes BIGINT NOT NULL, 
	row_count BIGINT NOT NULL, 
	first_id BIGINT NOT NULL, 
	last_id BIGINT NOT NULL, 
	first_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL, 
	cost_nusd BIGINT NOT NULL, 
	debit_tokens BIGINT NOT NULL, 
	archived_at DATETIME NOT NULL, 
	CONSTRAINT uq_archives_sha256 UNIQUE (sha256)
)

CREATE TABLE archived_rows (
	id INTEGER NOT NULL, 
	archive_id INTEGER NOT NULL, 
	attempt_id INTEGER NOT NULL, 
	refund BOOLEAN NOT NULL, 
	success BOOLEAN NOT NULL, 
	episode TEXT DEFAULT '' NOT NULL, 
	cost_nusd BIGINT NOT NULL, 
	debit_tokens BIGINT NOT NULL, 
	booked_at DATETIME NOT NULL, created_at DATETIME, prompt_tokens BIGINT, completion_tokens BIGINT, total_tokens BIGINT, 
	CONSTRAINT pk_archived_rows PRIMARY KEY (id), 
	CONSTRAINT uq_archived_rows_attempt_id UNIQUE (attempt_id, refund), 
	CONSTRAINT fk_archived_rows_archive_id_archives FOREIGN KEY(archive_id) REFERENCES archives (id), 
	CONSTRAINT fk_archived_rows_attempt_id_attempts FOREIGN KEY(attempt_id) REFERENCES attempts (id)
)

CREATE INDEX ix_archived_rows_archive_id ON archived_rows (archive_id)

CREATE INDEX ix_archived_rows_booked_at ON archived_rows (booked_at)

CREATE INDEX ix_archived_rows_episode ON archived_rows (episode) WHERE episode <> ''

CREATE TABLE archived_rollups (
	archive_id INTEGER NOT NULL, 
	quarter DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	source TEXT NOT NULL, 
	service TEXT NOT NULL, 
	provider TEXT NOT NULL, 
	model TEXT NOT NULL, 
	request_type TEXT NOT NULL, 
	calls BIGINT NOT NULL, 
	successes BIGINT NOT NULL, 
	prompt_tokens BIGINT NOT NULL, 
	completion_tokens BIGINT NOT NULL, 
	total_tokens BIGINT NOT NULL, 
	debit_tokens BIGINT NOT NULL, 
	images BIGINT NOT NULL, 
	seconds BIGINT NOT NULL, 
	cost_nusd BIGINT NOT NULL, 
	CONSTRAINT pk_archived_rollups PRIMARY KEY (archive_id, quarter, account, source, service, provider, model, request_type), 
	CONSTRAINT fk_archived_rollups_archive_id_archives FOREIGN KEY(archive_id) REFERENCES archives (id)
)

CREATE TABLE take_orders (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	panel_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	call TEXT NOT NULL, 
	from_run INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	error_code TEXT NOT NULL, 
	error TEXT NOT NULL, 
	created_at DATETIME NOT NULL, most_nusd BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT ck_take_orders_status CHECK (status IN ('wanted', 'made', 'failed')), 
	CONSTRAINT fk_take_orders_panel_id_panels FOREIGN KEY(panel_id) REFERENCES panels (id), 
	CONSTRAINT uq_take_orders_panel_id UNIQUE (panel_id, number)
)

CREATE INDEX ix_day_rollups_whole ON day_rollups (time_zone, day) WHERE source = '*'

CREATE INDEX ix_rollups_account ON rollups (account, quarter)

CREATE TABLE shorts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	episode_id INTEGER NOT NULL, 
	account TEXT NOT NULL, 
	name TEXT NOT NULL, 
	status TEXT NOT NULL, 
	wish TEXT NOT NULL, 
	video_model TEXT NOT NULL, 
	text_model TEXT NOT NULL, 
	maximum_nusd BIGINT NOT NULL, 
	maximum_tokens BIGINT NOT NULL, 
	waiting_for TEXT DEFAULT '' NOT NULL, 
	output TEXT DEFAULT '{}' NOT NULL, 
	error_code TEXT DEFAULT '' NOT NULL, 
	error TEXT DEFAULT '' NOT NULL, 
	created_at DATETIME NOT NULL, 
	started_at DATETIME, 
	completed_at DATETIME, 
	CONSTRAINT ck_shorts_status CHECK (status IN ('ORDERED', 'QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')), 
	CONSTRAINT fk_shorts_episode_id_episodes FOREIGN KEY(episode_id) REFERENCES episodes (id), 
	CONSTRAINT uq_shorts_name UNIQUE (name)
)

CREATE INDEX ix_shorts_status ON shorts (status, id)

CREATE INDEX ix_shorts_account ON shorts (account, id)

CREATE TABLE short_clips (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	short_id INTEGER NOT NULL, 
	panel INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	analysis TEXT DEFAULT '' NOT NULL, 
	video TEXT DEFAULT '' NOT NULL, 
	sha256 TEXT DEFAULT '' NOT NULL, 
	cost_nusd BIGINT DEFAULT '0' NOT NULL, 
	tokens BIGINT DEFAULT '0' NOT NULL, 
	error_code TEXT DEFAULT '' NOT NULL, 
	error TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT ck_short_clips_status CHECK (status IN ('QUEUED', 'DONE', 'FAILED')), 
	CONSTRAINT ck_short_clips_cost CHECK (cost_nusd >= 0), 
	CONSTRAINT fk_short_clips_short_id_shorts FOREIGN KEY(short_id) REFERENCES shorts (id), 
	CONSTRAINT uq_short_clips_short_id UNIQUE (short_id, panel)
)

CREATE INDEX ix_usage_rows_newest ON usage_rows (created_at, id)

CREATE INDEX ix_usage_rows_kind ON usage_rows (source, service, model, success, created_at, id)

CREATE INDEX ix_usage_rows_account_kind ON usage_rows (account, source, service, model, success, created_at, id)

CREATE TABLE passwords (
	account TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_passwords PRIMARY KEY (account), 
	CONSTRAINT fk_passwords_account_accounts FOREIGN KEY(account) REFERENCES accounts (id)
)

CREATE TABLE sessions (
	id TEXT NOT NULL, 
	account TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	browser TEXT DEFAULT '' NOT NULL, 
	made_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_sessions PRIMARY KEY (id), 
	CONSTRAINT fk_sessions_account_accounts FOREIGN KEY(account) REFERENCES accounts (id), 
	CONSTRAINT uq_sessions_sha256 UNIQUE (sha256)
)

CREATE INDEX ix_sessions_account ON sessions (account)

CREATE TABLE sign_in_links (
	sha256 TEXT NOT NULL, 
	account TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_sign_in_links PRIMARY KEY (sha256), 
	CONSTRAINT fk_sign_in_links_account_accounts FOREIGN KEY(account) REFERENCES accounts (id)
)

CREATE INDEX ix_sign_in_links_made_at ON sign_in_links (made_at)

CREATE TABLE sign_in_tries (
	whose TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	tries INTEGER NOT NULL, 
	CONSTRAINT pk_sign_in_tries PRIMARY KEY (whose)
)

CREATE INDEX ix_sign_in_tries_since ON sign_in_tries (since)

CREATE TABLE panel_edits (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	panel_id INTEGER NOT NULL, 
	what TEXT NOT NULL, 
	undone BOOLEAN NOT NULL, 
	take INTEGER, 
	words TEXT, 
	by_hand TEXT, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT ck_panel_edits_what CHECK (what IN ('take', 'words', 'balloons')), 
	CONSTRAINT fk_panel_edits_panel_id_panels FOREIGN KEY(panel_id) REFERENCES panels (id)
)

CREATE INDEX ix_panel_edits_panel ON panel_edits (panel_id, id)

CREATE TABLE characters (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	project_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	look TEXT, 
	chosen INTEGER, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT fk_characters_project_id_projects FOREIGN KEY(project_id) REFERENCES projects (id), 
	CONSTRAINT uq_characters_project_id UNIQUE (project_id, name)
)

CREATE TABLE character_references (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	character_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	origin TEXT NOT NULL, 
	status TEXT NOT NULL, 
	mark TEXT DEFAULT '' NOT NULL, 
	episode_id INTEGER, 
	call TEXT DEFAULT '' NOT NULL, 
	from_run INTEGER DEFAULT '0' NOT NULL, 
	most_nusd BIGINT DEFAULT '0' NOT NULL, 
	sha256 TEXT DEFAULT '' NOT NULL, 
	media_type TEXT DEFAULT '' NOT NULL, 
	model TEXT DEFAULT '' NOT NULL, 
	error_code TEXT DEFAULT '' NOT NULL, 
	error TEXT DEFAULT '' NOT NULL, 
	width INTEGER DEFAULT '0' NOT NULL, 
	height INTEGER DEFAULT '0' NOT NULL, 
	cost_nusd BIGINT DEFAULT '0' NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT ck_character_references_origin CHECK (origin IN ('sheet', 'upload')), 
	CONSTRAINT ck_character_references_status CHECK (status IN ('wanted', 'made', 'failed', 'removed')), 
	CONSTRAINT ck_character_references_cost CHECK (cost_nusd >= 0), 
	CONSTRAINT fk_character_references_character_id_characters FOREIGN KEY(character_id) REFERENCES characters (id), 
	CONSTRAINT fk_character_references_episode_id_episodes FOREIGN KEY(episode_id) REFERENCES episodes (id), 
	CONSTRAINT uq_character_references_character_id UNIQUE (character_id, number)
)

CREATE INDEX ix_usage_rows_lost ON usage_rows (created_at) WHERE NOT success AND cost_nusd <> 0

CREATE INDEX ix_archived_rows_lost ON archived_rows (created_at) WHERE NOT success AND cost_nusd <> 0

CREATE INDEX ix_usage_rows_account_newest ON usage_rows (account, created_at, id)

CREATE TABLE bill_days (
	issuer TEXT NOT NULL, 
	day DATE NOT NULL, 
	lines BIGINT DEFAULT '0' NOT NULL, 
	sha256 TEXT NOT NULL, 
	CONSTRAINT pk_bill_days PRIMARY KEY (issuer, day)
)

INSERT INTO alembic_version VALUES ('0030')
