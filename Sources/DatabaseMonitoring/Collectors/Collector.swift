import Postgres

/// A part of a sample: statements to ask PostgreSQL, and what to make of the answers.
struct Collector: Sendable {
    let name: String
    /// Whether it is wanted most just when the server is in trouble, so that it never rests.
    let isVital: Bool
    /// Least time between two runs; zero: in every sample.
    let period: Duration
    let run: @Sendable (inout RawSample, Connection) async throws -> Void

    init(
        _ name: String, isVital: Bool = false, every period: Duration = .zero,
        _ run: @escaping @Sendable (inout RawSample, Connection) async throws -> Void
    ) {
        (self.name, self.isVital, self.period, self.run) = (name, isVital, period, run)
    }

    /// In the order in which they run.
    static let all = [
        identity, activity, lockWaits, database, locks, writing, replication, statements, ages, sizes, tables, indexes,
    ]

    /// The same, in every sample.
    var withoutPeriod: Collector { Collector(name, isVital: isVital, run) }

    /// What an error means for whoever watches; nil: it failed, and may work the next time.
    func missing(_ error: PostgresError) -> MissingPart? {
        switch error.sqlState {
        case .insufficientPrivilege:
            MissingPart(
                part: name, reason: "The monitor's role may not read it.",
                remedy: "As a superuser: GRANT pg_monitor TO the role that the program connects as.")
        case .undefinedTable, .undefinedColumn, SQLState(rawValue: "42883"):
            MissingPart(
                part: name, reason: "This server doesn't have it: \(error.message)",
                remedy: "It needs PostgreSQL 15 or later.")
        default: nil
        }
    }
}
