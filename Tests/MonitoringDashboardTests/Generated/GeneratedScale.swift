/// What figures of a series look like.
struct GeneratedScale: Sendable {
    var least: Double
    var most: Double
    /// Mostly nothing, and something now and then.
    var isRare = false

    func apply(_ base: Double, _ unrest: Double) -> Double {
        if isRare { return unrest > 0.985 ? most * base : 0 }
        return least + (most - least) * base
    }

    static func isKnown(_ key: String) -> Bool { scales.contains { key.hasPrefix($0.0) } }

    static func of(_ key: String) -> GeneratedScale {
        scales.first { key.hasPrefix($0.0) }?.1 ?? GeneratedScale(least: 0, most: 1)
    }

    private static let scales: [(String, GeneratedScale)] = [
        ("http.requests", .init(least: 5, most: 90)), ("http.errors", .init(least: 0, most: 2, isRare: true)),
        ("http.duration.p50", .init(least: 0.001, most: 0.004)),
        ("http.duration.p95", .init(least: 0.004, most: 0.018)),
        ("http.duration.p99", .init(least: 0.012, most: 0.055)),
        ("pool.connections{state=leased}", .init(least: 2, most: 28)),
        ("pool.connections{state=idle}", .init(least: 20, most: 44)),
        ("pool.waiting", .init(least: 0, most: 5, isRare: true)),
        ("pool.max", .init(least: 70, most: 70)), ("postgresql.connection.max", .init(least: 97, most: 97)),
        ("postgresql.connections{state=active}", .init(least: 1, most: 14)),
        ("postgresql.connections{state=idle}", .init(least: 30, most: 52)),
        ("postgresql.connections{state=idle in transaction}", .init(least: 0, most: 4)),
        ("cache.hit_ratio{kind=static", .init(least: 0.985, most: 0.999)),
        ("cache.hit_ratio", .init(least: 0.88, most: 0.97)),
        ("postgresql.buffer.hit_ratio", .init(least: 0.991, most: 0.9995)),
        ("postgresql.statements", .init(least: 300, most: 2600)),
        ("postgresql.statement.coverage", .init(least: 0.9, most: 0.98)),
        ("statement.time", .init(least: 0.05, most: 0.9)), ("statement.calls", .init(least: 4, most: 60)),
        ("postgresql.statement.time", .init(least: 0.2, most: 3.4)),
        ("postgresql.deadlocks", .init(least: 0, most: 0.1, isRare: true)),
        ("postgresql.sessions.blocked", .init(least: 0, most: 4, isRare: true)),
        ("postgresql.lock_wait.age", .init(least: 0, most: 9, isRare: true)),
        ("postgresql.commits", .init(least: 120, most: 900)), ("postgresql.rollbacks", .init(least: 0.2, most: 6)),
        ("postgresql.wal.io", .init(least: 80_000, most: 2_400_000)),
        ("postgresql.temp.io", .init(least: 0, most: 900_000, isRare: true)),
        ("postgresql.replica.lag", .init(least: 2_000, most: 900_000)),
        ("process.memory.usage", .init(least: 150_000_000, most: 210_000_000)),
        ("process.event_loop.delay", .init(least: 0.000_1, most: 0.004)),
        ("process.open_file_descriptor.count", .init(least: 70, most: 190)),
        ("process.cpu.time", .init(least: 0.1, most: 0.7)), ("monitor.cost", .init(least: 0.001, most: 0.003)),
    ]
}
