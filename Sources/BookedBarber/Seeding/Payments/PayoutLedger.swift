/// What barbers have earned week by week, and what they were paid out of it on Mondays.
struct PayoutLedger: Sendable {
    private static let week = 7 * 86400
    /// 1970-01-05 was a Monday.
    private static let monday = 4 * 86400

    let now: Int
    let seed: UInt64
    /// Shares less refunds, by week and barber.
    private var earned: [Int: [Int64: Int64]] = [:]

    init(now: Int, seed: UInt64) {
        self.now = now
        self.seed = seed
    }

    mutating func add(_ booking: SeedBooking) {
        guard let payment = booking.payment, let capturedAt = payment.capturedAt else { return }
        earned[week(of: capturedAt), default: [:]][booking.barberID, default: 0] += payment.split.barberShare
        if let refund = payment.refund {
            earned[week(of: refund.createdAt), default: [:]][booking.barberID, default: 0] -= refund.split.barberShare
        }
    }

    private func week(of instant: Int) -> Int { (instant - Self.monday) / Self.week }

    /// The payouts in order: on each Monday at six the barber's whole balance, if there is one. A failed one is paid
    /// with the next.
    func payouts(of barbers: [(barber: Int64, shop: Int)]) -> [SeedPayout] {
        guard let first = earned.keys.min() else { return [] }
        var random = SeededRandom(seed: seed, .payouts)
        var balances: [Int64: Int64] = [:]
        var payouts: [SeedPayout] = []
        for week in first..<self.week(of: now) {
            let time = (week + 1) * Self.week + Self.monday + 6 * 3600
            guard time < now else { break }
            for (barber, shop) in barbers {
                let balance = balances[barber, default: 0] + (earned[week]?[barber] ?? 0)
                let settledAt = time + random.within(20...44) * 3600
                let fails = random.chance(0.003)
                balances[barber] = balance
                guard balance > 0 else { continue }
                let status: PayoutStatus = settledAt > now ? .pending : fails ? .failed : .paid
                if status != .failed { balances[barber] = 0 }
                payouts.append(
                    SeedPayout(
                        shop: shop, barberID: barber, amount: balance, status: status, createdAt: time,
                        settledAt: status == .pending ? nil : settledAt))
            }
        }
        return payouts
    }
}

struct SeedPayout: Hashable, Sendable {
    /// Place of the shop among all shops.
    let shop: Int
    let barberID: Int64
    let amount: Int64
    let status: PayoutStatus
    let createdAt: Int
    let settledAt: Int?
}
