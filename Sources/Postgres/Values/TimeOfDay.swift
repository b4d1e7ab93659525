/// A time of day without a date or time zone, to the microsecond: PostgreSQL's `time`. 24:00 is the end of the day.
public struct TimeOfDay: Hashable, Comparable, Sendable {
    /// Microseconds since midnight, 0 to 86,400,000,000.
    public let microseconds: Int64

    private static let perDay: Int64 = 86_400_000_000

    /// - Returns: nil outside of the day.
    public init?(microseconds: Int64) {
        guard (0...Self.perDay).contains(microseconds) else { return nil }
        self.microseconds = microseconds
    }

    /// - Returns: nil if there is no such time. 24:00:00 is one.
    public init?(hour: Int, minute: Int, second: Int = 0) {
        guard (0...24).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.init(microseconds: Int64((hour * 60 + minute) * 60 + second) * 1_000_000)
    }

    public static let midnight = TimeOfDay(unchecked: 0)
    public static let endOfDay = TimeOfDay(unchecked: perDay)

    private init(unchecked microseconds: Int64) { self.microseconds = microseconds }

    /// 0 to 24.
    public var hour: Int { Int(microseconds / 3_600_000_000) }
    public var minute: Int { Int(microseconds / 60_000_000 % 60) }
    public var second: Int { Int(microseconds / 1_000_000 % 60) }
    /// Whole minutes since midnight.
    public var minutes: Int { Int(microseconds / 60_000_000) }

    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.microseconds < right.microseconds }
}

extension TimeOfDay: LosslessStringConvertible, Codable {
    /// `09:30`, with seconds and their fraction only where there are some.
    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        var text = "\(two(hour)):\(two(minute))"
        let fraction = microseconds % 1_000_000
        if second != 0 || fraction != 0 { text += ":\(two(second))" }
        if fraction != 0 {
            var digits = String(String(fraction + 1_000_000).dropFirst())
            while digits.hasSuffix("0") { digits.removeLast() }
            text += ".\(digits)"
        }
        return text
    }

    /// Reads `09:30`, `09:30:15` and `09:30:15.25`; nil for anything else.
    public init?(_ text: String) {
        let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let clock = halves.first else { return nil }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        func digits(_ text: Substring) -> Int? {
            text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
        }
        guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.count == 2 }),
            let hour = digits(parts[0]), let minute = digits(parts[1]),
            let second = parts.count == 3 ? digits(parts[2]) : 0,
            let whole = TimeOfDay(hour: hour, minute: minute, second: second)
        else { return nil }
        guard halves.count == 2 else {
            self = whole
            return
        }
        guard parts.count == 3, (1...6).contains(halves[1].count), let fraction = digits(halves[1]) else { return nil }
        let scale = (0..<(6 - halves[1].count)).reduce(1) { scale, _ in scale * 10 }
        self.init(microseconds: whole.microseconds + Int64(fraction * scale))
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = TimeOfDay(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a time must look like 09:30")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension TimeOfDay: PostgresCodable {
    public static var postgresType: PostgresType { .time }

    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(microseconds) }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> TimeOfDay {
        guard type == .time else { throw .mismatch(type, for: Self.self) }
        guard let microseconds = bytes.wholeInteger(as: Int64.self), let time = TimeOfDay(microseconds: microseconds)
        else { throw .malformed(type, for: Self.self) }
        return time
    }
}
