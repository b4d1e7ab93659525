@testable import Postgres

/// One random step. Numbers choose among what there is when the step is taken.
enum LaneStep: Sendable {
    /// `isProven`: whether its statement is known to be quick.
    case submit(isProven: Bool)
    /// The server answers the next command of the batch under way; `fails` with an error.
    case reply(fails: Bool)
    case abandon(pick: Int)
    case evictWaiting, evictSent, lose
    case hold(Bool)

    static func random(using generator: inout some RandomNumberGenerator) -> LaneStep {
        let pick = Int.random(in: 0..<1_000_000, using: &generator)
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<40: return .submit(isProven: pick % 8 != 0)
        case 40..<82: return .reply(fails: pick % 12 == 0)
        case 82..<92: return .abandon(pick: pick)
        case 92..<94: return .evictWaiting
        case 94..<95: return .evictSent
        case 95..<96: return .lose
        default: return .hold(pick % 3 == 0)
        }
    }
}

/// A lane and a server as one would describe them on a page, beside the real decisions.
struct LaneModel {
    struct Violation: Error, CustomStringConvertible {
        let description: String
    }

    final class Rider {
        let number: Int
        let isProven: Bool
        var handedBack = 0
        var executions = 0
        init(_ number: Int, isProven: Bool) { (self.number, self.isProven) = (number, isProven) }
    }

    /// What the server has in its socket.
    private enum Command {
        case execute(Rider)
        /// The last of a batch, or another one.
        case sync(isLast: Bool)
    }

    static let limits = {
        var limits = LaneState<Rider>.Limits()
        (limits.batch, limits.waiting, limits.overlap) = (4, 12, 3)
        return limits
    }()

    private(set) var state = LaneState<Rider>(limits: limits)
    private(set) var riders: [Rider] = []
    private var server: [Command] = []
    /// Until the next Sync the server skips everything.
    private var isSkipping = false
    private var isHeld = false
    /// In the order in which they were submitted, for those that were never sent.
    private var line: [Rider] = []
    private var now = MonotonicInstant.now

    mutating func take(_ step: LaneStep) throws {
        now += .milliseconds(1)
        switch step {
        case .submit(let isProven): try submit(Rider(riders.count, isProven: isProven))
        case .reply(let fails): try reply(fails: fails)
        case .abandon(let pick): try abandon(pick)
        case .evictWaiting: try handBack(state.evictWaiting())
        case .evictSent: try handBack(state.evictSent())
        case .lose:
            (server, isSkipping) = ([], false)
            try handBack(state.lose())
            try check(riders.allSatisfy { $0.handedBack == 1 }, "after a loss everybody is handed back")
        case .hold(let held): isHeld = held
        }
        try send()
        try check(state.depth >= 0 && state.wanted >= 0 && state.wanted <= state.sent.count, "counts are right")
        try check(state.isBusy == !server.isEmpty, "busy is what the server hasn't answered")
    }

    private mutating func submit(_ rider: Rider) throws {
        let isAccepted = state.submit(rider)
        try check(isAccepted == (line.count < Self.limits.waiting), "a full lane refuses, and only that")
        guard isAccepted else { return }
        riders.append(rider)
        line.append(rider)
    }

    private mutating func send() throws {
        state.isHeld = isHeld
        while let batch = state.nextBatch(at: now, isProven: { $0.isProven }) { try send(batch) }
        let waits = !state.waiting.isEmpty || !state.again.isEmpty
        try check(isHeld || !server.isEmpty || !waits, "nobody waits for an idle lane")
    }

    private mutating func send(_ batch: LaneState<Rider>.Batch) throws {
        try check(!isHeld, "nothing is sent while the lane is held")
        try check(batch.overlaps == !server.isEmpty, "whether it overlaps is known")
        if batch.overlaps {
            let batches = server.count { if case .sync(isLast: true) = $0 { true } else { false } }
            try check(batches == 1 && batch.riders.count >= Self.limits.overlap, "two full batches at most")
            let others = server.compactMap { if case .execute(let rider) = $0 { rider } else { nil } }
            try check((others + batch.riders).allSatisfy(\.isProven) && !batch.syncsEach, "all are known to be quick")
        }
        try check((1...Self.limits.batch).contains(batch.riders.count), "a batch has its size")
        try check(
            batch.syncsEach || batch.riders.count == 1 || batch.riders.allSatisfy(\.isProven), "alone if unproven")
        for rider in batch.riders {
            if batch.syncsEach {
                try check(rider.executions == 0 && !line.contains { $0 === rider }, "only the aborted go again")
            } else {
                try check(line.first === rider, "in the order of arrival")
                line.removeFirst()
            }
            try check(rider.handedBack == 0, "nobody is sent who was handed back")
            server.append(.execute(rider))
            if batch.syncsEach { server.append(.sync(isLast: rider === batch.riders.last)) }
        }
        if !batch.syncsEach { server.append(.sync(isLast: true)) }
    }

    private mutating func reply(fails: Bool) throws {
        guard !server.isEmpty else { return }
        switch server.removeFirst() {
        case .sync(let isLast):
            isSkipping = false
            try check((try state.synced(at: now) != nil) == isLast, "the last Sync ends the batch")
        case .execute(let rider):
            guard !isSkipping else { return try state.aborted() }
            rider.executions += 1
            try check(rider.executions == 1, "nobody is executed twice")
            isSkipping = fails
            let given = try state.answered()
            try check(given === (rider.handedBack == 0 ? rider : nil), "a reply belongs to its own rider")
            if let given { try handBack([given]) }
        }
    }

    private mutating func abandon(_ pick: Int) throws {
        guard !riders.isEmpty else { return }
        let rider = riders[pick % riders.count]
        let wasHere = rider.handedBack == 0
        try check(state.abandon(rider) == wasHere, "who is here can leave, and nobody else")
        if wasHere { try handBack([rider]) }
    }

    private mutating func handBack(_ gone: [Rider]) throws {
        for rider in gone {
            rider.handedBack += 1
            try check(rider.handedBack == 1, "each is handed back once")
            line.removeAll { $0 === rider }
        }
    }

    private func check(_ holds: Bool, _ what: String) throws {
        if !holds { throw Violation(description: what) }
    }
}
