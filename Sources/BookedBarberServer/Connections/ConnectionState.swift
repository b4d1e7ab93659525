import NIOCore

/// What one HTTP/1.1 connection is doing, and what follows from each event. No I/O: `ConnectionGuard` performs it.
struct ConnectionState: Sendable {
    enum Reading: Sendable, Equatable {
        case nothing
        /// Bytes of a request have come, its head isn't complete.
        case head
        /// The head is complete, the end hasn't come.
        case body
    }

    enum TimerAction: Sendable, Equatable {
        case none
        case schedule(NIODeadline)
        /// Nothing is being answered: say 408 and close.
        case answerTimeout
        /// A handler may be waiting for the body: let its reading fail, so that it answers.
        case failReading
        /// The connection is idle and isn't wanted any more.
        case close
    }

    private(set) var reading = Reading.nothing
    /// Requests whose head has come and whose answer hasn't been written.
    private(set) var unanswered = 0
    /// The connection ends with the answer that is now due or being written.
    private(set) var isClosing = false
    private(set) var isDraining = false

    private let readTime: TimeAmount
    private let drainTime: TimeAmount
    private var readDeadline: NIODeadline?
    private var drainDeadline: NIODeadline?
    private var scheduled: NIODeadline?

    init(readTime: TimeAmount, drainTime: TimeAmount) {
        self.readTime = readTime
        self.drainTime = drainTime
    }

    mutating func bytesArrived(now: NIODeadline) -> TimerAction {
        guard reading == .nothing else { return .none }
        reading = .head
        readDeadline = now + readTime
        return schedule(now: now)
    }

    mutating func headArrived(now: NIODeadline) -> TimerAction {
        if reading == .nothing { readDeadline = now + readTime }
        reading = .body
        unanswered += 1
        return schedule(now: now)
    }

    mutating func endArrived() {
        reading = .nothing
        readDeadline = nil
    }

    /// Whether the answer that begins must carry `Connection: close`. While draining that is the last one: requests
    /// that were sent behind each other are all answered.
    mutating func answerBegins(saysClose: Bool) -> Bool {
        if saysClose || (isDraining && unanswered <= 1 && reading != .head) { isClosing = true }
        return isClosing
    }

    /// Whether the connection is to be closed behind the answer.
    mutating func answerEnded(now: NIODeadline) -> (closes: Bool, timer: TimerAction) {
        unanswered = max(0, unanswered - 1)
        if isClosing { return (true, .none) }
        if isDraining, unanswered == 0 { drainDeadline = now + drainTime }
        return (false, schedule(now: now))
    }

    /// Shutdown has begun. An idle connection may still bring a request that is on its way.
    mutating func drain(now: NIODeadline) -> TimerAction {
        guard !isDraining else { return .none }
        isDraining = true
        if unanswered == 0 { drainDeadline = now + drainTime }
        return schedule(now: now)
    }

    mutating func timerFired(now: NIODeadline) -> TimerAction {
        scheduled = nil
        if let readDeadline, now >= readDeadline {
            self.readDeadline = nil
            switch reading {
            case .nothing: break
            case .body: return .failReading
            case .head where unanswered > 0:
                // The answers that are due come first; the next one says goodbye.
                isClosing = true
            case .head:
                isClosing = true
                return .answerTimeout
            }
        }
        if let drainDeadline, now >= drainDeadline {
            self.drainDeadline = nil
            if unanswered == 0, reading == .nothing { return .close }
        }
        return schedule(now: now)
    }

    /// One timer at a time, at the earliest deadline; an early one that fires for nothing is cheaper than a
    /// cancelled one for every request.
    private mutating func schedule(now: NIODeadline) -> TimerAction {
        guard let next = readDeadline.map({ min($0, drainDeadline ?? $0) }) ?? drainDeadline else { return .none }
        if let scheduled, scheduled <= next { return .none }
        scheduled = next
        return .schedule(next)
    }
}
