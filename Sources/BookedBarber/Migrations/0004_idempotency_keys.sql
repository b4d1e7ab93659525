-- A write that a client repeats with the same key is done once and answered twice.

CREATE TABLE idempotency_keys (
    scope           text NOT NULL,
    key             text NOT NULL,
    fingerprint     bytea NOT NULL,
    claim           bigint NOT NULL,
    claimed_until   timestamptz NOT NULL,
    response_status smallint,
    response_type   text,
    response_body   bytea,
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (scope, key),
    CONSTRAINT idempotency_keys_key_length CHECK (length(key) BETWEEN 1 AND 255),
    CONSTRAINT idempotency_keys_fingerprint_is_sha256 CHECK (octet_length(fingerprint) = 32),
    CONSTRAINT idempotency_keys_response_whole
        CHECK ((response_status IS NULL) = (response_body IS NULL)
               AND (response_status IS NULL) = (response_type IS NULL)),
    CONSTRAINT idempotency_keys_response_status_range CHECK (response_status BETWEEN 100 AND 599)
);

CREATE INDEX idempotency_keys_expires_at_idx ON idempotency_keys (expires_at);

CREATE SEQUENCE idempotency_claim_seq AS bigint;
