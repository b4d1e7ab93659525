#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension UUID: PostgresCodable {
    public static var postgresType: PostgresType { .uuid }

    public func encode(into bytes: inout [UInt8]) {
        Swift.withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) }
    }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> UUID {
        guard type == .uuid else { throw .mismatch(type, for: Self.self) }
        guard bytes.byteCount == 16 else { throw .malformed(type, for: Self.self) }
        func byte(_ index: Int) -> UInt8 { bytes.integer(at: index) ?? 0 }
        return UUID(
            uuid: (
                byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7), byte(8), byte(9), byte(10),
                byte(11), byte(12), byte(13), byte(14), byte(15)
            ))
    }
}

extension Data: PostgresCodable {
    public static var postgresType: PostgresType { .bytea }

    public func encode(into bytes: inout [UInt8]) throws(ValueError) {
        try bytes.checkRoom(for: count)
        bytes.append(contentsOf: self)
    }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Data {
        guard type == .bytea else { throw .mismatch(type, for: Self.self) }
        return bytes.withUnsafeBytes { Data($0) }
    }
}

/// A point in time: `timestamptz`, to the microsecond. PostgreSQL's `infinity` and `-infinity` are dates that lie
/// infinitely many seconds away.
extension Date: PostgresCodable {
    public static var postgresType: PostgresType { .timestamptz }

    /// PostgreSQL counts from 2000-01-01, Foundation from 2001-01-01.
    private static let secondsBetweenEpochs = 31_622_400.0
    /// 4714-11-24 BC and the end of 294276, PostgreSQL's limits, in microseconds from 2000-01-01.
    private static let allowed = -211_813_488_000_000_000.0..<9_223_371_331_200_000_000.0

    public func encode(into bytes: inout [UInt8]) throws(ValueError) {
        let seconds = timeIntervalSinceReferenceDate
        guard !seconds.isInfinite else { return bytes.appendBigEndian(seconds > 0 ? Int64.max : Int64.min) }
        // Whole seconds apart from the fraction: their sum in microseconds would lose digits far from the epoch.
        let whole = seconds.rounded(.down)
        let microseconds = (whole + Self.secondsBetweenEpochs) * 1e6
        guard Self.allowed.contains(microseconds) else {
            throw ValueError("the date lies outside of PostgreSQL's range (4714 BC to 294276)")
        }
        bytes.appendBigEndian(
            Int64(whole + Self.secondsBetweenEpochs) * 1_000_000 + Int64(((seconds - whole) * 1e6).rounded()))
    }

    /// Reads `timestamptz`; `timestamp`, which has no time zone, is refused.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Date {
        guard type != .timestamp else {
            throw ValueError("timestamp has no time zone: say in the statement AT TIME ZONE where it is meant")
        }
        guard type == .timestamptz else { throw .mismatch(type, for: Self.self) }
        guard let microseconds = bytes.wholeInteger(as: Int64.self) else { throw .malformed(type, for: Self.self) }
        switch microseconds {
        case .max: return Date(timeIntervalSinceReferenceDate: .infinity)
        case .min: return Date(timeIntervalSinceReferenceDate: -.infinity)
        default:
            let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
            return Date(
                timeIntervalSinceReferenceDate: Double(seconds) - secondsBetweenEpochs + Double(rest) / 1e6)
        }
    }
}
