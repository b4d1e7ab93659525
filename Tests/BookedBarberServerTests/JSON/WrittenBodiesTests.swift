import Foundation
import NIOCore
import Testing

@testable import BookedBarber
@testable import BookedBarberServer

/// What writes its own JSON writes the bytes that its `Encodable` conformance gives.
@Suite struct WrittenBodiesTests {
    private struct Generator {
        var random = SystemRandomNumberGenerator()

        mutating func text() -> String {
            let parts = [
                "a", "ä", "💈", "\"", "\\", "\n", "\u{0}", "\u{1f}", "/", " ", "</script>", "\u{7f}", "\u{2028}",
            ]
            return (0..<Int.random(in: 0...20, using: &random)).map { _ in
                parts[Int.random(in: parts.indices, using: &random)]
            }.joined()
        }

        mutating func number() -> Int {
            [0, 9, 10, -1, Int.max, Int.min, Int.random(in: 1 ... .max, using: &random)].randomElement(using: &random)
                ?? 0
        }

        mutating func id<Entity>() -> ID<Entity> { ID(rawValue: Int64(number())) }

        mutating func date() -> Date {
            Date(
                timeIntervalSince1970: Double(Int.random(in: -90_000_000_000...250_000_000_000, using: &random)) / 1_000
            )
        }

        mutating func money() throws -> Money {
            Money(minorUnits: Int64(number()), currency: try #require(Currency("EUR")))
        }

        mutating func user() -> User {
            User(
                id: id(), email: text(), fullName: text(), phone: Bool.random(using: &random) ? text() : nil,
                role: Role.allCases.randomElement(using: &random) ?? .client, version: number(), createdAt: date())
        }

        mutating func details() throws -> AppointmentDetails {
            AppointmentDetails(
                appointment: Appointment(
                    id: id(), locationID: id(), barberID: id(), clientID: id(), serviceID: id(), startsAt: date(),
                    endsAt: date(), bufferMinutes: 0,
                    status: AppointmentStatus.allCases.randomElement(using: &random) ?? .pending, price: try money(),
                    notes: text(),
                    cancelledAt: Bool.random(using: &random) ? date() : nil, version: number(), createdAt: date(),
                    updatedAt: date()),
                locationName: text(), timeZoneName: text(), barberName: text(), clientName: text(),
                serviceName: text())
        }
    }

    private func expectSame(_ value: some JSONWritten) throws {
        var text = JSONText()
        value.write(to: &text)
        let written = String(decoding: text.bytes, as: UTF8.self)
        #expect(written == String(decoding: try DirectJSONEncoder.encode(value), as: UTF8.self))
        #expect(String(buffer: try JSONBody.encode(value)) == written)
    }

    @Test func `The bytes are the same for any values`() throws {
        var generator = Generator()
        for _ in 0..<200 {
            try expectSame(UserBody(generator.user()))
            try expectSame(MoneyBody(generator.money()))
            try expectSame(
                ServiceBody(
                    ShopService(
                        id: generator.id(), locationID: generator.id(), name: generator.text(),
                        description: generator.text(), durationMinutes: generator.number(), bufferMinutes: 0,
                        price: generator.money(), isActive: true, version: 1)))
            let details = try (0..<3).map { _ in AppointmentDetailsBody(try generator.details()) }
            try expectSame(details[0].appointment)
            try expectSame(ListBody(items: details))
            try expectSame(PageBody(items: details, next: Bool.random() ? generator.text() : nil))
            try expectSame(
                CalendarBody(
                    BarberCalendar(
                        barberID: generator.id(), timeZoneName: generator.text(), from: generator.date(),
                        to: generator.date(), appointments: [generator.details()])))
        }
        try expectSame(ListBody(items: [MoneyBody]()))
    }
}
