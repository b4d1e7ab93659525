import Postgres

@testable import PostgresDatabase

/// One random step. Numbers choose among what there is when the step is taken, so that a series stays meaningful when
/// steps are left out of it.
enum PoolStep: Sendable, CustomStringConvertible {
    case acquire(patience: Int)
    case acquireNested(pick: Int)
    case cancel(pick: Int)
    case release(pick: Int, ReturnCondition)
    case connect(pick: Int)
    case failConnect(pick: Int, isPermanent: Bool)
    case serverAnswered
    case finishClose(pick: Int)
    case lose(pick: Int)
    case finishClean(pick: Int, succeeded: Bool)
    case answer(pick: Int, answered: Bool)
    case advance(milliseconds: Int)

    static func random(using generator: inout JitterGenerator) -> PoolStep {
        let pick = Int.random(in: 0..<1_000_000, using: &generator)
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<28: return .acquire(patience: [5, 100, 1_000, 30_000].randomElement(using: &generator) ?? 5)
        case 28..<31: return .acquireNested(pick: pick)
        case 31..<37: return .cancel(pick: pick)
        case 37..<55: return .release(pick: pick, .clean)
        case 55..<58: return .release(pick: pick, .dirty)
        case 58..<60: return .release(pick: pick, .broken)
        case 60..<72: return .connect(pick: pick)
        case 72..<75: return .failConnect(pick: pick, isPermanent: pick % 10 == 0)
        case 75..<76: return .serverAnswered
        case 76..<83: return .finishClose(pick: pick)
        case 83..<84: return .lose(pick: pick)
        case 84..<88: return .finishClean(pick: pick, succeeded: pick % 5 != 0)
        case 88..<93: return .answer(pick: pick, answered: pick % 4 != 0)
        default: return .advance(milliseconds: [1, 20, 600, 5_000, 100_000].randomElement(using: &generator) ?? 1)
        }
    }

    var description: String {
        switch self {
        case .acquire(let patience): ".acquire(patience: \(patience))"
        case .acquireNested(let pick): ".acquireNested(pick: \(pick))"
        case .cancel(let pick): ".cancel(pick: \(pick))"
        case .release(let pick, let condition): ".release(pick: \(pick), .\(condition))"
        case .connect(let pick): ".connect(pick: \(pick))"
        case .failConnect(let pick, let isPermanent): ".failConnect(pick: \(pick), isPermanent: \(isPermanent))"
        case .serverAnswered: ".serverAnswered"
        case .finishClose(let pick): ".finishClose(pick: \(pick))"
        case .lose(let pick): ".lose(pick: \(pick))"
        case .finishClean(let pick, let succeeded): ".finishClean(pick: \(pick), succeeded: \(succeeded))"
        case .answer(let pick, let answered): ".answer(pick: \(pick), answered: \(answered))"
        case .advance(let milliseconds): ".advance(milliseconds: \(milliseconds))"
        }
    }
}

/// A pool as one would describe it on a page, beside the real decisions: what a step may lead to, and what must never
/// be.
struct PoolModel {
    struct Violation: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var state: PoolState
    private var now = MonotonicInstant.now
    private var wakeAt: MonotonicInstant?
    /// Waiters in the order of their tickets, with their deadlines.
    private var line: [(key: WaiterKey, deadline: MonotonicInstant)] = []
    private var held: [LeaseKey] = []
    private var asked: [(lease: LeaseKey, ticket: UInt64)] = []
    private var connecting: [ConnectionKey] = []
    private var closing: [ConnectionKey] = []
    private var cleaning: [ConnectionKey] = []
    private var seen: Set<UInt64> = []
    private(set) var ended = 0
    private(set) var begun = 0

    init(limits: PoolLimits, seed: UInt64) { state = PoolState(limits: limits, at: now, seed: seed) }

    mutating func take(_ step: PoolStep) throws {
        switch step {
        case .acquire(let patience): try acquire(patience, holding: [], ticket: nil)
        case .acquireNested(let pick):
            guard let lease = picked(pick, held) else { return }
            try acquire(30_000, holding: [lease], ticket: nil)
        case .cancel(let pick):
            guard let index = index(pick, line) else { return }
            let key = line.remove(at: index).key
            ended += 1
            state.cancel(key, at: now)
        case .release(let pick, let condition):
            guard let index = index(pick, held) else { return }
            state.release(held.remove(at: index), condition, at: now)
        case .connect(let pick):
            guard let index = index(pick, connecting) else { return }
            let key = connecting.remove(at: index)
            guard state.connected(key, at: now) else { throw Violation(description: "\(key) isn't wanted") }
        case .failConnect(let pick, let isPermanent):
            guard let index = index(pick, connecting) else { return }
            let fault = ConnectFault(message: "refused", isPermanent: isPermanent)
            state.connectFailed(connecting.remove(at: index), fault, at: now)
        case .serverAnswered: state.serverAnswered(at: now)
        case .finishClose(let pick):
            guard let index = index(pick, closing) else { return }
            state.closed(closing.remove(at: index), isLoss: false, at: now)
        case .lose(let pick):
            let open = state.slots.indices.filter { ![.free, .connecting].contains(state.slots[$0].phase) }
            guard let slot = picked(pick, open) else { return }
            lose(slot)
        case .finishClean(let pick, let succeeded):
            guard let index = index(pick, cleaning) else { return }
            state.cleaned(cleaning.remove(at: index), succeeded: succeeded, at: now)
        case .answer(let pick, let answered):
            guard let index = index(pick, asked) else { return }
            let (lease, ticket) = asked.remove(at: index)
            if state.validated(lease, answered: answered, at: now) {
                held.append(lease)
                ended += 1
            } else {
                try settle()
                begun -= 1
                try acquire(30_000, holding: [], ticket: ticket)
            }
        case .advance(let milliseconds):
            let end = now + .milliseconds(milliseconds)
            while let wakeAt, wakeAt <= end {
                now = max(now, wakeAt)
                self.wakeAt = nil
                state.tick(at: now)
                try settle()
            }
            now = end
        }
        try settle()
        try check()
    }

    private mutating func acquire(_ patience: Int, holding leases: [LeaseKey], ticket: UInt64?) throws {
        begun += 1
        let deadline = now + .milliseconds(patience)
        let decision = state.acquire(
            AcquireRequest(site: CallSite("", 0), since: now, deadline: deadline, ticket: ticket, holds: leases),
            at: now)
        switch decision {
        case .lease(let lease):
            try expect(line.isEmpty, "\(lease) was lent past those who wait")
            try take(lease)
            held.append(lease)
            ended += 1
        case .validate(let lease, let ticket):
            try expect(line.isEmpty, "\(lease) was lent past those who wait")
            try take(lease)
            asked.append((lease, ticket))
        case .wait(let key):
            line.append((key, deadline))
            line.sort { $0.key.ticket < $1.key.ticket }
        case .refuse: ended += 1
        }
    }

    private mutating func lose(_ slot: Int) {
        let key = state.key(slot)
        closing.removeAll { $0 == key }
        cleaning.removeAll { $0 == key }
        state.closed(key, isLoss: true, at: now)
    }

    /// Does what the state wants done, as far as that doesn't wait for the outside.
    private mutating func settle() throws {
        for action in state.takeActions() {
            switch action {
            case .grant(let key, let lease):
                try expect(line.first?.key == key, "\(key) was served before \(line.first.map { "\($0.key)" } ?? "-")")
                line.removeFirst()
                try take(lease)
                held.append(lease)
                ended += 1
            case .refuse(let key, _):
                try expect(line.contains { $0.key == key }, "\(key) was refused but doesn't wait")
                line.removeAll { $0.key == key }
                ended += 1
            case .connect(let key): connecting.append(key)
            case .abandon(let key): connecting.removeAll { $0 == key }
            case .close(let key, _):
                cleaning.removeAll { $0 == key }
                closing.append(key)
            case .clean(let key): cleaning.append(key)
            case .wake(let time): wakeAt = min(wakeAt ?? time, time)
            case .report, .unreachable, .reachable, .drained: break
            }
        }
    }

    private mutating func take(_ lease: LeaseKey) throws {
        try expect(seen.insert(lease.number).inserted, "\(lease) was lent twice")
        let other = held.first { $0.slot == lease.slot && state.isCurrent($0) && $0 != lease }
        try expect(other == nil, "\(lease) was lent while \(String(describing: other)) holds its connection")
    }

    private func check() throws {
        let used = state.slots.filter { $0.phase != .free }.count
        try expect(used <= state.limits.capacity, "\(used) connections")
        try expect(used + state.free.count == state.slots.count, "places were lost")
        try expect(line.isEmpty || state.idle.isEmpty, "\(line.count) wait while \(state.idle.count) are idle")
        try expect(line.count == state.waiters.count, "\(line.count) wait, the state has \(state.waiters.count)")
        let current = held.filter(state.isCurrent).count
        try expect(current == state.counts.leased, "\(current) are lent, the state has \(state.counts.leased)")
        try expect(connecting.count == state.counts.connecting, "\(connecting.count) are being opened")
        try expect(connecting.count <= state.limits.connectsAtOnce, "\(connecting.count) are opened at once")
        try expect(closing.count == state.counts.closing, "\(closing.count) are being closed")
        try expect(cleaning.count == state.counts.cleaning, "\(cleaning.count) are being cleaned")
        let asking = asked.filter { state.isCurrent($0.lease) }.count
        try expect(asking == state.counts.validating, "\(asking) are being asked")
        try expect(begun == ended + line.count + asked.count, "an acquire ended twice or not at all")
        try checkProgress()
    }

    /// Whoever waits waits for something.
    private func checkProgress() throws {
        let deadlines = line.map(\.deadline) + state.slots.compactMap(\.deadline)
        if let next = deadlines.min() {
            try expect(wakeAt.map { $0 <= max(next, now) } ?? false, "no tick was asked for in time")
        }
        let inMotion = state.counts.leased + connecting.count + closing.count + cleaning.count + asked.count
        if !line.isEmpty, inMotion == 0 {
            try expect(
                wakeAt.map { $0 <= now + Outage.longestPause } ?? false, "\(line.count) wait and nothing happens")
        }
    }

    /// Everything comes to a good end: the server works, borrowers return what they have.
    mutating func finish() throws {
        for _ in 0..<10_000 where !isAtRest {
            let before = (connecting.count, closing.count, cleaning.count, asked.count, held.count)
            if before.0 > 0 { try take(.connect(pick: 0)) }
            if before.1 > 0 { try take(.finishClose(pick: 0)) }
            if before.2 > 0 { try take(.finishClean(pick: 0, succeeded: true)) }
            if before.3 > 0 { try take(.answer(pick: 0, answered: true)) }
            if before.4 > 0 { try take(.release(pick: 0, .clean)) }
            if before == (0, 0, 0, 0, 0) { try take(.advance(milliseconds: 100)) }
        }
        try expect(isAtRest, "it doesn't come to rest: \(line.count) wait, \(held.count) are lent")
        try expect(begun == ended, "\(begun) acquires, \(ended) ended")
        try expect(state.total <= state.limits.size, "\(state.total) connections are left")
    }

    private var isAtRest: Bool {
        line.isEmpty && held.isEmpty && asked.isEmpty && connecting.isEmpty && closing.isEmpty && cleaning.isEmpty
    }

    private func index(_ pick: Int, _ list: [some Any]) -> Int? { list.isEmpty ? nil : pick % list.count }
    private func picked<T>(_ pick: Int, _ list: [T]) -> T? { index(pick, list).map { list[$0] } }

    private func expect(_ condition: Bool, _ what: @autoclosure () -> String) throws {
        guard condition else { throw Violation(description: what()) }
    }
}
