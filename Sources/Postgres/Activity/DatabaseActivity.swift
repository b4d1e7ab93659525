import Synchronization

/// What one piece of work (usually one request to a server) did to the database: how long it waited for a
/// connection, how long its statements took, and how often it ran each.
///
/// ```swift
/// let activity = DatabaseActivity()
/// try await DatabaseActivity.$current.withValue(activity) { try await handle(request) }
/// print(activity.snapshot.inDatabase)
/// ```
///
/// Child tasks inherit it and add to the same figures. At most 256 different statements are counted; further ones
/// only add to the time.
public final class DatabaseActivity: Sendable {
    /// The activity that statements of the current task are added to.
    @TaskLocal public static var current: DatabaseActivity?

    /// The figures at one instant.
    public struct Snapshot: Sendable {
        /// Time spent waiting for a connection, summed over all acquires.
        public var waitedForConnection: Duration = .zero
        /// Time from the sending of statements to their last result, summed over all statements.
        public var inDatabase: Duration = .zero
        /// How often each statement was executed, by its text. `BEGIN`, `COMMIT` and the like aren't counted.
        public var statements: [String: Int] = [:]
    }

    private static let maximalStatements = 256
    private static let transactionControl = ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"]
    private let figures = Mutex(Snapshot())

    public init() {}

    public var snapshot: Snapshot { figures.withLock { $0 } }

    package func recordWait(_ duration: Duration) {
        figures.withLock { $0.waitedForConnection += duration }
    }

    package func recordStatement(_ sql: String, _ duration: Duration) {
        figures.withLock { figures in
            figures.inDatabase += duration
            guard !Self.transactionControl.contains(where: sql.hasPrefix) else { return }
            if figures.statements.count < Self.maximalStatements || figures.statements[sql] != nil {
                figures.statements[sql, default: 0] += 1
            }
        }
    }
}
