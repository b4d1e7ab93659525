-- What transactions have changed, for the query cache of every process: see docs/caching.md.
-- Rows are kept for minutes. transaction_id tells which of them a snapshot showed; numbers would not, since they become
-- visible out of order.

CREATE TABLE cache_invalidations (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tags           text[] NOT NULL,
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    written_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX cache_invalidations_transaction_id_idx ON cache_invalidations (transaction_id);
