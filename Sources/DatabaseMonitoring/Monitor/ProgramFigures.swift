import PostgresDatabase
import QueryCaching

/// What this process says of itself: its pool, its lanes and its cache.
struct ProgramFigures: Sendable {
    var measured: [Measured] = []
    var pool: PoolRow
    private var cache: CacheStatistics?

    init(_ database: Database, _ cache: QueryCache?) {
        let statistics = database.statistics
        pool = PoolRow(statistics.pool, statistics.lanes)
        self.cache = cache?.statistics
        addPool(statistics.pool, statistics.lanes)
        addCache()
    }

    /// The machine's part: this process, how late its event loops are, and disks by their names.
    mutating func addMachine(_ disks: [String: String], delay: Duration) {
        measured += ProcessFigures.current().measured
        add(.eventLoopDelay, value: delay.seconds)
        for (name, path) in disks.sorted(by: { $0.key < $1.key }) {
            // A disk that can't be looked at isn't full for that.
            if let space = try? DiskSpace(ofDiskAt: path) { measured += space.measured(as: name) }
        }
    }

    /// Of the requests between two samples, those that needed no load. Not there where there were none.
    func cacheRatios(_ values: [String: Double]) -> [String: Double] {
        var ratios: [String: Double] = [:]
        for row in cacheRows(values) { ratios[SeriesKey(.cacheHitRatio, [row.kind]).text] = row.hitRatio }
        return ratios
    }

    /// By kind of data; rates are those of the series of ``measured``.
    func cacheRows(_ values: [String: Double]) -> [CacheRow] {
        (cache?.kinds ?? []).map { kind in
            let hits = values[SeriesKey(.cacheHits, [kind.name]).text] ?? 0
            let misses = values[SeriesKey(.cacheMisses, [kind.name]).text] ?? 0
            return CacheRow(
                kind: kind.name, requests: hits + misses, hitRatio: hits + misses > 0 ? hits / (hits + misses) : nil,
                entries: kind.entries, bytes: kind.bytes)
        }
    }

    private mutating func addPool(_ pool: PoolStatistics, _ lanes: LaneStatistics) {
        let limit = pool.size + pool.maxOverflow
        add(.poolConnections, "leased", value: Double(pool.leased))
        add(.poolConnections, "idle", value: Double(pool.idle))
        add(.poolConnections, "connecting", value: Double(pool.connecting))
        add(.poolWaiting, value: Double(pool.waiting))
        add(.poolLimit, value: Double(limit))
        add(.poolUsage, value: limit > 0 ? Double(pool.leased) / Double(limit) : 0)
        add(.poolLeases, value: Double(pool.leases))
        add(.poolTimeouts, value: Double(pool.timeouts))
        add(.poolWaitTime, value: pool.waitTime.seconds)
        add(.poolConnectFailures, value: Double(pool.connectFailures))
        add(.laneCount, value: Double(lanes.open))
        add(.laneDepth, value: Double(lanes.depth))
        add(.laneRequests, value: Double(lanes.requests))
    }

    private mutating func addCache() {
        guard let cache else { return }
        for kind in cache.kinds {
            add(.cacheHits, kind.name, value: Double(kind.memoryHits + kind.counts.redisHits))
            add(.cacheMisses, kind.name, value: Double(kind.counts.misses))
            add(.cacheEntries, kind.name, value: Double(kind.entries))
            add(.cacheBytes, kind.name, value: Double(kind.bytes))
        }
        if cache.redis != .none { add(.cacheRedisUp, value: cache.redis == .used ? 1 : 0) }
    }

    mutating func add(_ metric: MonitorMetric, _ labels: String..., value: Double) {
        measured.append(Measured(metric, labels: labels, value: value))
    }
}

extension PoolRow {
    init(_ pool: PoolStatistics, _ lanes: LaneStatistics) {
        self.init(
            leased: pool.leased, idle: pool.idle, connecting: pool.connecting, waiting: pool.waiting,
            limit: pool.size + pool.maxOverflow, isUnavailable: pool.isUnavailable,
            lastConnectError: pool.lastConnectError, lanes: lanes.open, laneDepth: lanes.depth)
    }
}
