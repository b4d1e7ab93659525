#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A moment on the wire: RFC 3339, written in UTC with whole seconds (milliseconds when there are any), read with any
/// offset and any number of decimals.
struct Timestamp: Sendable, Hashable {
    let date: Date

    init(_ date: Date) {
        self.date = date
    }
}

extension Timestamp: LosslessStringConvertible {
    init?(_ text: String) {
        var reader = Reader(text.utf8)
        guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
            let day = reader.digits(2), reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.digits(2), reader.skip(":"), let minute = reader.digits(2), reader.skip(":"),
            let second = reader.digits(2)
        else { return nil }
        var fraction = 0.0
        if reader.skip(".") {
            guard let value = reader.fraction() else { return nil }
            fraction = value
        }
        guard let offset = reader.offset(), reader.isAtEnd, hour < 24, minute < 60, second <= 60,
            let days = CivilDay(year: year, month: month, day: day)?.daysSince1970
        else { return nil }
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
        self.init(Date(timeIntervalSince1970: Double(seconds) + fraction))
    }

    var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text as it is described by `description`.
    func write(to bytes: inout [UInt8]) {
        let milliseconds = Int((date.timeIntervalSince1970 * 1_000).rounded())
        let (seconds, rest) = milliseconds.dividedWithFloor(by: 1_000)
        let (days, time) = seconds.dividedWithFloor(by: 86_400)
        let day = CivilDay(daysSince1970: days)
        bytes.append(day.year, digits: 4)
        bytes.append("-", day.month, digits: 2)
        bytes.append("-", day.day, digits: 2)
        bytes.append("T", time / 3_600, digits: 2)
        bytes.append(":", time / 60 % 60, digits: 2)
        bytes.append(":", time % 60, digits: 2)
        if rest != 0 { bytes.append(".", rest, digits: 3) }
        bytes.append(UInt8(ascii: "Z"))
    }
}

extension Timestamp: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a date and time such as 2026-11-23T15:00:00Z")
        }
        self = value
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

private struct Reader {
    var rest: Substring.UTF8View

    init(_ text: String.UTF8View) {
        rest = text[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func digit() -> Int? {
        guard let first = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
        rest.removeFirst()
        return Int(first - UInt8(ascii: "0"))
    }

    mutating func digits(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// One digit or more after the point; what is finer than a nanosecond is dropped.
    mutating func fraction() -> Double? {
        guard var value = digit() else { return nil }
        var scale = 10
        while let digit = digit() {
            guard scale < 1_000_000_000 else { continue }
            value = value * 10 + digit
            scale *= 10
        }
        return Double(value) / Double(scale)
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60 else {
            return nil
        }
        return sign * (hours * 3_600 + minutes * 60)
    }
}
