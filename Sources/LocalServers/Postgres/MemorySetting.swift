/// An amount of memory as PostgreSQL's configuration writes it: `256MB`, `4 GB`, `64kB`, or a bare number of units.
struct MemorySetting: Equatable, Sendable {
    var bytes: Int

    init(bytes: Int) { self.bytes = bytes }

    /// - Parameter unit: what a number without a unit counts, in bytes.
    init?(_ text: String, unit: Int) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let suffix = text.dropFirst(digits.count).drop { $0 == " " }
        let factors = ["": unit, "B": 1, "kB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40]
        guard let number = Int(digits), let factor = factors[String(suffix)] else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        self.bytes = bytes
    }

    var wholeMegabytes: MemorySetting { MemorySetting(bytes: (bytes >> 20) << 20) }

    /// In the largest unit that loses nothing, but not below kB.
    var text: String {
        for (suffix, factor) in [("GB", 1 << 30), ("MB", 1 << 20)] where bytes >= factor && bytes % factor == 0 {
            return "\(bytes / factor)\(suffix)"
        }
        return "\(bytes >> 10)kB"
    }
}
