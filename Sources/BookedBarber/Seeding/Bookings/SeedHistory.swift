/// All bookings of all shops in pieces of whole days, so that no more than one piece is in memory.
struct SeedHistory: Sendable {
    /// A piece has at least so many bookings, unless it is the last.
    static let pieceSize = 20_000

    private var simulations: [ShopSimulation]
    private var nextDay = 0
    private let days: Int

    init(seed: UInt64, shops: [SeedShop]) {
        simulations = shops.enumerated().map { index, shop in
            var clients = ClientGenerator(seed: seed, shop, index: index)
            let isFirst = index == 0
            return ShopSimulation(
                seed: seed, shop, index: index, clients: clients.clients(hasDemoClient: isFirst),
                hasDemoClient: isFirst)
        }
        days = shops.map(\.timeline.count).max() ?? 0
    }

    /// The clients of a shop.
    func clients(ofShop index: Int) -> [SeedClient] { simulations[index].clients }

    /// The next days' bookings in the order in which they were made; `nil` after the last.
    mutating func next() -> [SeedBooking]? {
        guard nextDay < days else { return nil }
        var piece: [SeedBooking] = []
        while nextDay < days, piece.count < Self.pieceSize {
            for index in simulations.indices { piece += simulations[index].bookings(onDay: nextDay) }
            nextDay += 1
        }
        return piece.sorted {
            ($0.createdAt, $0.barberID, $0.startsAt, $0.clientID)
                < ($1.createdAt, $1.barberID, $1.startsAt, $1.clientID)
        }
    }
}
