#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A value that ranges are made of.
public protocol PostgresRangeBound: PostgresCodable, Comparable, Hashable {
    /// The type of ranges of this type.
    static var postgresRangeType: PostgresType { get }
}

extension Int32: PostgresRangeBound { public static var postgresRangeType: PostgresType { .int4range } }
extension Int64: PostgresRangeBound { public static var postgresRangeType: PostgresType { .int8range } }
extension Int: PostgresRangeBound { public static var postgresRangeType: PostgresType { .int8range } }
extension Decimal: PostgresRangeBound { public static var postgresRangeType: PostgresType { .numrange } }
extension Date: PostgresRangeBound { public static var postgresRangeType: PostgresType { .tstzrange } }
extension CalendarDate: PostgresRangeBound { public static var postgresRangeType: PostgresType { .daterange } }

/// A range of PostgreSQL: empty, or between two bounds of which each may be missing, inclusive or exclusive.
public struct PostgresRange<Bound: PostgresRangeBound>: Hashable, Sendable {
    /// Nil when the range has no lower bound, or is empty.
    public let lower: Bound?
    public let upper: Bound?
    public let lowerInclusive: Bool
    public let upperInclusive: Bool
    public let isEmpty: Bool

    public static var empty: PostgresRange {
        PostgresRange(lower: nil, upper: nil, lowerInclusive: false, upperInclusive: false, isEmpty: true)
    }

    /// A range without a lower bound (nil), an upper one, or either. As PostgreSQL has it, one whose bounds are equal
    /// and not both inclusive is the empty range. One whose lower bound is above the upper one can't be sent.
    public init(lower: Bound?, upper: Bound?, lowerInclusive: Bool = true, upperInclusive: Bool = false) {
        if let lower, lower == upper, !(lowerInclusive && upperInclusive) {
            self = .empty
        } else {
            self.init(
                lower: lower, upper: upper, lowerInclusive: lower != nil && lowerInclusive,
                upperInclusive: upper != nil && upperInclusive, isEmpty: false)
        }
    }

    /// From the lower bound up to but not including the upper one.
    public init(_ range: Range<Bound>) { self.init(lower: range.lowerBound, upper: range.upperBound) }

    private init(lower: Bound?, upper: Bound?, lowerInclusive: Bool, upperInclusive: Bool, isEmpty: Bool) {
        self.lower = lower
        self.upper = upper
        self.lowerInclusive = lowerInclusive
        self.upperInclusive = upperInclusive
        self.isEmpty = isEmpty
    }
}

extension PostgresRange: PostgresCodable {
    // Flags of PostgreSQL's rangetypes.h.
    private static var emptyFlag: UInt8 { 0x01 }
    private static var lowerInclusiveFlag: UInt8 { 0x02 }
    private static var upperInclusiveFlag: UInt8 { 0x04 }
    private static var lowerInfiniteFlag: UInt8 { 0x08 }
    private static var upperInfiniteFlag: UInt8 { 0x10 }

    public static var postgresType: PostgresType { Bound.postgresRangeType }

    public func encode(into bytes: inout [UInt8]) throws(ValueError) {
        guard !isEmpty else { return bytes.append(Self.emptyFlag) }
        if let lower, let upper, lower > upper { throw ValueError("the range's lower bound is above its upper one") }
        var flags: UInt8 = 0
        if lowerInclusive { flags |= Self.lowerInclusiveFlag }
        if upperInclusive { flags |= Self.upperInclusiveFlag }
        if lower == nil { flags |= Self.lowerInfiniteFlag }
        if upper == nil { flags |= Self.upperInfiniteFlag }
        bytes.append(flags)
        for bound in [lower, upper] {
            guard let bound else { continue }
            try bytes.appendWithLength { bytes throws(ValueError) in try bound.encode(into: &bytes) }
        }
    }

    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> PostgresRange {
        guard type == postgresType else { throw .mismatch(type, for: Self.self) }
        guard let flags = bytes.integer(as: UInt8.self) else { throw .malformed(type, for: Self.self) }
        guard flags & emptyFlag == 0 else { return .empty }
        var offset = 1
        let lower = flags & lowerInfiniteFlag == 0 ? try bound(bytes, &offset, type) : nil
        let upper = flags & upperInfiniteFlag == 0 ? try bound(bytes, &offset, type) : nil
        guard offset == bytes.byteCount else { throw .malformed(type, for: Self.self) }
        return PostgresRange(
            lower: lower, upper: upper, lowerInclusive: flags & lowerInclusiveFlag != 0,
            upperInclusive: flags & upperInclusiveFlag != 0)
    }

    private static func bound(_ bytes: RawSpan, _ offset: inout Int, _ type: PostgresType) throws(ValueError) -> Bound {
        guard let length = bytes.integer(at: offset, as: Int32.self),
            let bound = try bytes.withPart(
                offset + 4, Int(length),
                { part throws(ValueError) in try Bound.decode(part, type: Bound.postgresType) })
        else { throw .malformed(type, for: Self.self) }
        offset += 4 + Int(length)
        return bound
    }
}

/// A half-open range of dates, sent as `tstzrange`.
extension Range: PostgresEncodable where Bound: PostgresRangeBound {
    public static var postgresType: PostgresType { Bound.postgresRangeType }

    public func encode(into bytes: inout [UInt8]) throws(ValueError) { try PostgresRange(self).encode(into: &bytes) }
}

/// Reads ranges that have both bounds, the lower inclusive and the upper exclusive, as PostgreSQL gives them for
/// integers and dates; any other is refused.
extension Range: PostgresDecodable where Bound: PostgresRangeBound {
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Range {
        let range = try PostgresRange<Bound>.decode(bytes, type: type)
        guard let lower = range.lower, let upper = range.upper, range.lowerInclusive, !range.upperInclusive,
            lower <= upper
        else { throw ValueError("an empty, unbounded or closed range can't be read as \(Self.self)") }
        return lower..<upper
    }
}
