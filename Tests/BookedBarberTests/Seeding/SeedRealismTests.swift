import Foundation
import Testing

@testable import BookedBarber

@Suite("Demo data looks like life:")
struct SeedRealismTests {
    let data: DemoData

    init() throws {
        data = try DemoData.fourShops.get()
    }

    @Test("12 % are cancelled and 6 % are missed")
    func shares() {
        #expect(abs(data.share(.cancelled) - 0.12) < 0.005)
        #expect(abs(data.share(.noShow) - 0.06) < 0.005)
    }

    @Test("88 % have a payment")
    func payments() {
        #expect(abs(Double(data.payments.count) / Double(data.bookings.count) - 0.88) < 0.01)
    }

    @Test("Fridays and Saturdays are busy")
    func weekdays() {
        let counts = Dictionary(grouping: data.bookings) { data.day(of: $0).weekday }.mapValues(\.count)

        for weekday in 1...4 {
            #expect(counts[5, default: 0] > counts[weekday, default: 0] * 13 / 10)
            #expect(counts[6, default: 0] > counts[weekday, default: 0] * 15 / 10)
        }
    }

    @Test("after work is busier than the early afternoon")
    func hours() {
        let weekdays = data.bookings.filter { data.day(of: $0).weekday <= 5 }
        let counts = Dictionary(grouping: weekdays) { booking in
            (booking.startsAt - data.shops[booking.shop].clock.daytime(of: data.day(of: booking)).midnight) / 3600
        }.mapValues(\.count)

        #expect(counts[17, default: 0] > counts[14, default: 0] * 14 / 10)
        #expect(counts[12, default: 0] > counts[14, default: 0])
    }

    @Test("some barbers and services are far more popular than others")
    func popularity() {
        let barbers = Dictionary(grouping: data.bookings, by: \.barberID).mapValues(\.count).values.sorted()
        let names = Dictionary(
            uniqueKeysWithValues: data.shops.flatMap(\.services).map { ($0.id, $0.item.name) })
        let services = Dictionary(grouping: data.bookings) { names[$0.serviceID] ?? "" }.mapValues(\.count)

        #expect(barbers[barbers.count - 1] > 2 * barbers[0])
        #expect(services["Classic haircut", default: 0] > data.bookings.count / 4)
        #expect(services["Wedding package", default: 0] < data.bookings.count / 50)
    }

    @Test("regulars come back every three to six weeks, mostly to the same barber")
    func regulars() {
        let kept = data.bookings.filter { $0.status == .completed }
        let visits = Dictionary(grouping: kept, by: \.clientID).mapValues { $0.sorted { $0.startsAt < $1.startsAt } }
        var gaps: [Int] = []
        var toSameBarber = 0
        for (place, shop) in data.shops.enumerated() {
            for (index, client) in data.history.clients(ofShop: place).enumerated() where client.habit == .regular {
                let own = visits[shop.clients[index]] ?? []
                for (earlier, later) in zip(own, own.dropFirst()) {
                    gaps.append((later.startsAt - earlier.startsAt) / 86400)
                    if earlier.barberID == later.barberID { toSameBarber += 1 }
                }
            }
        }
        gaps.sort()

        #expect((26...36).contains(gaps[gaps.count / 2]))
        #expect(gaps[gaps.count / 20] >= 18)
        #expect(gaps[gaps.count * 17 / 20] <= 48)
        #expect(Double(toSameBarber) / Double(gaps.count) > 0.75)
    }

    @Test("many come only once, some two dozen times")
    func longTail() {
        let visits = Dictionary(grouping: data.bookings, by: \.clientID).mapValues(\.count)

        #expect(visits.values.count { $0 == 1 } > data.plan.clients / 5)
        #expect(visits.values.count { $0 > 20 } > data.plan.clients / 10)
    }

    @Test("business grows over the two years")
    func growth() {
        func count(daysAgo days: Range<Int>) -> Int {
            data.bookings.count { days.contains((DemoData.now - $0.startsAt) / 86400) }
        }

        let growth = Double(count(daysAgo: 1..<366)) / Double(count(daysAgo: 366..<731))

        #expect(growth > 1.1 && growth < 1.4)
    }

    @Test("fewer and fewer are booked in the days ahead")
    func ahead() {
        func count(daysAhead days: Range<Int>) -> Int {
            data.bookings.count { days.contains(($0.startsAt - DemoData.now) / 86400) && $0.startsAt > DemoData.now }
        }

        #expect(count(daysAhead: 0..<14) > 2 * count(daysAhead: 28..<42))
        #expect(count(daysAhead: 42..<56) > 0)
    }

    @Test("the demo client is a regular of the demo barber with an appointment ahead", arguments: [0.001, 0.01, 0.1])
    func demoClient(scale: Double) throws {
        let data = try DemoData(scale: scale)
        let own = data.bookings.filter { $0.clientID == 3 }

        #expect(own.count { $0.barberID == 2 } > 10)
        #expect(own.contains { $0.startsAt > DemoData.now && $0.barberID == 2 && $0.status.holdsTime })
        #expect(data.shops[0].ownerID == 1)
    }
}
