/// What one request saw or wrote. Times are of the machine's monotonic clock, which all processes share, in
/// nanoseconds.
struct DayObservation: Codable, Sendable {
    let kind: DayKind
    let owner: Int
    let isWrite: Bool
    let version: Int64
    let begin: UInt64
    let end: UInt64
}

/// What one process of the day saw.
struct DayReport: Codable, Sendable {
    let observations: [DayObservation]
    let hits: Int
    let misses: Int
    let loads: Int
    let redisFailures: Int
    let seconds: Double
}
