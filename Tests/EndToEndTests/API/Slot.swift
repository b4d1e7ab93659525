import Foundation
import Testing

/// Something that can be booked.
struct Slot: Sendable, Hashable {
    let barber: Int
    let service: Int
    let startsAt: String

    var booking: JSON {
        [
            "barber_id": .number(Double(barber)), "service_id": .number(Double(service)),
            "starts_at": .string(startsAt),
        ]
    }
}

extension APIClient {
    /// Free slots of the first shop, that don't overlap: all barbers, the coming weeks, one service each.
    func freeSlots(atLeast count: Int) async throws -> [Slot] {
        let shop = try #require(try await get("/v1/shops").json["items"][0]["id"].integer)
        let barbers = try await get("/v1/shops/\(shop)/barbers").json["items"].items
        var slots: [Slot] = []
        for day in 1...50 where slots.count < count {
            for barber in barbers {
                guard let id = barber["id"].integer, let service = barber["services"][0].integer else { continue }
                slots += try await freeSlots(of: id, service: service, day: day)
            }
        }
        try #require(slots.count >= count, "only \(slots.count) free slots")
        return slots
    }

    private func freeSlots(of barber: Int, service: Int, day: Int) async throws -> [Slot] {
        let date = Date(timeIntervalSinceNow: Double(day) * 86_400).formatted(.iso8601.year().month().day())
        let answer = try await get("/v1/barbers/\(barber)/availability?date=\(date)&service=\(service)")
        try #require(answer.status == 200, "\(answer.json)")
        // Every third: an appointment blocks its neighbours.
        let starts = answer.json["slots"].items.compactMap(\.text)
        let apart = max(1, (answer.json["duration_minutes"].integer ?? 30) / 5)
        return stride(from: 0, to: starts.count, by: apart).map {
            Slot(barber: barber, service: service, startsAt: starts[$0])
        }
    }
}
