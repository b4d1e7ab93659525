import Metrics

/// The metrics of one database, as swift-metrics knows them.
struct MetricInstruments {
    private struct Operation {
        let duration: Timer
        /// Only of those that have succeeded.
        let rows: Recorder?
    }

    private let identity: TelemetryIdentity
    private let factory: any MetricsFactory
    private var operations: [UInt32: Operation] = [:]

    private let idle: Meter
    private let used: Meter
    private let max: Meter
    private let idleMax: Meter
    private let idleMin: Meter
    private let pending: Meter
    let timeouts: Counter
    private let createTime: Timer
    private let waitTime: Timer
    private let useTime: Timer

    private let laneCount: Meter
    private let laneDepth: Meter
    private let batchSize: Recorder
    let resends: Counter
    private let queueTime: Timer
    let dropped: Counter

    init(_ identity: TelemetryIdentity, _ factory: any MetricsFactory) {
        self.identity = identity
        self.factory = factory
        let pool = [("db.client.connection.pool.name", identity.poolName)]
        func meter(_ metric: DatabaseMetric, state: String? = nil) -> Meter {
            let state = state.map { [("db.client.connection.state", $0)] } ?? []
            return Meter(label: metric.name, dimensions: pool + state, factory: factory)
        }
        func counter(_ metric: DatabaseMetric) -> Counter {
            Counter(label: metric.name, dimensions: pool, factory: factory)
        }
        func timer(_ metric: DatabaseMetric) -> Timer {
            Timer(label: metric.name, dimensions: pool, preferredDisplayUnit: .seconds, factory: factory)
        }
        idle = meter(.connectionCount, state: "idle")
        used = meter(.connectionCount, state: "used")
        max = meter(.connectionMax)
        idleMax = meter(.connectionIdleMax)
        idleMin = meter(.connectionIdleMin)
        pending = meter(.pendingRequests)
        timeouts = counter(.timeouts)
        createTime = timer(.createTime)
        waitTime = timer(.waitTime)
        useTime = timer(.useTime)
        laneCount = meter(.laneCount)
        laneDepth = meter(.laneDepth)
        batchSize = Recorder(
            label: DatabaseMetric.laneBatchSize.name, dimensions: pool, aggregate: true, factory: factory)
        resends = counter(.laneResends)
        queueTime = timer(.laneQueueTime)
        dropped = counter(.droppedMeasurements)
    }

    func set(_ statistics: PoolStatistics) {
        idle.set(statistics.idle)
        used.set(statistics.leased + statistics.cleaning)
        max.set(statistics.size + statistics.maxOverflow)
        idleMax.set(statistics.size)
        // Connections are opened when they are needed.
        idleMin.set(0)
        pending.set(statistics.waiting)
    }

    func set(_ statistics: LaneStatistics) {
        laneCount.set(statistics.open)
        laneDepth.set(statistics.depth)
    }

    mutating func record(_ measurement: Measurement, _ table: SeriesTable) {
        switch Measurement.Fixed(rawValue: measurement.series) {
        case .createTime: createTime.recordNanoseconds(measurement.nanoseconds)
        case .waitTime: waitTime.recordNanoseconds(measurement.nanoseconds)
        case .useTime: useTime.recordNanoseconds(measurement.nanoseconds)
        case .laneBatch:
            batchSize.record(Int64(measurement.count))
            if measurement.nanoseconds >= 0 { queueTime.recordNanoseconds(measurement.nanoseconds) }
        case nil:
            let operation = operation(measurement.series, table)
            operation.duration.recordNanoseconds(measurement.nanoseconds)
            operation.rows?.record(Int64(measurement.count))
        }
    }

    private mutating func operation(_ number: UInt32, _ table: SeriesTable) -> Operation {
        if let known = operations[number] { return known }
        let series = table.series(number)
        let attributes = identity.attributes + series.attributes
        let operation = Operation(
            duration: Timer(
                label: DatabaseMetric.operationDuration.name, dimensions: attributes, preferredDisplayUnit: .seconds,
                factory: factory),
            rows: series.errorType != nil
                ? nil
                : Recorder(
                    label: DatabaseMetric.returnedRows.name, dimensions: attributes, aggregate: true, factory: factory))
        operations[number] = operation
        return operation
    }
}
