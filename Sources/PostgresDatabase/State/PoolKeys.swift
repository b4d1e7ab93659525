/// One connection of a pool, for as long as it lives: the place it has in the pool, and how often that place was
/// given away before. Word of a connection that has left its place is recognised and ignored.
struct ConnectionKey: Hashable, Sendable {
    let slot: Int
    let generation: UInt64
}

/// One borrowing of a connection. No other has the same number.
struct LeaseKey: Hashable, Sendable {
    let slot: Int
    let number: UInt64
}

/// One waiter in the queue: its place in memory, and its ticket. Tickets rise in the order of arrival.
struct WaiterKey: Hashable, Sendable {
    let place: Int
    let ticket: UInt64
}

/// Where something was called.
struct CallSite: Sendable, CustomStringConvertible, Equatable {
    var fileID: StaticString
    var line: UInt

    init(_ fileID: StaticString, _ line: UInt) {
        self.fileID = fileID
        self.line = line
    }

    var description: String { "\(fileID):\(line)" }

    static func == (a: CallSite, b: CallSite) -> Bool { a.line == b.line && a.description == b.description }
}
