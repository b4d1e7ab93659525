public import Foundation
import Postgres

/// Free starts of one service of one barber.
public struct FreeSlots: Hashable, Sendable, Codable {
    public let barberID: Barber.ID
    public let serviceID: ShopService.ID
    public let timeZoneName: String
    public let durationMinutes: Int
    public let price: Money
    /// In order.
    public let starts: [Date]

    init(
        offer: BarberOffer, from first: CalendarDate, through last: CalendarDate, held: [Range<Date>], at now: Date,
        limit: Int?
    ) throws(DomainError) {
        try BookingRules.checkOffered(offer)
        barberID = offer.barberID
        serviceID = offer.serviceID
        timeZoneName = offer.timeZone.identifier
        durationMinutes = offer.durationMinutes
        price = offer.price
        let calculator = offer.slots(besides: held)
        var found: [Date] = []
        var date = first
        while date <= last, found.count < limit ?? .max {
            found += calculator.slots(
                on: date, durationMinutes: offer.durationMinutes, bufferMinutes: offer.bufferMinutes,
                within: now...max(now, BookingRules.latestStart(at: now)))
            date = date.plus(1)
        }
        starts = limit.map { Array(found.prefix($0)) } ?? found
    }
}
