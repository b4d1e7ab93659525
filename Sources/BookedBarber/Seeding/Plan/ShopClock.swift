import Foundation

/// Converts a shop's dates to instants, as seconds since 1970.
struct ShopClock: Sendable {
    private let timeZone: TimeZone

    /// - Throws: ``SeedError/Code/unknownTimeZone``.
    init(_ name: String) throws(SeedError) {
        guard let timeZone = TimeZone(identifier: name) else {
            throw SeedError(
                .unknownTimeZone,
                "This system does not know the time zone \(name); install its time zone data (tzdata).")
        }
        self.timeZone = timeZone
    }

    func day(at instant: Int) -> DayNumber {
        let wall = instant + offset(at: instant)
        return DayNumber(value: wall >= 0 ? wall / 86400 : (wall - 86399) / 86400)
    }

    /// Seconds from the local midnight's wall clock time to UTC that hold from morning to evening: clocks change at
    /// night.
    func daytime(of day: DayNumber) -> Daytime {
        let noon = day.value * 86400 + 43200
        return Daytime(midnight: day.value * 86400 - offset(at: noon - offset(at: noon)))
    }

    /// The instant at which the day begins.
    func start(of day: DayNumber) -> Int {
        let wall = day.value * 86400
        return wall - offset(at: wall - offset(at: wall))
    }

    private func offset(at instant: Int) -> Int {
        timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
    }
}

/// The daylight hours of one day in one time zone.
struct Daytime: Sendable {
    /// Where midnight would be if the clocks had not changed since.
    let midnight: Int

    func instant(minute: Int) -> Int { midnight + minute * 60 }
}
