import DatabaseMonitoring

/// Replicas that stream from the server, and the slots that make it keep write-ahead log.
struct TopReplication: Sendable {
    let snapshot: MonitorSnapshot
    let width: Int

    private static let replicas = TopList(
        name: "Replicas", first: "furthest behind",
        columns: [
            .init("behind"), .init("late"), .init("state", .left, widest: 16),
            .init("commits wait", .left, rank: 1), .init("replica", .left),
        ])

    private static let slots = TopList(
        name: "Replication slots", first: "costliest",
        columns: [
            .init("WAL kept"), .init("active", .left), .init("status", .left, widest: 16), .init("slot", .left),
        ])

    /// - Parameter limit: the most replicas, and the most slots.
    /// - Returns: nothing when there is neither.
    func lines(limit: Int) -> [String] {
        let replicas = snapshot.replicas.sorted { ($0.lagBytes, $1.name) > ($1.lagBytes, $0.name) }
        let slots = snapshot.slots.sorted { ($0.retainedBytes, $1.name) > ($1.retainedBytes, $0.name) }
        return Self.replicas.lines(replicas, limit: limit, width: width) { replica in
            [
                Figure.bytes(Double(replica.lagBytes)), Figure.seconds(replica.replayLag), replica.state,
                replica.isSynchronous ? "yes" : "no", replica.name,
            ]
        }
            + Self.slots.lines(slots, limit: limit, width: width) { slot in
                [
                    Figure.bytes(Double(slot.retainedBytes)), slot.isActive ? "yes" : "no",
                    slot.status ?? Figure.unknown, slot.name,
                ]
            }
    }
}
