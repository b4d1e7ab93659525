import Postgres

/// Somebody who waits for a connection.
struct Waiter: Sendable {
    typealias Instant = MonotonicInstant

    var ticket: UInt64
    var site: CallSite
    var since: Instant
    var deadline: Instant
    /// What this task, or those that wait for it, hold already.
    var holds: [LeaseKey]
}

/// Waiters in the order of their tickets: first come, first served.
///
/// A doubly linked list in one array, so that a waiter that gives up leaves at once and at a constant cost, however
/// many there are.
struct WaiterQueue: Sendable {
    private struct Node: Sendable {
        var waiter: Waiter?
        var previous = -1
        var next = -1
    }

    private var nodes: [Node] = []
    private var head = -1
    private var tail = -1
    /// Unused nodes, linked by `next`.
    private var unused = -1
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }
    var first: Waiter? { head < 0 ? nil : nodes[head].waiter }
    var firstKey: WaiterKey? { head < 0 ? nil : key(head) }

    private func key(_ place: Int) -> WaiterKey? {
        nodes[place].waiter.map { WaiterKey(place: place, ticket: $0.ticket) }
    }

    /// A new ticket goes to the end; one that was given earlier goes where it would be had it never left.
    mutating func insert(_ waiter: Waiter) -> WaiterKey {
        let place = takeUnused()
        var previous = tail
        if let last = tail < 0 ? nil : nodes[tail].waiter, last.ticket > waiter.ticket {
            // An old ticket is usually older than all others.
            var next = head
            while let other = nodes[next].waiter, other.ticket < waiter.ticket { next = nodes[next].next }
            previous = nodes[next].previous
        }
        let next = previous < 0 ? head : nodes[previous].next
        nodes[place] = Node(waiter: waiter, previous: previous, next: next)
        if previous < 0 { head = place } else { nodes[previous].next = place }
        if next < 0 { tail = place } else { nodes[next].previous = place }
        count += 1
        return WaiterKey(place: place, ticket: waiter.ticket)
    }

    private mutating func takeUnused() -> Int {
        guard unused >= 0 else {
            nodes.append(Node())
            return nodes.count - 1
        }
        defer { unused = nodes[unused].next }
        return unused
    }

    mutating func popFirst() -> (WaiterKey, Waiter)? {
        guard let key = firstKey, let waiter = remove(key) else { return nil }
        return (key, waiter)
    }

    /// - Returns: nil when that waiter has left already.
    mutating func remove(_ key: WaiterKey) -> Waiter? {
        guard nodes.indices.contains(key.place), let waiter = nodes[key.place].waiter, waiter.ticket == key.ticket
        else { return nil }
        let (previous, next) = (nodes[key.place].previous, nodes[key.place].next)
        if previous < 0 { head = next } else { nodes[previous].next = next }
        if next < 0 { tail = previous } else { nodes[next].previous = previous }
        nodes[key.place] = Node(next: unused)
        unused = key.place
        count -= 1
        return waiter
    }
}

extension WaiterQueue: Sequence {
    struct Iterator: IteratorProtocol {
        fileprivate let queue: WaiterQueue
        fileprivate var place: Int

        mutating func next() -> (key: WaiterKey, waiter: Waiter)? {
            guard place >= 0, let waiter = queue.nodes[place].waiter else { return nil }
            defer { place = queue.nodes[place].next }
            return (WaiterKey(place: place, ticket: waiter.ticket), waiter)
        }
    }

    func makeIterator() -> Iterator { Iterator(queue: self, place: head) }
}
