/// What one side of a case did in one round.
package struct Sample: Sendable {
    /// In the case's unit.
    package var value: Double
    /// In microseconds.
    package var percentile99: Double?
    /// User and system time of the whole client process.
    package var cpuMicrosecondsPerOperation: Double?
    /// What else was counted, by name.
    package var details: [Detail] = []

    package init(_ value: Double, percentile99: Double? = nil, cpu: Double? = nil, details: [Detail] = []) {
        self.value = value
        self.percentile99 = percentile99
        cpuMicrosecondsPerOperation = cpu
        self.details = details
    }

    /// A further figure of a case.
    package struct Detail: Sendable {
        /// What the figures of several rounds become.
        package enum Summary: Sendable { case median, greatest, sum }

        package let name: String
        package let value: Double
        package let summary: Summary
        /// Whether the reference's is told as well, with `reference` before its name.
        package let isCompared: Bool

        package init(_ name: String, _ value: Double, _ summary: Summary = .median, isCompared: Bool = false) {
            (self.name, self.value, self.summary, self.isCompared) = (name, value, summary, isCompared)
        }

        var ofReference: Detail {
            Detail("reference\(name.prefix(1).uppercased())\(name.dropFirst())", value, summary)
        }
    }
}
