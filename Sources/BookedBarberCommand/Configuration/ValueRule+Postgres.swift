extension ValueRule where Value == PostgresMemory {
    static func memory(_ range: ClosedRange<PostgresMemory>) -> Self {
        Self(
            allowed: "an amount of memory from \(range.lowerBound) to \(range.upperBound) with its unit "
                + "(kB, MB, GB or TB, as in \"256MB\")",
            parse: { text in PostgresMemory(text).flatMap { range.contains($0) ? $0 : nil } },
            render: { .text($0.description) })
    }
}

extension ValueRule where Value == PostgresTime {
    /// - Parameters:
    ///   - bareUnit: what PostgreSQL takes a number without unit for in this setting.
    ///   - canBeOff: whether -1 is allowed, which switches the setting off.
    static func time(_ range: ClosedRange<PostgresTime>, bareUnit: String, canBeOff: Bool = false) -> Self {
        Self(
            allowed: "a time from \(range.lowerBound) to \(range.upperBound) (ms, s, min, h or d, as in \"15min\"; "
                + "a plain number counts \(bareUnit))" + (canBeOff ? ", or -1 for off" : ""),
            parse: { text in
                guard let time = PostgresTime(text, bareUnit: bareUnit) else { return nil }
                return range.contains(time) || (canBeOff && time == .off) ? time : nil
            }, render: { .text($0.description) })
    }
}
