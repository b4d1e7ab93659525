import Postgres
public import PostgresDatabase
import QueryCaching

/// Triggers that write to the outbox what other programs change: `psql`, an older backend, a script. What this program
/// changes it names itself; its statements are told from others' by `application_name`.
public struct CacheTriggers: Sendable {
    private let database: Database

    public init(database: Database) { self.database = database }

    /// A table, and whether its triggers are there.
    public struct Status: Sendable, Equatable {
        public let table: String
        public let isInstalled: Bool
    }

    /// The tables of what is cached, with what a row of each invalidates, in terms of a row `r`.
    static let tables: [(name: String, tags: String)] = [
        ("users", "'user:' || r.id"),
        ("sessions", "'user:' || r.user_id"),
        ("locations", "unnest(ARRAY['shops', 'shop:' || r.id])"),
        ("location_managers", "unnest(ARRAY['shop:' || r.location_id, 'user:' || r.user_id])"),
        ("services", "'services:' || r.location_id"),
        ("barbers", "unnest(ARRAY['barber:' || r.id, 'barbers:' || r.location_id])"),
        ("barber_services", "unnest(ARRAY['barber:' || r.barber_id, 'barbers:' || r.location_id])"),
        ("barber_availability", "'barber:' || r.barber_id"),
        ("barber_time_off", "'barber:' || r.barber_id"),
        (
            "appointments",
            """
            unnest(ARRAY['client_appointments:' || r.client_id, 'barber_appointments:' || r.barber_id, \
            'shop_appointments:' || r.location_id])
            """
        ),
        ("payments", "'payments:' || r.location_id"),
    ]

    /// Whose rows have names that lists of other things show.
    static let named: Set<String> = ["users", "locations", "services", "barbers"]

    /// A statement that changes more than this invalidates everything.
    static let mostTags = 1000

    private static let events = [
        ("insert", "INSERT", "NEW TABLE AS new_rows"), ("delete", "DELETE", "OLD TABLE AS old_rows"),
        ("update", "UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
    ]

    /// Adds the triggers where they aren't there, and brings them up to date where they are. Locks each table for a
    /// moment; the transaction waits at most 5 s for each.
    public func install() async throws {
        try await database.transaction { transaction in
            _ = try await transaction.query("SET LOCAL lock_timeout = '5s'")
            for (table, tags) in Self.tables {
                _ = try await transaction.query(Query(unsafeSQL: Self.function(table, tags)))
                for (suffix, event, rows) in Self.events {
                    _ = try await transaction.query(
                        Query(unsafeSQL: "DROP TRIGGER IF EXISTS cache_\(suffix) ON \(table)"))
                    _ = try await transaction.query(
                        Query(
                            unsafeSQL: """
                                CREATE TRIGGER cache_\(suffix)
                                AFTER \(event) ON \(table)
                                REFERENCING \(rows)
                                FOR EACH STATEMENT
                                WHEN (current_setting('application_name') <> 'bookedbarber')
                                EXECUTE FUNCTION cache_invalidate_\(table)()
                                """))
                }
            }
        }
    }

    /// Takes the triggers away.
    public func remove() async throws {
        try await database.transaction { transaction in
            _ = try await transaction.query("SET LOCAL lock_timeout = '5s'")
            for (table, _) in Self.tables {
                _ = try await transaction.query(
                    Query(unsafeSQL: "DROP FUNCTION IF EXISTS cache_invalidate_\(table)() CASCADE"))
            }
        }
    }

    public func status() async throws -> [Status] {
        let rows = try await database.read(
            "get cache triggers",
            """
            SELECT c.relname::text
            FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid
            WHERE t.tgname IN ('cache_insert', 'cache_update', 'cache_delete')
              AND c.relnamespace = current_schema()::regnamespace
              AND t.tgenabled <> 'D'
            GROUP BY c.relname
            HAVING count(*) = 3
            """)
        let installed = Set(try rows.decode(String.self))
        return Self.tables.map { Status(table: $0.name, isInstalled: installed.contains($0.name)) }
    }

    private static func function(_ table: String, _ tags: String) -> String {
        """
        CREATE OR REPLACE FUNCTION cache_invalidate_\(table)() RETURNS trigger
        LANGUAGE plpgsql AS $function$
        DECLARE
            changed text[] := '{}';
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                changed := ARRAY(SELECT DISTINCT \(tags) FROM old_rows r LIMIT \(mostTags + 1));
            END IF;
            IF TG_OP <> 'DELETE' THEN
                changed := changed || ARRAY(SELECT DISTINCT \(tags) FROM new_rows r LIMIT \(mostTags + 1));
            END IF;
            IF cardinality(changed) = 0 THEN
                RETURN NULL;
            END IF;
            IF cardinality(changed) > \(mostTags) THEN
                changed := ARRAY['\(OutboxTable.everything)'];
            ELSIF TG_OP = 'UPDATE' AND \(named.contains(table)) THEN
                changed := changed || '\(CacheTag.names)'::text;
            END IF;
            INSERT INTO cache_invalidations (tags) VALUES (ARRAY(SELECT DISTINCT unnest(changed)));
            RETURN NULL;
        END
        $function$
        """
    }
}
