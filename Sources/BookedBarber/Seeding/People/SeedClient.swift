/// How somebody comes to the barber.
struct SeedClient: Hashable, Sendable {
    enum Habit: UInt8, Sendable {
        /// Every three to six weeks.
        case regular
        /// A few times a year.
        case occasional
        case once
    }

    let habit: Habit
    /// Place of the barber they go to in the shop's list.
    let barber: Int
    /// Place of what they usually want in the shop's list of services.
    let service: Int
    /// Days between visits, before chance.
    let interval: Int
    /// The day on which the first visit of the timeline is due; the account is older.
    let firstDue: DayNumber
    /// Seconds since 1970.
    let joinedAt: Int
}
