import Foundation

extension HistoryStore {
    /// Writes what was put and removed, in one transaction, and removes what is one too many of its kind.
    func write(_ changes: [PendingDocuments.ID: HistoryDocument?]) throws(SQLiteError) {
        let kinds = Set(changes.keys.map(\.kind))
        try write { () throws(SQLiteError) in
            for (id, document) in changes {
                if let document {
                    try put(document)
                } else {
                    try statements.removeDocument.run(.text(id.kind), .text(id.key))
                }
            }
            for kind in kinds {
                try statements.trimDocuments.run(.text(kind), .integer(Int64(configuration.documentsPerKind)))
            }
        }
    }

    func document(_ id: PendingDocuments.ID) throws(SQLiteError) -> HistoryDocument? {
        var found: HistoryDocument?
        try statements.document.eachRow(.text(id.kind), .text(id.key)) { row in found = Self.document(in: row) }
        return found
    }

    /// The newest first.
    func documents(
        _ kind: String, _ times: ClosedRange<Int64>, limit: Int
    ) throws(SQLiteError) -> [HistoryDocument] {
        var found: [HistoryDocument] = []
        try statements.documents.eachRow(
            .text(kind), .integer(times.lowerBound), .integer(times.upperBound), .integer(Int64(limit))
        ) { row in found.append(Self.document(in: row)) }
        return found
    }

    private func put(_ document: HistoryDocument) throws(SQLiteError) {
        try statements.putDocument.run(
            .text(document.kind), .text(document.key), .integer(HistoryTime.clamped(document.time)),
            .blob([UInt8](document.body)))
    }

    private static func document(in row: SQLiteStatement) -> HistoryDocument {
        HistoryDocument(
            kind: row.text(0), key: row.text(1), time: HistoryTime.date(row.integer(2)), body: Data(row.blob(3)))
    }
}
