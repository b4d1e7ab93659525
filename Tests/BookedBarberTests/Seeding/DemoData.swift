import Foundation

@testable import BookedBarber

/// Generated data of a size that shows distributions, made once.
struct DemoData: Sendable {
    /// 2026-10-21 15:33:20 in UTC, within opening hours on both sides of the Atlantic.
    static let now = 1_792_596_800

    static let fourShops = Result { try DemoData(scale: 0.35) }

    let plan: SeedPlan
    let shops: [SeedShop]
    let history: SeedHistory
    let bookings: [SeedBooking]

    init(scale: Double, seed: UInt64 = 1, now: Int = now, numbers: SeedNumbers = SeedNumbers()) throws {
        plan = try SeedPlan(scale: scale)
        shops = try ShopGenerator(seed: seed, now: now, numbers: numbers).shops(plan)
        history = SeedHistory(seed: seed, shops: shops)
        var rest = history
        var bookings: [SeedBooking] = []
        while let piece = rest.next() { bookings += piece }
        self.bookings = bookings
    }

    var past: [SeedBooking] { bookings.filter { $0.endsAt <= Self.now } }
    var payments: [SeedPayment] { bookings.compactMap(\.payment) }

    func share(_ status: AppointmentStatus) -> Double {
        Double(bookings.count { $0.status == status }) / Double(bookings.count)
    }

    func day(of booking: SeedBooking) -> DayNumber { shops[booking.shop].clock.day(at: booking.startsAt) }
}
