/// Makes the clients of a shop.
///
/// Nearly half of them are regulars, many come only once. Most regulars were there when the timeline begins; the
/// others join all along, so that the shop grows.
struct ClientGenerator {
    private static let habits = WeightedChoice<SeedClient.Habit>([.regular: 46, .occasional: 24, .once: 30])
    private static let weeks = WeightedChoice([3: 25, 4: 35, 5: 25, 6: 15])
    private static let joinedBefore = 0.62

    private let shop: SeedShop
    private let barbers: WeightedChoice<Int>
    private var random: SeededRandom

    init(seed: UInt64, _ shop: SeedShop, index: Int) {
        self.shop = shop
        barbers = WeightedChoice(Array(shop.barbers.indices), weights: shop.barbers.map(\.popularity))
        random = SeededRandom(seed: seed, .clients, index)
    }

    /// - Parameter hasDemoClient: the first is a regular of the first barber, and has been one from the beginning.
    mutating func clients(hasDemoClient: Bool) -> [SeedClient] {
        (0..<shop.clients.count).map { index in
            hasDemoClient && index == 0
                ? client(.regular, barber: 0, interval: 28, isOld: true)
                : client(Self.habits.draw(&random))
        }
    }

    private mutating func client(_ habit: SeedClient.Habit) -> SeedClient {
        let barber = barbers.draw(&random)
        switch habit {
        case .regular:
            return client(
                habit, barber: barber, interval: Self.weeks.draw(&random) * 7, isOld: random.chance(Self.joinedBefore))
        case .occasional:
            return client(
                habit, barber: barber, interval: random.within(50...95), isOld: random.chance(Self.joinedBefore))
        case .once:
            return client(habit, barber: barber, interval: 0, isOld: false)
        }
    }

    private mutating func client(
        _ habit: SeedClient.Habit, barber: Int, interval: Int, isOld: Bool
    ) -> SeedClient {
        let timeline = shop.timeline
        let service = shop.barbers[barber].wishes.draw(&random)
        let firstDue = timeline.first + random.below(isOld ? interval : SeedPlan.pastDays)
        let joinedOn = isOld ? timeline.first - random.within(1...700) : firstDue - [0, 0, 1, 3, 7][random.below(5)]
        // Before the shop opens on that day.
        let joinedAt = shop.clock.daytime(of: joinedOn).instant(minute: random.within(5 * 60...7 * 60 + 30))
        return SeedClient(
            habit: habit, barber: barber, service: service, interval: interval, firstDue: firstDue,
            joinedAt: joinedAt + random.below(60))
    }
}
