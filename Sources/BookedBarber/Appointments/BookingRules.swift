public import Foundation

/// What the shop asks of a booking, apart from the slot being free (the database decides that).
public enum BookingRules {
    /// Bookings are taken this many days ahead. Partitions are made further ahead than this.
    public static let daysAhead = 60

    /// The latest start that can be booked at `now`.
    public static func latestStart(at now: Date) -> Date {
        now.addingTimeInterval(TimeInterval(daysAhead) * 86400)
    }

    /// Checks a start against the offer.
    /// - Throws: ``DomainError`` with the code of the first rule that is broken, for the field "startsAt".
    public static func check(_ start: Date, against offer: BarberOffer, at now: Date) throws(DomainError) {
        try checkOffered(offer)
        guard start >= now else { throw refusal(.inThePast, "The start has passed.") }
        guard start <= latestStart(at: now) else {
            throw refusal(.tooFarAhead, "Bookings are taken at most \(daysAhead) days ahead.")
        }
        let slots = offer.slots(besides: [])
        guard slots.isAligned(start) else {
            throw refusal(
                .notAligned, "Appointments begin every \(offer.slotMinutes) minutes, counted from the full hour.")
        }
        let time = start..<start.addingTimeInterval(TimeInterval(offer.durationMinutes * 60))
        guard offer.workingTime.contains(time) else {
            throw refusal(
                .outsideWorkingHours,
                "The barber does not work through the \(offer.durationMinutes) minutes from then on.")
        }
        guard !offer.timeOff.contains(where: { $0.overlaps(time) }) else {
            throw refusal(.timeOff, "The barber is away at that time.")
        }
    }

    /// - Throws: ``DomainError/Code/notOffered``.
    static func checkOffered(_ offer: BarberOffer) throws(DomainError) {
        guard offer.isOffered else {
            throw DomainError(
                .notOffered, "The barber does not offer this service at the moment.", field: "serviceId")
        }
    }

    private static func refusal(_ code: DomainError.Code, _ message: String) -> DomainError {
        DomainError(code, message, field: "startsAt")
    }
}
