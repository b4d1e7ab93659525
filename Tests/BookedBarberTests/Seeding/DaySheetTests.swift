import Testing

@testable import BookedBarber

@Suite("A barber's day")
struct DaySheetTests {
    private let hours = [540..<780, 810..<1080]

    @Test("gives the preferred time when it is free")
    func preferred() {
        let sheet = DaySheet(hours: hours)

        #expect(sheet.start(nearest: 615, minutes: 45, step: 15) == 615)
        #expect(sheet.start(nearest: 620, minutes: 45, step: 15) == 615)
    }

    @Test("gives the nearest time at which all of the service fits")
    func nearest() {
        var sheet = DaySheet(hours: hours)
        sheet.take(600..<660)

        #expect(sheet.start(nearest: 600, minutes: 30, step: 15) == 570)
        #expect(sheet.start(nearest: 650, minutes: 30, step: 15) == 660)
        #expect(sheet.start(nearest: 770, minutes: 30, step: 15) == 750)
        #expect(sheet.start(nearest: 0, minutes: 15, step: 15) == 540)
    }

    @Test("gives nothing when nothing fits")
    func full() {
        var sheet = DaySheet(hours: [540..<600])

        #expect(sheet.start(nearest: 540, minutes: 61, step: 15) == nil)
        sheet.take(545..<560)
        #expect(sheet.start(nearest: 540, minutes: 45, step: 15) == nil)
        #expect(DaySheet(hours: []).start(nearest: 540, minutes: 1, step: 15) == nil)
    }

    @Test("never gives the same time twice")
    func disjoint() {
        var random = SeededRandom(seed: 1, .bookings)
        var sheet = DaySheet(hours: hours)
        var taken: [Range<Int>] = []

        while let start = sheet.start(nearest: random.within(500...1100), minutes: 20, step: 5) {
            taken.append(start..<start + 20)
            sheet.take(start..<start + 20)
        }

        taken.sort { $0.lowerBound < $1.lowerBound }
        #expect(zip(taken, taken.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
        #expect(
            taken.allSatisfy { time in
                hours.contains { $0.contains(time.lowerBound) && time.upperBound <= $0.upperBound }
            })
        #expect(taken.count > 15)
    }
}
