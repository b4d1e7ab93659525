/// One shop with its staff and its services.
struct SeedShop: Sendable {
    let id: Int64
    let city: SeedCity
    let clock: ShopClock
    let timeline: SeedTimeline
    let name: String
    let address: String
    let feeBasisPoints: Int
    let slotMinutes: Int
    /// Seconds since 1970.
    let openedAt: Int
    let opensOnSunday: Bool
    let ownerID: Int64
    let managerID: Int64?
    let services: [SeedService]
    let barbers: [SeedBarber]
    let clients: SeedClientNumbers
    let appointments: Int

    /// Closed for Christmas and on New Year's Day.
    func isHoliday(_ day: DayNumber) -> Bool {
        let date = day.civil
        return (date.month, date.day) == (12, 25) || (date.month, date.day) == (1, 1)
    }
}

struct SeedService: Sendable {
    let id: Int64
    let item: ServiceCatalogue.Item
    /// Minor units of the shop's currency.
    let price: Int64
    let earlierPrice: Int64
    let raisedOn: DayNumber

    func price(on day: DayNumber) -> Int64 { day < raisedOn ? earlierPrice : price }
}

struct SeedBarber: Sendable {
    let id: Int64
    let displayName: String
    let bio: String
    let week: WorkingWeek
    /// How many clients come to this barber, compared with the others.
    let popularity: Int
    /// Places in the shop's list, ascending.
    let services: [Int]
    /// Draws a place in the shop's list.
    let wishes: WeightedChoice<Int>
    let timeOff: [SeedTimeOff]

    /// When the barber works on a day.
    func hours(on day: DayNumber) -> [Range<Int>] {
        timeOff.contains { $0.days.contains(day) } ? [] : week.hours(on: day.weekday)
    }
}

/// Whole days away.
struct SeedTimeOff: Hashable, Sendable {
    let days: Range<DayNumber>
    let reason: String
}

/// The users who are a shop's clients: a row of numbers, after a first one that may lie elsewhere.
struct SeedClientNumbers: Hashable, Sendable {
    let first: Int64
    let afterFirst: Int64
    let count: Int

    subscript(index: Int) -> Int64 { index == 0 ? first : afterFirst + Int64(index - 1) }
}
