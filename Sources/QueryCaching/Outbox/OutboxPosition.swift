/// Up to where the invalidations of the outbox have been applied somewhere: in this process, or in Redis.
///
/// Identities become visible out of order, and a number that was the highest would lose those that come later. A
/// snapshot says of each transaction whether it was visible; what it didn't show is new, exactly.
struct OutboxPosition: Sendable, Equatable {
    let snapshot: String
    let time: Int64
    let server: Int64

    init(_ view: OutboxView) { (snapshot, time, server) = (view.snapshot, view.time, view.server) }

    /// `1764081234567 1764080000000 800:812:803,805`.
    var text: String { "\(time) \(server) \(snapshot)" }

    /// Nil when it is damaged.
    init?(text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, let time = Int64(parts[0]), let server = Int64(parts[1]),
            Self.isSnapshot(parts[2])
        else { return nil }
        (snapshot, self.time, self.server) = (String(parts[2]), time, server)
    }

    private static func isSnapshot(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, text.utf8.count < 20_000, let xmin = UInt64(parts[0]), let xmax = UInt64(parts[1]),
            0 < xmin, xmin <= xmax
        else { return false }
        return parts[2].isEmpty || parts[2].split(separator: ",").allSatisfy { UInt64($0) != nil }
    }

    /// Whether all that wasn't visible then is still kept, `retention` being how many milliseconds that is certain.
    func reaches(_ view: OutboxView, retention: Int64) -> Bool {
        server == view.server && view.time - time < retention && time <= view.time
    }
}
