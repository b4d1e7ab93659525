import Foundation
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarber

@Suite struct AppointmentChangeTests {
    private func held(_ shop: TestShop, _ barber: User) async throws -> [Range<Date>] {
        try await shop.repositories.availability.reservations(of: barber.id, during: now..<now + 100 * 86400)
    }

    @Test func anAppointmentGoesItsWay() async throws {
        try await TestShop.with("change") { shop in
            let appointments = shop.repositories.appointments
            let booked = try await shop.book(shop.tuesday("10:00"))
            var version = 1
            for (action, status) in [
                (AppointmentAction.confirm, AppointmentStatus.confirmed), (.start, .inProgress),
                (.complete, .completed),
            ] {
                let changed = try await appointments.change(
                    booked.id, action, by: shop.barber.caller, expecting: version, at: now + TimeInterval(version))
                version += 1

                #expect(changed.status == status && changed.version == version)
                #expect(changed.updatedAt == now + TimeInterval(version - 1))
                #expect(try await held(shop, shop.barber).isEmpty == !status.holdsTime)
            }
        }
    }

    @Test func aCancellationIsDated() async throws {
        try await TestShop.with("change") { shop in
            let booked = try await shop.book(shop.tuesday("10:00"))
            let cancelled = try await shop.repositories.appointments.change(
                booked.id, .cancel, by: shop.client.caller, expecting: 1, at: now + 60)

            #expect(cancelled.status == .cancelled && cancelled.cancelledAt == now + 60)
            #expect(try await held(shop, shop.barber).isEmpty)
        }
    }

    @Test func anOlderVersionIsRefusedWithTheVersionNow() async throws {
        try await TestShop.with("change") { shop in
            let appointments = shop.repositories.appointments
            let booked = try await shop.book(shop.tuesday("10:00"))
            _ = try await appointments.change(booked.id, .confirm, by: shop.owner.caller, expecting: 1, at: now)
            let refusal = await refused(.versionConflict) {
                try await appointments.change(booked.id, .cancel, by: shop.client.caller, expecting: 1, at: now)
            }

            #expect(refusal?.currentVersion == 2)
        }
    }

    @Test func ofTwoSimultaneousChangesOneWins() async throws {
        try await TestShop.with("change") { shop in
            let appointments = shop.repositories.appointments
            let booked = try await shop.book(shop.tuesday("10:00"))
            let outcomes = await withTaskGroup(of: Bool.self, returning: [Bool].self) { group in
                for number in 0..<10 {
                    group.addTask {
                        let action: AppointmentAction = number.isMultiple(of: 2) ? .confirm : .cancel
                        let changed = try? await appointments.change(
                            booked.id, action, by: shop.owner.caller, expecting: 1, at: now)
                        return changed != nil
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }

            #expect(outcomes.count { $0 } == 1)
            #expect(try await appointments.find(booked.id, for: shop.owner.caller)?.appointment.version == 2)
        }
    }

    @Test func whoHasNothingToDoWithItDoesNotFindIt() async throws {
        try await TestShop.with("change") { shop in
            let appointments = shop.repositories.appointments
            let booked = try await shop.book(shop.tuesday("10:00"))
            for stranger in [shop.otherClient, shop.colleague, shop.otherOwner, shop.otherBarber] {
                #expect(try await appointments.find(booked.id, for: stranger.caller) == nil)
                await refused(.notFound) {
                    try await appointments.change(booked.id, .cancel, by: stranger.caller, expecting: 1, at: now)
                }
                await refused(.notFound) {
                    try await appointments.reschedule(
                        booked.id, to: shop.tuesday("11:00"), by: stranger.caller, expecting: 1, at: now)
                }
            }
            for friend in [shop.client, shop.barber, shop.manager, shop.owner, shop.admin] {
                #expect(try await appointments.find(booked.id, for: friend.caller)?.appointment == booked)
            }
        }
    }

    @Test(arguments: [1, 202_611_9999999999, 999_912_0000000001, -5] as [Int64])
    func aNumberThatIsNoAppointmentIsNotFound(number: Int64) async throws {
        try await TestShop.with("change") { shop in
            let id = Appointment.ID(rawValue: number)

            let found = try await shop.repositories.appointments.find(id, for: shop.admin.caller)
            #expect(found == nil)
        }
    }

    @Test func movingItFreesTheOldTimeAndHoldsTheNew() async throws {
        try await TestShop.with("change") { shop in
            let booked = try await shop.book(shop.tuesday("10:00"))
            let moved = try await shop.repositories.appointments.reschedule(
                booked.id, to: shop.tuesday("14:00"), by: shop.client.caller, expecting: 1, at: now)

            #expect(moved.startsAt == shop.tuesday("14:00") && moved.endsAt == shop.tuesday("14:30"))
            #expect(moved.status == .pending && moved.version == 2 && moved.id == booked.id)
            #expect(try await held(shop, shop.barber) == [shop.tuesday("14:00")..<shop.tuesday("14:40")])
        }
    }

    @Test func itMayOverlapItsOwnOldTime() async throws {
        try await TestShop.with("change") { shop in
            let booked = try await shop.book(shop.tuesday("10:00"))
            let moved = try await shop.repositories.appointments.reschedule(
                booked.id, to: shop.tuesday("10:15"), by: shop.client.caller, expecting: 1, at: now)

            #expect(moved.startsAt == shop.tuesday("10:15"))
        }
    }

    @Test func itCannotMoveOntoAnother() async throws {
        try await TestShop.with("change") { shop in
            let booked = try await shop.book(shop.tuesday("10:00"))
            try await shop.book(shop.tuesday("14:00"), for: shop.otherClient)
            await refused(.slotTaken) {
                try await shop.repositories.appointments.reschedule(
                    booked.id, to: shop.tuesday("13:45"), by: shop.client.caller, expecting: 1, at: now)
            }

            let still = try await shop.repositories.appointments.find(booked.id, for: shop.client.caller)
            #expect(still?.appointment == booked)
            #expect(try await held(shop, shop.barber).count == 2)
        }
    }

    @Test func itMovesToAnotherMonthAndIsFoundThere() async throws {
        try await TestShop.with("change") { shop in
            let appointments = shop.repositories.appointments
            let booked = try await shop.book(shop.tuesday("10:00"))
            let december = shop.tuesday("10:00") + 14 * 86400
            let moved = try await appointments.reschedule(
                booked.id, to: december, by: shop.client.caller, expecting: 1, at: now)
            let confirmed = try await appointments.change(
                booked.id, .confirm, by: shop.barber.caller, expecting: 2, at: now)

            #expect(moved.startsAt == december && moved.id == booked.id)
            #expect(confirmed.version == 3)
            #expect(try await appointments.find(booked.id, for: shop.client.caller)?.appointment == confirmed)
            #expect(try await held(shop, shop.barber) == [december..<december + 2400])
            #expect(try await shop.count("appointments") == 1)
        }
    }

    @Test func theRulesOfBookingHoldForMoving() async throws {
        try await TestShop.with("change") { shop in
            let booked = try await shop.book(shop.tuesday("10:00"))
            func move(_ start: Date) async throws -> Appointment {
                try await shop.repositories.appointments.reschedule(
                    booked.id, to: start, by: shop.client.caller, expecting: 1, at: now)
            }

            await refused(.outsideWorkingHours) { try await move(shop.tuesday("08:00")) }
            await refused(.inThePast) { try await move(now - 900) }
            await refused(.notAligned) { try await move(shop.tuesday("10:01")) }
        }
    }

    @Test func aClientsMoveIsToBeConfirmedAgainTheStaffsIsNot() async throws {
        try await TestShop.with("change") { shop in
            let appointments = shop.repositories.appointments
            let booked = try await shop.book(shop.tuesday("10:00"), by: shop.owner)
            let byBarber = try await appointments.reschedule(
                booked.id, to: shop.tuesday("11:00"), by: shop.barber.caller, expecting: 1, at: now)
            let byClient = try await appointments.reschedule(
                booked.id, to: shop.tuesday("12:00"), by: shop.client.caller, expecting: 2, at: now)

            #expect(byBarber.status == .confirmed)
            #expect(byClient.status == .pending)
        }
    }
}
