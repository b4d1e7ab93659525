/// An amount of memory as PostgreSQL writes it: a whole number with `kB`, `MB`, `GB` or `TB` (powers of 1024).
///
/// The unit is demanded: a bare `256` would be 256 blocks of 8 kB in one setting and 256 kB in another.
struct PostgresMemory: Sendable, Hashable, Comparable, LosslessStringConvertible {
    let kilobytes: Int

    init(kilobytes: Int) { self.kilobytes = kilobytes }
    static func megabytes(_ count: Int) -> Self { Self(kilobytes: count << 10) }
    static func gigabytes(_ count: Int) -> Self { Self(kilobytes: count << 20) }

    private static let units: [(name: String, kilobytes: Int)] = [
        ("TB", 1 << 30), ("GB", 1 << 20), ("MB", 1 << 10), ("kB", 1),
    ]

    /// Spaces between number and unit are allowed, as PostgreSQL does; the unit's case is not free there, and here is.
    init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard let count = Int(digits),
            let factor = Self.units.first(where: { $0.name.lowercased() == unit.lowercased() })?.kilobytes
        else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        kilobytes = product
    }

    /// The shortest exact spelling: `1GB`, `1536MB`, `0kB`.
    var description: String {
        for unit in Self.units where kilobytes != 0 && kilobytes.isMultiple(of: unit.kilobytes) {
            return "\(kilobytes / unit.kilobytes)\(unit.name)"
        }
        return "\(kilobytes)kB"
    }

    static func < (left: Self, right: Self) -> Bool { left.kilobytes < right.kilobytes }
}
