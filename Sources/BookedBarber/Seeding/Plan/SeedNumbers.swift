/// The highest number in use of each table; what is seeded gets the numbers after it.
struct SeedNumbers: Hashable, Sendable {
    var users: Int64 = 0
    var locations: Int64 = 0
    var services: Int64 = 0
    var timeOff: Int64 = 0
    /// Without the month that rows of this table have before it.
    var appointments: Int64 = 0
    /// Without the month that rows of this table have before it.
    var payments: Int64 = 0
    var refunds: Int64 = 0
    var payouts: Int64 = 0
}
