-- When each access token was stored, as the keyring last said: health tells of old ones without asking the keyring.
CREATE TABLE token_dates (
    account   TEXT NOT NULL,
    host      TEXT NOT NULL,
    stored_at TEXT NOT NULL,
    PRIMARY KEY (account, host)
) WITHOUT ROWID;
