#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// PostgreSQL's `numeric`, exactly: numbers that `Decimal` can't hold (more than 38 significant digits, exponents
/// outside of −128…127, infinities) are refused rather than rounded. `Decimal.nan` is PostgreSQL's `NaN`.
///
/// Zeros at the end of a fraction are not kept: `Decimal` holds 1.50 as 1.5.
extension Decimal: PostgresCodable {
    public static var postgresType: PostgresType { .numeric }

    public func encode(into bytes: inout [UInt8]) throws(ValueError) {
        guard !isNaN else { return NumericFormat(sign: .notANumber).append(to: &bytes) }
        guard let mantissa = UInt128(significand.description) else {
            throw ValueError("the decimal number can't be written in digits")
        }
        let sign: NumericFormat.Sign = isSignMinus ? .minus : .plus
        NumericFormat(sign: sign, mantissa: mantissa, exponent: exponent).append(to: &bytes)
    }

    /// Reads `numeric` and the integer types.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(ValueError) -> Decimal {
        switch type {
        case .int2, .int4, .int8: return Decimal(try Int64.decode(bytes, type: type))
        case .numeric: break
        default: throw .mismatch(type, for: Self.self)
        }
        guard let format = NumericFormat(bytes) else { throw .malformed(type, for: Self.self) }
        switch format.sign {
        case .notANumber: return .nan
        case .infinity, .negativeInfinity: throw ValueError("an infinite numeric can't be read as Decimal")
        case .plus, .minus: break
        }
        guard let (mantissa, exponent) = format.scientific, (-128...127).contains(exponent),
            let significand = UInt64(exactly: mantissa).map({ Decimal($0) }) ?? Decimal(string: "\(mantissa)")
        else {
            throw ValueError(
                "a numeric of more digits than Decimal holds (38, exponents -128 to 127); read it as ::text")
        }
        return Decimal(sign: format.sign == .minus ? .minus : .plus, exponent: exponent, significand: significand)
    }
}
