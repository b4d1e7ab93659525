/// All series of one metric at one moment, as an exposition shows them.
public struct MetricFamily: Sendable, Equatable {
    public enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    public struct Point: Sendable, Equatable {
        public enum Value: Sendable, Equatable {
            case number(Double)
            case histogram(Histogram)
        }

        /// In the order in which they are shown.
        public var labels: [Label]
        public var value: Value

        public init(labels: [Label], value: Value) {
            (self.labels, self.value) = (labels, value)
        }
    }

    public struct Label: Sendable, Hashable {
        /// With dots, as OpenTelemetry writes it.
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            (self.name, self.value) = (name, value)
        }
    }

    /// Counts by value; not cumulative.
    public struct Histogram: Sendable, Equatable {
        /// The upper bounds of the buckets, inclusive, ascending. The last bucket, which has none, is not among them.
        public var bounds: [Double]
        /// One more than there are bounds.
        public var counts: [Int]
        public var sum: Double

        public init(bounds: [Double], counts: [Int], sum: Double) {
            (self.bounds, self.counts, self.sum) = (bounds, counts, sum)
        }

        public var count: Int { counts.reduce(0, +) }
    }

    /// With dots, as OpenTelemetry writes it, without unit and `total`.
    public var name: String
    public var kind: Kind
    /// As UCUM writes it; empty when it is unknown.
    public var unit: String
    public var help: String
    public var points: [Point]

    public init(name: String, kind: Kind, unit: String, help: String, points: [Point]) {
        (self.name, self.kind, self.unit, self.help, self.points) = (name, kind, unit, help, points)
    }
}
