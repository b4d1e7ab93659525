/// When in the day people want to come: at lunch and after work, on Saturdays in the morning.
enum BusyHours {
    private static let weekday = WeightedChoice([
        9: 6, 10: 8, 11: 10, 12: 13, 13: 8, 14: 6, 15: 8, 16: 12, 17: 17, 18: 13,
    ])
    private static let weekend = WeightedChoice([8: 5, 9: 14, 10: 17, 11: 16, 12: 13, 13: 10, 14: 9, 15: 8, 16: 5])

    /// Minutes after local midnight.
    static func preferredStart(on weekday: Int, _ random: inout SeededRandom) -> Int {
        let hour = (weekday >= 6 ? Self.weekend : Self.weekday).draw(&random)
        return hour * 60 + random.element(of: [0, 0, 15, 30, 30, 45])
    }
}
