public import Foundation

/// A migration as the database remembers it.
public struct AppliedMigration: Hashable, Sendable {
    public let number: Int
    public let name: String
    public let checksum: String
    public let appliedAt: Date

    var label: String { Migration.label(number, name) }
}

/// What there is to do, or why nothing may be done. Decides only.
struct MigrationPlan {
    /// To be applied, in order.
    let pending: [Migration]

    /// - Throws: ``MigrationError`` that names the first migration with which program and database disagree.
    init(known: [Migration], applied: [AppliedMigration]) throws(MigrationError) {
        let knownByNumber = Dictionary(known.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        for row in applied.sorted(by: { $0.number < $1.number }) {
            guard let migration = knownByNumber[row.number] else { throw .unknown(row, newest: known.last) }
            guard migration.checksum == row.checksum, migration.name == row.name else {
                throw .changed(migration, applied: row)
            }
        }
        let newest = applied.map(\.number).max() ?? 0
        let done = Set(applied.map(\.number))
        pending = known.filter { !done.contains($0.number) }.sorted { $0.number < $1.number }
        if let late = pending.first, late.number < newest { throw .outOfOrder(late, newest: newest) }
    }
}
