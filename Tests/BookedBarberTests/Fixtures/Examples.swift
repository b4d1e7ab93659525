import Foundation

@testable import BookedBarber

let dollar: Currency = {
    guard let currency = Currency("USD") else { preconditionFailure("dollars exist") }
    return currency
}()

extension Appointment {
    static func example(id: Appointment.ID = 1, startsAt: Date = utc("2026-11-24T15:00:00Z")) -> Appointment {
        Appointment(
            id: id, locationID: 1, barberID: 2, clientID: 3, serviceID: 4, startsAt: startsAt, endsAt: startsAt + 1800,
            bufferMinutes: 0, status: .pending, price: Money(minorUnits: 4000, currency: dollar), notes: "",
            cancelledAt: nil, version: 1, createdAt: startsAt - 86400, updatedAt: startsAt - 86400)
    }
}

extension AppointmentDetails {
    static func example(id: Appointment.ID) -> AppointmentDetails {
        AppointmentDetails(
            appointment: .example(id: id), locationName: "Shop", timeZoneName: "GMT", barberName: "Barber",
            clientName: "Client", serviceName: "Cut")
    }
}

extension BarberOffer {
    /// Half-hour cuts on Tuesdays from nine to five, Greenwich time.
    static func example(
        isOffered: Bool = true, timeOff: [Range<Date>] = [],
        hours: [WeeklyHours] = [
            WeeklyHours(unchecked: 2, time("09:00"), time("17:00"))
        ]
    ) -> BarberOffer {
        BarberOffer(
            barberID: 2, serviceID: 4, locationID: 1, timeZone: .gmt, slotMinutes: 15, durationMinutes: 30,
            bufferMinutes: 10, price: Money(minorUnits: 4000, currency: dollar), isOffered: isOffered, hours: hours,
            timeOff: timeOff, scheduleVersion: 1, serviceVersion: 1)
    }
}
