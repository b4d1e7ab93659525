/// What one side of a case did in one round.
struct Sample: Sendable {
    /// In the case's unit.
    var value: Double
    /// In microseconds.
    var percentile99: Double?
    /// User and system time of the whole client process.
    var cpuMicrosecondsPerOperation: Double?

    init(_ value: Double, percentile99: Double? = nil, cpu: Double? = nil) {
        self.value = value
        self.percentile99 = percentile99
        cpuMicrosecondsPerOperation = cpu
    }
}
