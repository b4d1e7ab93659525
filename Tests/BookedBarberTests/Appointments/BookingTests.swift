import Foundation
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarber

@Suite struct BookingTests {
    @Test func aBookingIsWhatWasAskedForOnTheTermsOfTheShop() async throws {
        try await TestShop.with("booking") { shop in
            let request = try BookingRequest(
                barberID: shop.barber.id, serviceID: shop.cut.id, startsAt: shop.tuesday("10:00"), notes: " short ")
            let booked = try await shop.repositories.appointments.book(request, by: shop.client.caller, at: now)

            #expect(booked.startsAt == shop.tuesday("10:00") && booked.endsAt == shop.tuesday("10:30"))
            #expect(booked.locationID == shop.location.id && booked.barberID == shop.barber.id)
            #expect(booked.clientID == shop.client.id && booked.serviceID == shop.cut.id)
            #expect(booked.status == .pending && booked.version == 1 && booked.notes == "short")
            #expect(booked.price == Money(minorUnits: 4000, currency: dollar) && booked.bufferMinutes == 10)
            #expect(booked.createdAt == now && booked.cancelledAt == nil)
            #expect(booked.id.month == Month(year: 2026, month: 11))
        }
    }

    @Test func itsTimeIsHeldWithTheBuffer() async throws {
        try await TestShop.with("booking") { shop in
            try await shop.book(shop.tuesday("10:00"))
            let held = try await shop.repositories.availability.reservations(
                of: shop.barber.id, during: shop.tuesday("00:00")..<shop.tuesday("24:00"))

            #expect(held == [shop.tuesday("10:00")..<shop.tuesday("10:40")])
        }
    }

    @Test(arguments: ["10:00", "09:45", "10:15", "10:30"])
    func overlappingTimeCannotBeBookedTwice(start: String) async throws {
        try await TestShop.with("booking") { shop in
            try await shop.book(shop.tuesday("10:00"))

            await refused(.slotTaken, field: "startsAt") {
                try await shop.book(shop.tuesday(start), for: shop.otherClient)
            }
            #expect(try await shop.count("appointments") == 1)
        }
    }

    @Test func theTimeBeforeAndAfterAndTheColleaguesAreFree() async throws {
        try await TestShop.with("booking") { shop in
            try await shop.book(shop.tuesday("10:00"))

            try await shop.book(shop.tuesday("09:15"))
            try await shop.book(shop.tuesday("10:45"))
            try await shop.book(shop.tuesday("10:00"), with: shop.colleague)
            #expect(try await shop.count("appointment_reservations") == 4)
        }
    }

    @Test func ofManyWhoBookTheSameTimeExactlyOneGetsIt() async throws {
        try await TestShop.with("booking") { shop in
            let starts = ["10:00", "10:15", "10:30"]
            let outcomes = await withTaskGroup(of: DomainError.Code?.self, returning: [DomainError.Code?].self) {
                group in
                for number in 0..<60 {
                    group.addTask {
                        do {
                            try await shop.book(shop.tuesday(starts[number % 3]), for: shop.otherClient)
                            return nil
                        } catch {
                            return (error as? DomainError)?.code ?? .invalid
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }

            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .slotTaken } == 59)
            let count = try await shop.count("appointments")
            #expect(count == 1)
        }
    }

    @Test func anInsertPastTheProgramCannotDoubleBookEither() async throws {
        try await TestShop.with("booking") { shop in
            let booked = try await shop.book(shop.tuesday("10:00"))
            let error = await #expect(throws: PostgresError.self) {
                try await shop.database.write(
                    """
                    INSERT INTO appointments (
                        id, starts_at, ends_at, location_id, barber_id, client_id, service_id, price_minor, currency
                    )
                    SELECT id + 1, starts_at, ends_at, location_id, barber_id, client_id, service_id, 1, currency
                    FROM appointments
                    WHERE id = \(booked.id)
                    """)
            }

            #expect(error?.sqlState == .exclusionViolation)
        }
    }

    @Test func theRulesAreApplied() async throws {
        try await TestShop.with("booking") { shop in
            let away = shop.tuesday("12:00")..<shop.tuesday("13:00")
            _ = try await shop.repositories.schedules.addTimeOff(
                of: shop.barber.id, during: away, by: shop.barber.caller, at: now)

            await refused(.outsideWorkingHours) { try await shop.book(shop.tuesday("16:45")) }
            await refused(.notAligned) { try await shop.book(shop.tuesday("10:05")) }
            await refused(.inThePast) { try await shop.book(now - 900) }
            await refused(.tooFarAhead) { try await shop.book(shop.tuesday("10:00") + 70 * 86400) }
            await refused(.timeOff) { try await shop.book(shop.tuesday("11:45")) }
            await refused(.notOffered) { try await shop.book(shop.tuesday("10:00"), with: shop.colleague, shop.shave) }
            #expect(try await shop.count("appointments") == 0)
        }
    }

    @Test func barbersServicesAndClientsThatDoNotBelongAreNotFound() async throws {
        try await TestShop.with("booking") { shop in
            func book(_ barber: User.ID, _ service: ShopService.ID, _ client: User.ID?) async throws -> Appointment {
                let request = try BookingRequest(
                    barberID: barber, serviceID: service, clientID: client, startsAt: shop.tuesday("10:00"))
                return try await shop.repositories.appointments.book(request, by: shop.owner.caller, at: now)
            }

            await refused(.notFound) { try await book(shop.otherBarber.id, shop.cut.id, nil) }
            await refused(.notFound) { try await book(shop.client.id, shop.cut.id, nil) }
            await refused(.notFound) { try await book(shop.barber.id, 999_999, nil) }
            await refused(.notFound, field: "clientId") { try await book(shop.barber.id, shop.cut.id, 999_999) }
        }
    }

    @Test func staffBookForClientsAndItIsConfirmed() async throws {
        try await TestShop.with("booking") { shop in
            for (index, staff) in [shop.owner, shop.manager, shop.barber, shop.admin].enumerated() {
                let booked = try await shop.book(
                    shop.tuesday("09:00") + TimeInterval(index * 3600), for: shop.client, by: staff)
                #expect(booked.status == .confirmed && booked.clientID == shop.client.id)
            }
        }
    }

    @Test func nobodyElseBooksForOthers() async throws {
        try await TestShop.with("booking") { shop in
            let start = shop.tuesday("10:00")

            await refused(.notFound) { try await shop.book(start, for: shop.client, by: shop.otherClient) }
            await refused(.notFound) { try await shop.book(start, for: shop.client, by: shop.otherOwner) }
            await refused(.notAllowed, field: "clientId") {
                try await shop.book(start, for: shop.client, by: shop.colleague)
            }
        }
    }

    @Test func aCancelledTimeCanBeBookedAgain() async throws {
        try await TestShop.with("booking") { shop in
            let first = try await shop.book(shop.tuesday("10:00"))
            _ = try await shop.repositories.appointments.change(
                first.id, .cancel, by: shop.client.caller, expecting: 1, at: now)

            try await shop.book(shop.tuesday("10:00"), for: shop.otherClient)
        }
    }

    @Test func aBookingWhoseTransactionIsRolledBackHoldsNothing() async throws {
        struct Stop: Error {}
        try await TestShop.with("booking") { shop in
            let request = try BookingRequest(
                barberID: shop.barber.id, serviceID: shop.cut.id, startsAt: shop.tuesday("10:00"))
            await #expect(throws: Stop.self) {
                try await shop.repositories.transaction { transaction in
                    _ = try await shop.repositories.appointments.book(
                        request, by: shop.client.caller, at: now, in: transaction)
                    throw Stop()
                }
            }

            try await shop.book(shop.tuesday("10:00"))
        }
    }

    @Test func aBookingOnTermsThatHaveChangedIsNotWritten() async throws {
        try await TestShop.with("booking") { shop in
            let appointments = shop.repositories.appointments
            let request = try BookingRequest(
                barberID: shop.barber.id, serviceID: shop.cut.id, startsAt: shop.tuesday("10:00"))
            let offer = try await appointments.availability.offer(
                shop.barber.id, shop.cut.id, during: Appointments.surroundings(of: request.startsAt),
                in: shop.database.reader)
            _ = try await shop.repositories.schedules.addTimeOff(
                of: shop.barber.id, during: shop.tuesday("00:00")..<shop.tuesday("24:00"), by: shop.barber.caller,
                at: now)

            let written = try await shop.repositories.transaction { transaction in
                try await appointments.insert(
                    request, .pending, offer, by: shop.client.caller, at: now, in: transaction)
            }

            #expect(written == nil)
            #expect(try await shop.count("appointments") == 0)
        }
    }
}
