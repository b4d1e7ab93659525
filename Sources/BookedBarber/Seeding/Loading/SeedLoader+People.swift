import Foundation
import Postgres

extension SeedLoader {
    /// Users, shops and everything that hangs on them.
    mutating func loadPeople(passwordHash: PasswordHash) async throws {
        try await loadUsers(passwordHash.encoded)
        try await loadShops()
        try await loadBarbers()
        try await loadSchedules()
    }

    private mutating func loadUsers(_ passwordHash: String) async throws {
        let users = SeedUsers(seed: seed, before: before.users, shops: shops, history: history)
        let columns = [
            "id", "email", "password_hash", "full_name", "phone", "role", "version", "created_at", "updated_at",
        ]
        for index in shops.indices {
            try await copy(users.all(ofShop: index), to: "users", columns) { writer, user in
                let createdAt = Date(seconds: user.createdAt)
                try await writer.write(
                    row: user.id, user.email, passwordHash, user.fullName, user.phone, user.role, Int32(1), createdAt,
                    createdAt)
            }
        }
        numbers.users = before.users + Int64(users.count)
    }

    private mutating func loadShops() async throws {
        let columns = [
            "id", "owner_id", "name", "address", "time_zone", "currency", "platform_fee_basis_points", "slot_minutes",
            "version", "created_at", "updated_at",
        ]
        try await copy(shops, to: "locations", columns) { writer, shop in
            let openedAt = Date(seconds: shop.openedAt)
            try await writer.write(
                row: shop.id, shop.ownerID, shop.name, shop.address, shop.city.timeZone, shop.city.currency,
                Int32(shop.feeBasisPoints), Int16(shop.slotMinutes), Int32(1), openedAt, openedAt)
        }
        numbers.locations = before.locations + Int64(shops.count)
        let managers = shops.compactMap { shop in shop.managerID.map { (shop: shop.id, user: $0) } }
        try await copy(managers, to: "location_managers", ["location_id", "user_id"]) { writer, manager in
            try await writer.write(row: manager.shop, manager.user)
        }
        try await loadServices()
    }

    private mutating func loadServices() async throws {
        let services = shops.flatMap { shop in shop.services.map { (shop: shop, service: $0) } }
        let columns = [
            "id", "location_id", "name", "description", "duration_minutes", "buffer_minutes", "price_minor", "currency",
            "is_active", "version", "created_at", "updated_at",
        ]
        try await copy(services, to: "services", columns) { writer, row in
            let (item, shop) = (row.service.item, row.shop)
            try await writer.write(
                row: row.service.id, shop.id, item.name, item.description, Int16(item.minutes), Int16(item.buffer),
                row.service.price, shop.city.currency, true, Int32(2), Date(seconds: shop.openedAt),
                Date(seconds: shop.clock.start(of: row.service.raisedOn)))
        }
        numbers.services = before.services + Int64(services.count)
    }

    private mutating func loadBarbers() async throws {
        let barbers = shops.flatMap { shop in shop.barbers.map { (shop: shop, barber: $0) } }
        let columns = [
            "id", "location_id", "display_name", "bio", "is_active", "schedule_version", "created_at", "updated_at",
        ]
        try await copy(barbers, to: "barbers", columns) { writer, row in
            let openedAt = Date(seconds: row.shop.openedAt)
            try await writer.write(
                row: row.barber.id, row.shop.id, row.barber.displayName, row.barber.bio, true, Int32(1), openedAt,
                openedAt)
        }
        let offers = barbers.flatMap { row in
            row.barber.services.map { (barber: row.barber.id, service: row.shop.services[$0].id, shop: row.shop.id) }
        }
        try await copy(offers, to: "barber_services", ["barber_id", "service_id", "location_id"]) { writer, offer in
            try await writer.write(row: offer.barber, offer.service, offer.shop)
        }
    }

    private mutating func loadSchedules() async throws {
        let hours = shops.flatMap(\.barbers).flatMap { barber in
            (1...7).flatMap { weekday in
                barber.week.hours(on: weekday).map { (barber: barber.id, weekday: weekday, minutes: $0) }
            }
        }
        let columns = ["barber_id", "weekday", "starts_at", "ends_at"]
        try await copy(hours, to: "barber_availability", columns) { writer, row in
            try await writer.write(
                row: row.barber, Int16(row.weekday),
                TimeOfDay(hour: row.minutes.lowerBound / 60, minute: row.minutes.lowerBound % 60),
                TimeOfDay(hour: row.minutes.upperBound / 60, minute: row.minutes.upperBound % 60))
        }
        let timeOff = shops.flatMap { shop in
            shop.barbers.flatMap { barber in
                barber.timeOff.map { (barber: barber.id, shop: shop, timeOff: $0) }
            }
        }
        let (first, now) = (before.timeOff + 1, now)
        let columnsOff = ["id", "barber_id", "starts_at", "ends_at", "reason", "created_at"]
        try await copy(timeOff.enumerated(), to: "barber_time_off", columnsOff) { writer, item in
            let (place, row) = item
            let startsAt = row.shop.clock.start(of: row.timeOff.days.lowerBound)
            try await writer.write(
                row: first + Int64(place), row.barber, Date(seconds: startsAt),
                Date(seconds: row.shop.clock.start(of: row.timeOff.days.upperBound)), row.timeOff.reason,
                Date(seconds: min(now, startsAt) - 30 * 86400))
        }
        numbers.timeOff = before.timeOff + Int64(timeOff.count)
    }
}
