/// Documents that were put or removed and are not on the disk yet. Bounded in number by kind, and in bytes.
struct PendingDocuments {
    struct ID: Hashable {
        let kind: String
        let key: String
    }

    static let mostBytes = 16 << 20

    /// Nil: removed.
    private(set) var changes: [ID: HistoryDocument?] = [:]
    private var bytes = 0
    private let perKind: Int

    init(_ configuration: HistoryConfiguration) { perKind = configuration.documentsPerKind }

    var isEmpty: Bool { changes.isEmpty }

    mutating func put(_ document: HistoryDocument) {
        set(document, at: ID(kind: document.kind, key: document.key))
        while let oldest = oldestOfTooMany(document.kind) { forget(oldest) }
    }

    mutating func remove(_ id: ID) {
        set(nil, at: id)
        // As many removals as documents; those beyond may show up again with the disk.
        let removals = changes.filter { $0.key.kind == id.kind && $0.value == nil }
        if removals.count > perKind, let other = removals.keys.first(where: { $0 != id }) { forget(other) }
    }

    mutating func removeAll() {
        changes = [:]
        bytes = 0
    }

    private mutating func set(_ document: HistoryDocument?, at id: ID) {
        forget(id)
        changes[id] = .some(document)
        bytes += document?.body.count ?? 0
    }

    private mutating func forget(_ id: ID) {
        if let former = changes.removeValue(forKey: id) { bytes -= former?.body.count ?? 0 }
    }

    private func oldestOfTooMany(_ kind: String) -> ID? {
        let ofKind = changes.values.compactMap { $0 }.filter { $0.kind == kind }
        let isTooMuch = ofKind.count > perKind || bytes > Self.mostBytes
        let among = bytes > Self.mostBytes ? changes.values.compactMap { $0 } : ofKind
        guard isTooMuch, let oldest = among.min(by: { $0.time < $1.time }) else { return nil }
        return ID(kind: oldest.kind, key: oldest.key)
    }
}
