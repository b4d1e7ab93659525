import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// Nothing that one caller does to a shared session is there for the next.
@Suite struct LaneSessionTests {
    @Test(arguments: [
        "SET work_mem = '1MB'", "LISTEN channel", "PREPARE p AS SELECT 1", "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
        "CREATE TEMP TABLE t ()", "SELECT * INTO TEMP t FROM pg_class", "SELECT pg_advisory_lock(1)",
        "SELECT set_config('work_mem', '1MB', false)", "SELECT * FROM pg_class FOR UPDATE", "BEGIN", "COMMIT",
        "EXECUTE p", "RESET ALL", "DISCARD ALL", "LOCK TABLE pg_class", "DO $$ BEGIN END $$", "NOTIFY channel",
    ])
    func whatIsNoReadIsRefused(sql: String) async throws {
        try await PoolFixture.withDatabase("refused", size: 1, lanes: LaneReadTests.patient) { database in
            let error = await postgresError { _ = try await database.read(Query(unsafeSQL: sql)) }

            #expect(error?.code == .notARead)
        }
    }

    /// Functions whose names don't tell.
    static let leaks: [(name: String, body: String, shows: String)] = [
        (
            "takes_lock", "PERFORM pg_advisory_lock(77)",
            // Its own: a session that was closed keeps its locks until its server process is gone.
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        ),
        (
            "sets_memory", "PERFORM set_config('work_mem', '77kB', false)",
            "SELECT count(*) FROM pg_settings WHERE name = 'work_mem' AND setting = '77'"
        ),
        ("listens", "EXECUTE 'LISTEN channel'", "SELECT count(*) FROM pg_listening_channels()"),
        ("prepares", "EXECUTE 'PREPARE p AS SELECT 1'", "SELECT count(*) FROM pg_prepared_statements WHERE name = 'p'"),
        (
            "holds_cursor", "EXECUTE 'DECLARE held CURSOR WITH HOLD FOR SELECT 1'",
            "SELECT count(*) FROM pg_cursors WHERE name = 'held'"
        ),
        (
            "makes_writable", "PERFORM set_config('default_transaction_read_only', 'off', false)",
            // A lease, which is where a read goes while a lane is replaced, may write from the start.
            """
            SELECT count(*) FROM pg_settings
            WHERE name = 'default_transaction_read_only' AND setting = 'off' AND source = 'session'
            """
        ),
        (
            "makes_table", "CREATE TEMP TABLE leaked ()",
            "SELECT count(*) FROM pg_class WHERE relname = 'leaked' AND relnamespace = pg_my_temp_schema()"
        ),
    ]

    @Test(arguments: leaks)
    func whatAFunctionLeavesBehindReachesNobody(leak: (name: String, body: String, shows: String)) async throws {
        try await PoolFixture.withDatabase("leaks", size: 1, lanes: LaneReadTests.patient) { database in
            try await database.write(
                Query(
                    unsafeSQL: """
                        CREATE FUNCTION \(leak.name)() RETURNS int LANGUAGE plpgsql
                        AS $$ BEGIN \(leak.body); RETURN 1; END $$
                        """))
            try await database.warmLane()
            let shows = Query(unsafeSQL: leak.shows)
            let sees = Task { try await database.read(shows).decode(Int.self) }
            expectEqual(try await sees.value, [0])

            // Some are refused by the server, others succeed.
            _ = try? await database.read(Query(unsafeSQL: "SELECT \(leak.name)()"))

            for _ in 0..<5 { expectEqual(try await database.onLane(shows).decode(Int.self), [0]) }
        }
    }

    @Test func aVolatileFunctionIsExecutedOnALeaseFromItsSecondUseOn() async throws {
        try await PoolFixture.withDatabase("volatile", size: 1, lanes: LaneReadTests.patient) { database in
            try await database.write(
                "CREATE FUNCTION dice() RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 4'")
            try await database.warmLane()
            let query: Query = "SELECT dice()"

            expectEqual(try await database.onLane(query).decode(Int32.self), [4])

            try await expectEventually { database.statements.statement(for: query).route == .leaseForGood }
            let harmless: Query = "SELECT random() < 2, now() IS NOT NULL, count(*) FROM pg_class"
            _ = try await database.onLane(harmless)
            #expect(database.statements.statement(for: harmless).route == .lane)
        }
    }

    @Test func aDatabaseThatNobodyHoldsClosesItsLanesAndConnections() async throws {
        try await PoolFixture.withDatabase("watching", size: 1) { watching in
            let name = "dropped \(UInt64.random(in: 0...UInt64.max))"
            var connection = watching.configuration.connection
            connection.applicationName = name
            let configuration = try DatabaseConfiguration(connection: connection, lanes: LaneReadTests.patient)
            let count: Query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = \(name)"
            do {
                let database = Database(configuration: configuration, logger: PoolFixture.logger)
                try await database.warmLane()
                _ = try await database.write("SELECT 1")
                let open = try await watching.write(count).decode(Int.self)
                #expect((open.first ?? 0) >= 2)
            }

            try await expectEventually { try await watching.write(count).decode(Int.self) == [0] }
        }
    }

    @Test func aFunctionThatWritesIsRefusedAlwaysAndNotOnlyByALane() async throws {
        try await PoolFixture.withDatabase("writes", size: 1, lanes: LaneReadTests.patient) { database in
            try await database.write("CREATE TABLE written (id int)")
            try await database.write(
                """
                CREATE FUNCTION writes() RETURNS int LANGUAGE plpgsql
                AS $$ BEGIN INSERT INTO written VALUES (1); RETURN 1; END $$
                """)
            try await database.warmLane()

            var codes: [PostgresError.Code?] = []
            for _ in 0..<4 {
                codes.append(await postgresError { _ = try await database.read("SELECT writes()") }?.code)
            }

            #expect(codes == [.server, .notARead, .notARead, .notARead])
            expectEqual(try await database.read("SELECT count(*) FROM written").decode(Int.self), [0])
        }
    }

    @Test func aListenersSettingsHoldOnLanesToo() async throws {
        struct Memory: ConnectionListener {
            func connected(_ connection: Connection) async throws { try await connection.query("SET work_mem = '3MB'") }
        }
        try await PoolFixture.withDatabase(
            "listened", size: 1, lanes: LaneReadTests.patient, listeners: [Memory()]
        ) { database in
            try await database.warmLane()

            expectEqual(try await database.onLane("SHOW work_mem").decode(String.self), ["3MB"])
        }
    }
}

extension Database {
    /// Reads, once a lane is there to do it.
    fileprivate func onLane(_ query: Query) async throws -> Rows {
        try await expectEventually {
            _ = try await read("SELECT 1")
            return statistics.lanes.open == 1
        }
        return try await read(query)
    }
}
