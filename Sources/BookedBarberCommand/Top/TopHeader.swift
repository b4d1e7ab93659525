import DatabaseMonitoring
import Foundation

/// The lines that are always there: is all well, and how busy are server, pool, cache and process.
struct TopHeader: Sendable {
    let snapshot: MonitorSnapshot
    let width: Int
    let now: Date

    var lines: [String] { [health, server, requests, connections, pool, cache, process].compactMap(\.self) }

    private var health: String { DisplayText(TopHealth(snapshot, now: now).text, columns: width).text }

    private var server: String {
        let sampled = "sampled \(Figure.seconds(max(0, now.timeIntervalSince(snapshot.time)).rounded())) ago"
        guard let server = snapshot.server else { return line("PostgreSQL", ["not seen yet", sampled]) }
        return line(
            "PostgreSQL",
            [
                "\(server.version), \(server.database)", server.isInRecovery ? "replica" : "primary",
                "up \(Figure.seconds(snapshot.time.timeIntervalSince(server.startedAt)))", sampled,
            ])
    }

    /// Of all routes together, no percentile can be above the greatest of the routes'.
    private var requests: String {
        let routes = snapshot.routes
        func most(_ name: String, _ value: (RouteRow) -> Double?) -> String? {
            routes.compactMap(value).max().map { "\(name) ≤ \(Figure.seconds($0))" }
        }
        return line(
            "requests",
            [
                "\(Figure.number(routes.reduce(0) { $0 + $1.requests }))/s", most("p50", \.median), most("p95", \.p95),
                most("p99", \.p99), "errors \(Figure.number(routes.reduce(0) { $0 + $1.errors }))/s",
            ])
    }

    private var connections: String? {
        let states = snapshot.values.keys.compactMap { key -> (state: String, count: Double)? in
            let prefix = "\(MonitorMetric.connections.name){state="
            guard key.hasPrefix(prefix), let count = snapshot.values[key], count > 0 else { return nil }
            return (String(key.dropFirst(prefix.count).dropLast()), count)
        }.sorted { ($0.count, $1.state) > ($1.count, $0.state) }
        guard let limit = snapshot.server?.connectionLimit, limit > 0 else { return nil }
        let used = states.reduce(0) { $0 + $1.count }
        return line(
            "connections",
            [
                Bar.text(used / Double(limit), columns: 10),
                "\(Figure.number(used)) of \(limit) (\(Figure.percent(used / Double(limit))))",
            ] + states.map { "\(Figure.number($0.count)) \($0.state)" })
    }

    private var pool: String? {
        guard let pool = snapshot.pool else { return nil }
        return line(
            "pool",
            [
                Bar.text(Double(pool.leased) / Double(max(1, pool.limit)), columns: 10),
                "\(pool.leased) leased of \(pool.limit)", "\(pool.idle) idle", "\(pool.waiting) waiting",
                pool.connecting > 0 ? "\(pool.connecting) connecting" : nil,
                "\(pool.lanes) lanes with \(pool.laneDepth) reads",
            ])
    }

    private var cache: String? {
        guard !snapshot.cache.isEmpty else { return nil }
        let busy = snapshot.cache.filter { $0.hitRatio != nil }.sorted {
            ($0.requests, $1.kind) > ($1.requests, $0.kind)
        }
        let requests = busy.reduce(0) { $0 + $1.requests }
        let hits = busy.reduce(0) { $0 + $1.requests * ($1.hitRatio ?? 0) }
        return line(
            "cache",
            [requests > 0 ? "\(Figure.percent(hits / requests)) hits" : "no requests"]
                + busy.map { "\($0.kind) \(Figure.percent($0.hitRatio))" })
    }

    private var process: String {
        line(
            "process",
            [
                snapshot[.processorTime].map { "CPU \(Figure.percent($0)) of a core" },
                snapshot[.memory].map { "memory \(Figure.bytes($0))" },
                snapshot[.eventLoopDelay].map { "event loop \(Figure.seconds($0)) late" },
                snapshot[.bufferHitRatio].map { "buffers \(Figure.percent($0)) hits" },
                "monitor \(Figure.percent(snapshot.monitor.cost)) of a core",
            ])
    }

    private func line(_ name: String, _ facts: [String?]) -> String { FactLine.text(name, facts, width: width) }
}
