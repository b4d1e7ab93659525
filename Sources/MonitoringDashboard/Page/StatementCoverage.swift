/// How much of the time in which the database was active the known statements explain: beside every chart of them.
struct StatementCoverage: Sendable {
    /// Within 0…1; nil when it isn't known.
    var share: Double?

    var sentence: String {
        guard let share else { return "How much of the database's active time the queries explain isn't known." }
        return "The queries that are known explain \(Measure.ratio.text(share)) of the database's active time."
    }
}
