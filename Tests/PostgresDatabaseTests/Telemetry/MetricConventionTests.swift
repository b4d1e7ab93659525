import MetricsTestKit
import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct MetricConventionTests {
    static func telemetry(_ metrics: TestMetrics) -> TelemetryConfiguration {
        var telemetry = TelemetryConfiguration()
        telemetry.metricsFactory = metrics
        telemetry.poolName = "shop"
        return telemetry
    }

    /// Name, kind, unit, as OpenTelemetry's semantic conventions 1.44 have them.
    private static let conventions: [(String, DatabaseMetric.Kind, String)] = [
        ("db.client.operation.duration", .histogram, "s"),
        ("db.client.response.returned_rows", .histogram, "{row}"),
        ("db.client.connection.count", .upDownCounter, "{connection}"),
        ("db.client.connection.max", .upDownCounter, "{connection}"),
        ("db.client.connection.idle.max", .upDownCounter, "{connection}"),
        ("db.client.connection.idle.min", .upDownCounter, "{connection}"),
        ("db.client.connection.pending_requests", .upDownCounter, "{request}"),
        ("db.client.connection.timeouts", .counter, "{timeout}"),
        ("db.client.connection.create_time", .histogram, "s"),
        ("db.client.connection.wait_time", .histogram, "s"),
        ("db.client.connection.use_time", .histogram, "s"),
    ]

    @Test func namesKindsAndUnitsAreTheConventions() {
        let ours = DatabaseMetric.all.filter { $0.name.hasPrefix("db.client.") }

        #expect(ours.count == Self.conventions.count)
        for (name, kind, unit) in Self.conventions {
            let metric = ours.first { $0.name == name }
            #expect(metric?.kind == kind && metric?.unit == unit, "\(name)")
        }
        #expect(DatabaseMetric.operationDuration.buckets == [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10])
        #expect(DatabaseMetric.all.allSatisfy { $0.buckets.isEmpty == ($0.kind != .histogram) })
    }

    @Test func whatIsReportedIsWhatIsDeclared() async throws {
        let metrics = TestMetrics()
        try await PoolFixture.withDatabase(
            "declared", size: 2, lanes: LaneReadTests.patient, telemetry: Self.telemetry(metrics)
        ) { database in
            try await database.warmLane()
            try await database.write("SELECT 2")
            database.reportMetrics()

            let meters = Set(metrics.meters.map(\.label))
            let counters = Set(metrics.counters.map(\.label))
            let histograms = Set(metrics.timers.map(\.label) + metrics.recorders.map(\.label))
            func declared(_ kind: DatabaseMetric.Kind) -> Set<String> {
                Set(DatabaseMetric.all.filter { $0.kind == kind }.map(\.name))
            }
            #expect(meters == declared(.upDownCounter))
            #expect(counters == declared(.counter))
            #expect(histograms == declared(.histogram))
            let seconds = Set(DatabaseMetric.all.filter { $0.unit == "s" }.map(\.name))
            #expect(Set(metrics.timers.map(\.label)) == seconds)
            #expect(metrics.timers.allSatisfy { $0.displayUnit == .seconds })
            #expect(metrics.recorders.allSatisfy { $0.aggregate })
        }
    }

    @Test func aRunningDatabaseReportsByItself() async throws {
        let metrics = TestMetrics()
        try await PoolFixture.withDatabase("running", size: 1, telemetry: Self.telemetry(metrics)) { database in
            let running = Task { try await database.run() }
            try await database.write("SELECT 1")

            try await expectEventually {
                metrics.timers.contains { $0.label == "db.client.operation.duration" && !$0.values.isEmpty }
                    && metrics.meters.contains { $0.label == "db.client.connection.max" }
            }
            running.cancel()
            try await running.value
        }
    }

    @Test func anOperationIsMeasuredOnceWithItsAttributes() async throws {
        let metrics = TestMetrics()
        try await PoolFixture.withDatabase(
            "attributes", size: 2, lanes: LaneReadTests.patient, telemetry: Self.telemetry(metrics)
        ) { database in
            try await database.warmLane()
            let named: Query = "SELECT generate_series(1, \(Int32(3)))"
            for _ in 0..<5 { _ = try await database.read(named.named("count to")) }
            try await database.transaction { _ = try await $0.query(named.named("count to")) }
            let failure = await postgresError { try await database.write("SELECT 1 / \(Int32(0))") }
            #expect(failure?.sqlState == .divisionByZero)
            database.reportMetrics()

            let identity = TelemetryIdentity(database.configuration.connection, poolName: nil)
            let label = "db.client.operation.duration"
            let common = [
                ("db.system.name", "postgresql"), ("db.namespace", identity.namespace),
                ("server.address", identity.address), ("server.port", identity.port),
            ]
            let counted = common + [("db.query.summary", "count to")]
            let failed = common + [("db.response.status_code", "22012"), ("error.type", "22012")]
            let timer = try metrics.expectTimer(label, counted)
            #expect(timer.values.count == 6)
            #expect(timer.values.allSatisfy { $0 > 0 && $0 < 60_000_000_000 })
            expectEqual(try metrics.expectTimer(label, failed).values.count, 1)
            let rows = try metrics.expectRecorder("db.client.response.returned_rows", counted)
            #expect(rows.values == [3, 3, 3, 3, 3, 3])
            #expect(metrics.recorders(label: "db.client.response.returned_rows", dimensions: failed).isEmpty)
        }
    }

    @Test func thePoolIsReportedUnderItsName() async throws {
        let metrics = TestMetrics()
        try await PoolFixture.withDatabase("named", size: 1, telemetry: Self.telemetry(metrics)) { database in
            let name = [("db.client.connection.pool.name", "shop")]
            let (idle, used) = (("db.client.connection.state", "idle"), ("db.client.connection.state", "used"))
            func last(_ metric: String, _ more: [(String, String)] = []) throws -> Double? {
                try metrics.expectMeter("db.client.connection.\(metric)", name + more).lastValue
            }
            try await database.withConnection { _ in
                let error = await Task.detached {
                    await postgresError { _ = try await database.read("SELECT 1", deadline: .milliseconds(50)) }
                }.value
                #expect(error?.code == .acquireTimedOut)
                database.reportMetrics()
            }
            expectEqual(try last("count", [used]), 1)
            expectEqual(try last("count", [idle]), 0)
            database.reportMetrics()

            expectEqual(try last("count", [used]), 0)
            expectEqual(try last("count", [idle]), 1)
            expectEqual(try last("max"), 1)
            expectEqual(try last("idle.max"), 1)
            expectEqual(try last("idle.min"), 0)
            expectEqual(try last("pending_requests"), 0)
            for timer in ["create_time", "wait_time", "use_time"] {
                let values = try metrics.expectTimer("db.client.connection.\(timer)", name).values
                #expect(values.count == 1, "\(timer)")
            }
            #expect(metrics.counterTotal(label: "db.client.connection.timeouts", dimensions: name) == 1)
        }
    }

    @Test func whatDoesNotFitIsCountedAndNotWaitedFor() {
        let buffer = MeasurementBuffer(shards: 2, capacity: 3)
        for number in 1...10 { buffer.add(Measurement(nanoseconds: Int64(number), series: SeriesTable.unnamed)) }
        var (spare, kept): ([Measurement], [Int64]) = ([], [])

        #expect(buffer.drain(&spare) { kept.append($0.nanoseconds) } == 4)
        #expect(kept.sorted() == [1, 2, 3, 4, 5, 6])
        #expect(buffer.drain(&spare) { kept.append($0.nanoseconds) } == 0)
    }

    @Test func endlessSummariesAreMeasuredTogether() {
        let table = SeriesTable(capacity: 10)
        for number in 0..<100 { _ = table.number(of: OperationSeries(summary: "user \(number)")) }

        #expect(table.number(of: OperationSeries(summary: "user 99")) == SeriesTable.unnamed)
        #expect(table.number(of: OperationSeries(summary: "user 1")) != SeriesTable.unnamed)
    }
}
