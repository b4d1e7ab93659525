import Postgres
import Synchronization

/// What is known of the statements that are read: by text, and by the types of their parameters.
///
/// Bounded: when `capacity` texts are known, a quarter of them is forgotten, first those that nobody asked for since the
/// last time (second chance: Corbató, A Paging Experiment with the Multics System, 1968). Finding takes O(1) and
/// allocates nothing.
final class StatementTable: Sendable {
    private struct Entry {
        var variants: [LaneStatement] = []
        var wasUsed = false

        func find(_ parameters: ParameterList) -> LaneStatement? {
            for statement in variants where statement.takes(parameters) { return statement }
            return nil
        }
    }

    /// For the same text. Beyond it the oldest is forgotten.
    private static let maximalVariants = 8
    private let capacity: Int
    private let threshold: Duration
    private let entries = Mutex<[String: Entry]>([:])

    /// - Parameter threshold: the time above which a statement is slow.
    init(capacity: Int = 1024, threshold: Duration) {
        self.capacity = capacity
        self.threshold = threshold
    }

    /// All texts, with what is known of each.
    var known: [(sql: String, variants: [LaneStatement])] {
        entries.withLock { entries in entries.map { ($0.key, $0.value.variants) } }
    }

    var count: Int { entries.withLock { $0.count } }

    func statement(for query: Query) -> LaneStatement {
        entries.withLock { entries in
            if let index = entries.index(forKey: query.sql) {
                if !entries.values[index].wasUsed { entries.values[index].wasUsed = true }
                if let known = entries.values[index].find(query.bindings.parameters) { return known }
            } else if entries.count >= capacity {
                Self.evict(&entries)
            }
            let new = Self.statement(query, threshold)
            var entry = entries[query.sql] ?? Entry()
            if entry.variants.count >= Self.maximalVariants { entry.variants.removeFirst() }
            entry.variants.append(new)
            entries[query.sql] = entry
            return new
        }
    }

    private static func statement(_ query: Query, _ threshold: Duration) -> LaneStatement {
        LaneStatement(
            sql: query.sql, types: query.bindings.parameters.map(\.type), names: StatementKind.names(in: query.sql),
            wordOfChange: StatementKind.wordOfChange(in: query.sql), summary: query.summary, threshold: threshold)
    }

    private static func evict(_ entries: inout [String: Entry]) {
        var left = max(1, entries.count / 4)
        for wasUsed in [false, true] {
            for (sql, entry) in entries where entry.wasUsed == wasUsed && left > 0 {
                entries[sql] = nil
                left -= 1
            }
        }
        for sql in entries.keys { entries[sql]?.wasUsed = false }
    }
}
