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
        let milliseconds = Int((date.timeIntervalSince1970 * 1_000).rounded())
        let (seconds, rest) = milliseconds.dividedWithFloor(by: 1_000)
        let (days, time) = seconds.dividedWithFloor(by: 86_400)
        let day = CivilDay(daysSince1970: days)
        var text = DigitText()
        text.append(day.year, 4)
        text.append("-", day.month, 2)
        text.append("-", day.day, 2)
        text.append("T", time / 3_600, 2)
        text.append(":", time / 60 % 60, 2)
        text.append(":", time % 60, 2)
        if rest != 0 { text.append(".", rest, 3) }
        return text.ended("Z")
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

/// A day of the proleptic Gregorian calendar and its number, after Howard Hinnant's "chrono-compatible low-level date
/// algorithms" (days_from_civil, civil_from_days).
private struct CivilDay {
    let year: Int
    let month: Int
    let day: Int

    init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1 else { return nil }
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        guard day <= length else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    init(daysSince1970 days: Int) {
        let (era, dayOfEra) = (days + 719_468).dividedWithFloor(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int {
        let (era, yearOfEra) = (month <= 2 ? year - 1 : year).dividedWithFloor(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
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

extension Int {
    fileprivate func dividedWithFloor(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// Numbers with leading zeros.
private struct DigitText {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(24) }

    mutating func append(_ separator: Unicode.Scalar, _ value: Int, _ width: Int) {
        bytes.append(UInt8(ascii: separator))
        append(value, width)
    }

    mutating func append(_ value: Int, _ width: Int) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        guard (0..<(divisor * 10)).contains(value) else { return bytes.append(contentsOf: String(value).utf8) }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    mutating func ended(_ last: Unicode.Scalar) -> String {
        bytes.append(UInt8(ascii: last))
        return String(decoding: bytes, as: UTF8.self)
    }
}
