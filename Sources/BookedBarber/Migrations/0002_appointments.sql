-- Appointments by month, and the small hot table that makes a double booking impossible.

CREATE TYPE appointment_status AS ENUM (
    'pending', 'confirmed', 'in_progress', 'completed', 'cancelled', 'no_show'
);

-- Numbers of rows in tables that are partitioned by month begin with the month (UTC): 202611 0000012345.
-- Whoever has the number knows which partition to look in.
CREATE FUNCTION numbered_in_month(number bigint, instant timestamptz) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (
        EXTRACT(YEAR FROM instant AT TIME ZONE 'UTC') * 100 + EXTRACT(MONTH FROM instant AT TIME ZONE 'UTC')
    )::bigint * 10000000000 + number;

CREATE SEQUENCE appointments_id_seq AS bigint MAXVALUE 9999999999;

-- Partitioned by month of starts_at (UTC). Months are made ahead by the program's maintenance.
-- The number's month is the one first booked; an appointment that was moved to another month keeps it.
CREATE TABLE appointments (
    id             bigint NOT NULL,
    starts_at      timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL,
    location_id    bigint NOT NULL,
    barber_id      bigint NOT NULL REFERENCES barbers (id),
    client_id      bigint NOT NULL REFERENCES users (id),
    service_id     bigint NOT NULL,
    status         appointment_status NOT NULL DEFAULT 'pending',
    buffer_minutes smallint NOT NULL DEFAULT 0,
    price_minor    bigint NOT NULL,
    currency       char(3) NOT NULL,
    notes          text NOT NULL DEFAULT '',
    cancelled_at   timestamptz,
    cancelled_by   bigint REFERENCES users (id),
    version        integer NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, starts_at),
    CONSTRAINT appointments_location_fkey
        FOREIGN KEY (location_id, currency) REFERENCES locations (id, currency),
    CONSTRAINT appointments_service_fkey
        FOREIGN KEY (service_id, location_id) REFERENCES services (id, location_id),
    CONSTRAINT appointments_ends_after_start
        CHECK (ends_at > starts_at AND ends_at - starts_at <= interval '12 hours'),
    CONSTRAINT appointments_buffer_range CHECK (buffer_minutes BETWEEN 0 AND 120),
    CONSTRAINT appointments_price_not_negative CHECK (price_minor >= 0),
    CONSTRAINT appointments_notes_length CHECK (length(notes) <= 1000),
    CONSTRAINT appointments_cancelled_at_matches_status
        CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
    CONSTRAINT appointments_version_positive CHECK (version > 0)
) PARTITION BY RANGE (starts_at);

ALTER SEQUENCE appointments_id_seq OWNED BY appointments.id;

-- A barber's calendar; a client's upcoming and past, page by page; a shop's statistics.
CREATE INDEX appointments_barber_id_starts_at_idx ON appointments (barber_id, starts_at);
CREATE INDEX appointments_client_id_starts_at_id_idx ON appointments (client_id, starts_at, id);
CREATE INDEX appointments_location_id_starts_at_idx ON appointments (location_id, starts_at);

-- The time an appointment holds, its buffer included. Written by the triggers below and by nobody else.
CREATE TABLE appointment_reservations (
    appointment_id bigint PRIMARY KEY,
    barber_id      bigint NOT NULL REFERENCES barbers (id),
    during         tstzrange NOT NULL,
    CONSTRAINT appointment_reservations_during_bounded
        CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
    CONSTRAINT appointment_reservations_no_double_booking
        EXCLUDE USING gist (barber_id WITH =, during WITH &&)
);

-- Maintenance removes what has passed.
CREATE INDEX appointment_reservations_upper_idx ON appointment_reservations (upper(during));

CREATE FUNCTION holds_time(status appointment_status) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN status IN ('pending', 'confirmed', 'in_progress');

CREATE FUNCTION release_appointment() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    DELETE FROM appointment_reservations
    WHERE appointment_id = OLD.id;
    RETURN NULL;
END
$$;

-- One booking at a time for one barber: without the lock two simultaneous inserts wait for each other's
-- exclusion entry until the deadlock detector ends one of them a second later.
CREATE FUNCTION reserve_appointment() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_advisory_xact_lock(hashint8extended(NEW.barber_id, 20260101));
    INSERT INTO appointment_reservations (appointment_id, barber_id, during)
    VALUES (
        NEW.id,
        NEW.barber_id,
        tstzrange(NEW.starts_at, NEW.ends_at + make_interval(mins => NEW.buffer_minutes))
    )
    ON CONFLICT (appointment_id) DO UPDATE
    SET barber_id = EXCLUDED.barber_id,
        during = EXCLUDED.during;
    RETURN NULL;
END
$$;

CREATE TRIGGER appointments_reserve_on_insert
    AFTER INSERT ON appointments
    FOR EACH ROW WHEN (holds_time(NEW.status))
    EXECUTE FUNCTION reserve_appointment();

CREATE TRIGGER appointments_reserve_on_update
    AFTER UPDATE ON appointments
    FOR EACH ROW WHEN (
        holds_time(NEW.status)
        AND (OLD.barber_id, OLD.starts_at, OLD.ends_at, OLD.buffer_minutes, holds_time(OLD.status))
            IS DISTINCT FROM (NEW.barber_id, NEW.starts_at, NEW.ends_at, NEW.buffer_minutes, true)
    )
    EXECUTE FUNCTION reserve_appointment();

CREATE TRIGGER appointments_release_on_update
    AFTER UPDATE ON appointments
    FOR EACH ROW WHEN (holds_time(OLD.status) AND NOT holds_time(NEW.status))
    EXECUTE FUNCTION release_appointment();

-- An update that moves an appointment to another month is a delete and an insert to triggers.
CREATE TRIGGER appointments_release_on_delete
    AFTER DELETE ON appointments
    FOR EACH ROW WHEN (holds_time(OLD.status))
    EXECUTE FUNCTION release_appointment();
