import DatabaseMonitoring
import Postgres
import PostgresDatabase

extension AlertDrill {
    static let slowQuery = AlertDrill(
        "slow_query", "Runs a statement that takes 1.5 s, in some sessions at once, and then one that takes 5 s."
    ) { stage in
        try await stage.database.write("CREATE TABLE bookings AS SELECT generate_series(1, 1000) AS id")
        let sessions = 8
        let seconds = Dial(3)
        let slow = (0..<sessions).map { index in
            { @Sendable () async throws -> Void in
                // One after the other, so that each sample sees one that has ended.
                try await Task.sleep(for: .milliseconds(1500 * index / sessions))
                try await stage.withSession("drill_slow") { connection in
                    while !Task.isCancelled {
                        let pause = Double(seconds.value) / 2
                        try await connection.query(
                            "SELECT count(*) FROM bookings, pg_sleep(\(pause)) WHERE bookings.id % 2 = 0")
                    }
                }
            }
        }
        try await stage.fault("\(sessions) sessions run a statement of 1.5 s again and again") {
            try await stage.whileRunning(slow) {
                try await stage.fires()
                seconds.turn(to: 10)
                try await stage.getsWorse()
            }
        }
    }

    static let cacheHitRatio = AlertDrill(
        "cache_hit_ratio", "Scans a table of 4 MB on a server whose shared_buffers are 1 MB.",
        setting: DrillSetting(interval: .seconds(1), postgres: ["shared_buffers": "1MB"])
    ) { stage in
        for (table, pages) in [("shelf", 1), ("warehouse", 512)] {
            try await stage.withSession("drill") { connection in
                try await connection.execute(
                    script: """
                        CREATE TABLE \(table) (id int, note text);
                        ALTER TABLE \(table) ALTER COLUMN note SET STORAGE PLAIN;
                        INSERT INTO \(table) SELECT id, repeat('x', 7000) FROM generate_series(1, \(pages)) AS id
                        """)
            }
        }
        let isLarge = Dial(0)
        try await stage.whileRunning([{ try await readPages(stage, isLarge) }]) {
            try await stage.fault("the table that is read is larger than the cache") {
                isLarge.turn(to: 1)
                try await stage.fires()
                isLarge.turn(to: 0)
            }
        }
    }

    /// About 10,000 pages at a time, from one page that stays in the cache or from many that don't fit.
    private static func readPages(_ stage: DrillStage, _ isLarge: Dial) async throws {
        try await stage.withSession("drill_reader") { connection in
            while !Task.isCancelled {
                if isLarge.value == 1 {
                    try await connection.query(
                        """
                        SELECT sum(scan.rows) FROM generate_series(1::int, 20::int) AS turn,
                            LATERAL (SELECT count(*) AS rows FROM warehouse WHERE turn > 0) AS scan
                        """)
                } else {
                    try await connection.query(
                        """
                        SELECT sum(scan.rows) FROM generate_series(1::int, 10000::int) AS turn,
                            LATERAL (SELECT count(*) AS rows FROM shelf WHERE turn > 0) AS scan
                        """)
                }
                // Statistics are otherwise told once a second at most.
                try await connection.query("SELECT pg_stat_force_next_flush()")
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    static let queriesPerSecond = AlertDrill(
        "queries_per_second", "Sends statements one after the other, as fast as they are answered.",
        setting: DrillSetting(terms: { ($0.limit, $0.clearLimit) = (300, 270) })
    ) { stage in
        try await stage.fault("a loop sends statements without a pause") {
            let loop: @Sendable () async throws -> Void = {
                try await stage.withSession("drill_loop") { connection in
                    while !Task.isCancelled { try await connection.query("SELECT 1 AS drill") }
                }
            }
            try await stage.whileRunning([loop]) { try await stage.fires() }
        }
    }
}
