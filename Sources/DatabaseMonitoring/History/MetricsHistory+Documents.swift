public import Foundation

extension MetricsHistory {
    /// Keeps a document in place of that of the same kind and key. When its kind has too many, the oldest go, be it this
    /// one. Kinds are few and the program's own: their number has no bound.
    ///
    /// - Throws: ``HistoryError`` for a body that is too large, or an impossible time. A disk that can't be written is no
    ///   error: the document is held in memory and ``failure`` says why.
    public func put(
        document kind: String, key: String, time: Date, body: Data
    ) throws(HistoryError) {
        guard body.count <= configuration.maximumDocumentBytes else {
            throw HistoryError(
                .documentTooLarge,
                "The document \(kind) '\(key)' has \(body.count) bytes; \(configuration.maximumDocumentBytes) are allowed. "
                    + "Shorten it.")
        }
        guard let milliseconds = HistoryTime.milliseconds(time) else {
            throw HistoryError(.impossibleTime, "The time of the document \(kind) '\(key)' isn't from 1970 to 9999.")
        }
        let time = HistoryTime.date(milliseconds)
        documents.put(HistoryDocument(kind: kind, key: key, time: time, body: body))
        flush()
    }

    /// Does nothing where there is none.
    public func remove(document kind: String, key: String) {
        documents.remove(PendingDocuments.ID(kind: kind, key: key))
        flush()
    }

    public func document(kind: String, key: String) -> HistoryDocument? {
        let id = PendingDocuments.ID(kind: kind, key: key)
        if let change = documents.changes[id] { return change }
        return read { try $0.document(id) } ?? nil
    }

    /// Those of a kind whose time is within the given, the newest first.
    public func documents(
        kind: String, from start: Date = .distantPast, to end: Date = .distantFuture, limit: Int = 200
    ) -> [HistoryDocument] {
        let (first, last) = (HistoryTime.clamped(start), HistoryTime.clamped(end))
        guard first <= last, limit > 0 else { return [] }
        let changes = documents.changes
        let waiting = changes.values.compactMap { $0 }
            .filter { $0.kind == kind && (first...last).contains(HistoryTime.clamped($0.time)) }
        let limit = min(limit, configuration.documentsPerKind)
        let written = read { try $0.documents(kind, first...last, limit: limit + changes.count) } ?? []
        let unchanged = written.filter { changes[PendingDocuments.ID(kind: kind, key: $0.key)] == nil }
        return Array((waiting + unchanged).sorted { $0.time > $1.time }.prefix(limit))
    }
}
