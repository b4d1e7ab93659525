/// How clients behave: what they do with an appointment, and when they come again.
enum Habits {
    static let cancelled = 0.12

    static func missed(_ habit: SeedClient.Habit) -> Double {
        switch habit {
        case .regular: 0.054
        case .occasional: 0.085
        case .once: 0.14
        }
    }

    static func outcome(_ habit: SeedClient.Habit, _ random: inout SeededRandom) -> Visit.Outcome {
        if random.chance(cancelled) { return .cancelled }
        return random.chance(missed(habit) / (1 - cancelled)) ? .missed : .kept
    }

    /// Days until a client is due again; `nil` for never.
    static func daysUntilNext(
        _ client: SeedClient, after outcome: Visit.Outcome, _ random: inout SeededRandom
    ) -> Int? {
        switch (client.habit, outcome) {
        case (.once, _): nil
        case (.regular, .kept): client.interval + random.within(-2...4)
        case (.regular, .cancelled): random.within(3...10)
        case (.regular, .missed): random.within(5...18)
        case (.occasional, .kept): client.interval + random.within(-10...10)
        case (.occasional, _): random.within(7...30)
        }
    }
}
