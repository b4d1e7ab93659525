/// How much of what a scale means.
struct SeedPlan: Hashable, Sendable {
    static let pastDays = 730
    /// The last day of the calendar, counted from today; bookings are taken 60 times 24 hours ahead.
    static let futureDays = 59
    /// Accepted scales: at 0.001 one shop with 20 clients, at 100 a thousand shops with 25 million appointments.
    static let scales = 0.001...100.0

    let shops: Int
    let barbers: Int
    let clients: Int
    let appointments: Int

    /// - Throws: ``SeedError/Code/scaleOutOfRange``.
    init(scale: Double) throws(SeedError) {
        guard Self.scales.contains(scale) else {
            throw SeedError(
                .scaleOutOfRange,
                "The scale is \(scale); it must be from \(Self.scales.lowerBound) to \(Self.scales.upperBound). "
                    + "Scale 1 is 10 shops, 60 barbers, 20000 clients and 250000 appointments.")
        }
        func scaled(_ count: Double) -> Int { Int((count * scale).rounded()) }
        shops = max(1, scaled(10))
        barbers = max(3 * shops, scaled(60))
        clients = max(20, scaled(20_000))
        appointments = scaled(250_000)
    }

    /// Barbers of each shop: three to nine where there are six on average.
    var barbersByShop: [Int] {
        let sizes = [7, 5, 8, 3, 6, 9, 5, 4, 7, 6]
        let more = (0..<shops).map { sizes[$0 % sizes.count] - 3 }
        return Apportionment.parts(of: barbers - 3 * shops, by: more).map { $0 + 3 }
    }

    /// Shops from this size on have a manager beside the owner.
    static let barbersWithManager = 5
}
