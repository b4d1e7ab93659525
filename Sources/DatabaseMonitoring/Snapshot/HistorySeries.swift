public import Foundation

/// One series over a time, oldest first.
public struct HistorySeries: Sendable, Codable, Equatable {
    /// Of a span of time, which begins at `time`: the least, the mean and the greatest of its samples. All the same where
    /// single samples are shown.
    public struct Point: Sendable, Codable, Equatable {
        public var time: Date
        public var minimum: Double
        public var mean: Double
        public var maximum: Double
        /// How many samples had a value.
        public var samples: Int

        public init(time: Date, minimum: Double, mean: Double, maximum: Double, samples: Int = 1) {
            (self.time, self.minimum, self.mean, self.maximum) = (time, minimum, mean, maximum)
            self.samples = samples
        }
    }

    /// The text of a ``SeriesKey``.
    public var key: String
    /// Between two points, in seconds, where none is missing.
    public var step: Double
    public var points: [Point]

    public init(key: String, step: Double, points: [Point]) {
        (self.key, self.step, self.points) = (key, step, points)
    }
}
