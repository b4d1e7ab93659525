/// Tells the story of a visit: when it was booked, what became of it and when.
struct BookingHistory: Sendable {
    private static let daysBefore = WeightedChoice([
        0: 14, 1: 14, 2: 12, 3: 10, 4: 8, 5: 7, 6: 6, 7: 9, 10: 6, 14: 7, 21: 4, 28: 3,
    ])
    private static let hoursBeforeCancelling = WeightedChoice([1: 10, 3: 15, 8: 10, 20: 20, 30: 15, 48: 15, 96: 15])
    private static let notes = [
        "Please only scissors.", "First time here.", "A bit shorter than last time.", "Same as always.",
        "Allergic to latex gloves.", "Running from work, may be five minutes late.", "Needs to be photo-ready.",
    ]

    let shop: SeedShop
    let index: Int
    private let payments: PaymentHistory

    init(shop: SeedShop, index: Int) {
        self.shop = shop
        self.index = index
        payments = PaymentHistory(now: shop.timeline.now, feeBasisPoints: shop.feeBasisPoints, ownerID: shop.ownerID)
    }

    func booking(
        _ visit: Visit, _ client: SeedClient, _ daytime: Daytime, _ random: inout SeededRandom
    ) -> SeedBooking {
        let startsAt = daytime.instant(minute: visit.start)
        let createdAt = createdAt(visit, client, startsAt, &random)
        var booking = SeedBooking(
            shop: index, barberID: shop.barbers[visit.barber].id, clientID: shop.clients[visit.client],
            serviceID: visit.service.id, startsAt: startsAt, minutes: visit.service.item.minutes,
            buffer: visit.service.item.buffer, price: visit.service.price(on: visit.day),
            note: random.chance(0.06) ? random.element(of: Self.notes) : "", createdAt: createdAt,
            status: .pending, updatedAt: createdAt, version: 1)
        if visit.outcome == .cancelled {
            cancel(&booking, &random)
        } else {
            advance(&booking, missed: visit.outcome == .missed, &random)
        }
        booking.payment = payments.payment(for: booking, &random)
        return booking
    }

    /// After the account was made, before the start, and not in the future.
    private func createdAt(
        _ visit: Visit, _ client: SeedClient, _ startsAt: Int, _ random: inout SeededRandom
    ) -> Int {
        let now = shop.timeline.now
        let lead = Self.daysBefore.draw(&random)
        let wished =
            if visit.day > shop.timeline.today {
                now - lead * 86400 - random.below(86400)
            } else if lead == 0 {
                startsAt - random.within(15...240) * 60
            } else {
                shop.clock.daytime(of: visit.day - lead).instant(minute: random.within(7 * 60...22 * 60))
                    + random.below(60)
            }
        return max(client.joinedAt + 60, min(wished, startsAt - 300, now - 60))
    }

    private func cancel(_ booking: inout SeedBooking, _ random: inout SeededRandom) {
        let latest = min(booking.startsAt - 60, shop.timeline.now - 10)
        let wished = booking.startsAt - Self.hoursBeforeCancelling.draw(&random) * 3600 - random.below(3600)
        let cancelledAt = max(booking.createdAt + 30, min(wished, latest))
        let who = random.below(100)
        booking.status = .cancelled
        booking.cancelledAt = cancelledAt
        booking.cancelledBy = who < 80 ? booking.clientID : who < 94 ? booking.barberID : shop.ownerID
        booking.updatedAt = cancelledAt
        booking.version = cancelledAt - booking.createdAt > 7200 ? 3 : 2
    }

    private func advance(_ booking: inout SeedBooking, missed: Bool, _ random: inout SeededRandom) {
        let now = shop.timeline.now
        if booking.endsAt <= now {
            booking.status = missed ? .noShow : .completed
            booking.updatedAt = min(now, missed ? booking.startsAt + 900 : booking.endsAt + random.below(600))
            booking.version = missed ? 3 : 4
        } else if booking.startsAt <= now {
            booking.status = .inProgress
            booking.updatedAt = min(now, booking.startsAt + random.below(300))
            booking.version = 3
        } else if now - booking.createdAt > 36 * 3600 || random.chance(0.5) {
            booking.status = .confirmed
            booking.updatedAt = min(now, booking.createdAt + random.within(60...7200))
            booking.version = 2
        }
    }
}
