import Testing

@testable import BookedBarber

@Suite("The same seed")
struct SeedDeterminismTests {
    @Test("gives the same data")
    func same() throws {
        let first = try DemoData(scale: 0.02)
        let second = try DemoData(scale: 0.02)

        #expect(first.bookings == second.bookings)
    }

    @Test("gives the same data on every machine and with every version of Swift")
    func fingerprint() throws {
        let data = try DemoData.fourShops.get()

        #expect(Fingerprint.of(data) == 15_991_889_847_734_764_615)
    }

    @Test("gives other data of the same kind than another one")
    func other() throws {
        let first = try DemoData(scale: 0.02, seed: 1)
        let second = try DemoData(scale: 0.02, seed: 2)

        #expect(first.bookings.count == second.bookings.count)
        #expect(first.bookings != second.bookings)
    }

    @Test("gives the same data beside existing rows, with later numbers")
    func offset() throws {
        let first = try DemoData(scale: 0.02)
        let second = try DemoData(scale: 0.02, numbers: SeedNumbers(users: 1000, locations: 7, services: 50))

        #expect(second.bookings.map(\.clientID) == first.bookings.map { $0.clientID + 1000 })
        #expect(second.bookings.map(\.serviceID) == first.bookings.map { $0.serviceID + 50 })
        #expect(second.bookings.map(\.startsAt) == first.bookings.map(\.startsAt))
        #expect(second.shops.map(\.id) == first.shops.map { $0.id + 7 })
    }
}

/// FNV-1a over everything that was generated.
enum Fingerprint {
    static func of(_ data: DemoData) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        let users = SeedUsers(seed: 1, before: 0, shops: data.shops, history: data.history)
        for index in data.shops.indices {
            for user in users.all(ofShop: index) {
                add("\(user.id) \(user.email) \(user.phone ?? "") \(user.createdAt)")
            }
        }
        for booking in data.bookings {
            add("\(booking.barberID) \(booking.clientID) \(booking.serviceID) \(booking.startsAt) \(booking.createdAt)")
            add("\(booking.status.rawValue) \(booking.price) \(booking.updatedAt) \(booking.cancelledAt ?? 0)")
            guard let payment = booking.payment else { continue }
            add("\(payment.createdAt) \(payment.split.platformFee) \(payment.status.rawValue) \(payment.updatedAt)")
        }
        return hash
    }
}
