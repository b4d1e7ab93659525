/// What one look at the outbox saw.
struct OutboxView: Sendable, Equatable {
    struct Row: Sendable, Equatable {
        let id: Int64
        let tags: [String]
        /// How long before the look it was written, in microseconds.
        var age: Int64 = 0
    }

    /// Which transactions were visible, as PostgreSQL writes it: `xmin:xmax:running`.
    let snapshot: String
    /// When, by the server's clock, in milliseconds since 1970.
    let time: Int64
    /// When the server was started, plus when it began its statistics, by its clock: another server has other
    /// transaction numbers. One that recovers from the crash of one of its processes wasn't started anew, but may give
    /// numbers a second time, those of transactions that were rolled back; it begins its statistics anew.
    let server: Int64
    let rows: [Row]
    /// There were more rows than are taken at once.
    let isCut: Bool

    /// Of all rows, each once.
    var tags: [CacheTag] { Set(rows.flatMap(\.tags)).sorted().map { CacheTag(name: $0) } }
}
