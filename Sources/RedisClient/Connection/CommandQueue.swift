import DequeModule
import NIOCore

/// The commands of a client in the order of their bytes: those that were sent and are unanswered, then those that wait
/// to be sent, whose bytes it holds.
///
/// Decides only: whoever is to be woken is handed back. A reply belongs to the first command, so a place stays until
/// its reply has come, also when nobody waits for it any more. What was not sent leaves no trace when it is given up:
/// it will not be sent later, behind its caller's back.
struct CommandQueue<Waiter: Sendable>: Sendable {
    enum Phase: Sendable {
        /// There is no connection, but there may be one soon: commands wait for it.
        case waiting
        case ready
        /// What was sent is still answered, and nothing more is sent: the connection is about to be replaced.
        case leaving
        /// The server can't be reached, as the last attempt has shown: commands fail at once.
        case unreachable(RedisError)
        /// What was taken is done to its end.
        case closing
        case closed
    }

    struct Place: Sendable {
        var id: UInt64
        var deadline: NIODeadline
        /// The length of its command.
        var bytes: Int
        /// It isn't sent on another connection than the one that there was.
        var isBound: Bool
        /// Nil when it was given up.
        var waiter: Waiter?
    }

    struct Given: Sendable {
        var waiter: Waiter
        var wasSent: Bool
    }

    private let mostCommands: Int
    private let mostBytes: Int
    /// When the connection is closed although nothing was asked of it.
    let patience: TimeAmount

    var phase = Phase.waiting
    /// The number of the connection that is ready, or was last.
    var connection = -1
    var places = Deque<Place>()
    /// How many of the places, from the first on, were sent.
    var sent = 0
    var outgoing = ByteBuffer()
    /// Places not sent yet that were given up: their bytes have to go.
    var withdrawn = 0
    /// A time at or before every deadline.
    var earliest = NIODeadline.distantFuture
    /// When the last reply came, or else the first of what is owed was sent.
    var owedSince: NIODeadline?
    /// Whether the event loop has been asked to look, and has not yet.
    var isAttended = false
    /// Until when nobody looks at deadlines.
    var armedFor = NIODeadline.distantFuture
    /// The connection's socket, if it may be written to without the event loop.
    var socket: SocketWriter?
    /// Whether a caller writes to it: nobody else may until that is done.
    var isWrittenByCaller = false
    /// How many replies came last time.
    private(set) var lastAnswered = 0

    init(limits: RedisLimits, patience: TimeAmount) {
        mostCommands = limits.commands
        mostBytes = limits.outgoingBytes
        self.patience = patience
    }

    /// Adds a command, or several that stay together.
    ///
    /// - Parameters:
    ///   - waiter: who waits for the command of a number.
    ///   - bound: the number of the only connection on which it may be sent; nil for any.
    ///   - encode: writes the command of a number to the end of a buffer.
    /// - Returns: whether the event loop has to be asked to ``CommandQueue/isAttended``.
    mutating func append(
        _ id: UInt64, deadline: NIODeadline, count: Int = 1, bound: Int? = nil, waiter: (Int) -> Waiter,
        encode: (Int, inout ByteBuffer) -> Void
    ) throws(CommandFailure) -> Bool {
        switch phase {
        case .waiting, .ready, .leaving: break
        case .unreachable(let reason): throw .unreachable(reason)
        case .closing, .closed: throw .closed(wasSent: false)
        }
        if let bound, !isReady || bound != connection { throw .otherConnection }
        guard places.count + count <= mostCommands else { throw .tooManyCommands(limit: mostCommands) }
        let start = outgoing.writerIndex
        let first = places.count
        for index in 0..<count {
            let before = outgoing.writerIndex
            encode(index, &outgoing)
            let bytes = outgoing.writerIndex - before
            places.append(Place(id: id, deadline: deadline, bytes: bytes, isBound: bound != nil, waiter: waiter(index)))
            guard outgoing.readableBytes <= mostBytes else {
                outgoing.moveWriterIndex(to: start)
                places.removeLast(places.count - first)
                throw .tooManyBytes(limit: mostBytes)
            }
        }
        if deadline < earliest { earliest = deadline }
        guard !isAttended else { return false }
        if case .ready = phase, isWorthWriting {
            isAttended = true
        } else if earliest < armedFor {
            isAttended = true
        }
        return isAttended
    }

    /// Whether enough waits to be written for itself. While many replies are owed, what comes is collected until it is
    /// as much, or fewer are owed; as in Nagle's algorithm (RFC 896). The server, which answers in order, would not
    /// come to it sooner, and a write for every few commands costs more than the commands.
    var isWorthWriting: Bool { sent < Self.few || places.count - sent >= sent }

    private static var few: Int { 16 }

    /// The bytes to write now; nil when there are none, or no connection takes them.
    mutating func takeOutgoing(at now: NIODeadline) -> ByteBuffer? {
        guard canSend, sent < places.count, isWorthWriting, !isWrittenByCaller else { return nil }
        if withdrawn > 0 { removeWithdrawn() }
        guard outgoing.readableBytes > 0 else { return nil }
        if owedSince == nil { owedSince = now }
        sent = places.count
        let bytes = outgoing
        // The next batch is about as large.
        outgoing = ByteBufferAllocator().buffer(capacity: min(bytes.readableBytes, Self.mostReserved))
        return bytes
    }

    static var mostReserved: Int { 64 << 10 }

    var isReady: Bool {
        if case .ready = phase { return true }
        return false
    }

    /// Whether something has to be done when replies have come, other than to send what waits.
    var isReplaced: Bool { !isReady }

    var canSend: Bool {
        switch phase {
        case .ready, .closing: true
        case .waiting, .leaving, .unreachable, .closed: false
        }
    }

    /// Takes those whose replies have come.
    ///
    /// - Returns: false when there were more replies than commands.
    mutating func takeAnswered(_ count: Int, into waiters: inout [Waiter?], at now: NIODeadline) -> Bool {
        guard count <= sent else { return false }
        for _ in 0..<count { waiters.append(places.removeFirst().waiter) }
        sent -= count
        lastAnswered = count
        owedSince = sent > 0 ? now : nil
        return true
    }
}
