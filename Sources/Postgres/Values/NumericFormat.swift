/// PostgreSQL's binary format of `numeric`: digits to the base of 10,000, the weight of the first one, a sign and the
/// number of decimal places. Source: `numeric_send` in PostgreSQL's `numeric.c`.
struct NumericFormat {
    enum Sign: UInt16 {
        case plus = 0x0000
        case minus = 0x4000
        case notANumber = 0xC000
        case infinity = 0xD000
        case negativeInfinity = 0xF000
    }

    private(set) var sign: Sign
    /// The power of 10,000 that the first digit is multiplied with.
    private(set) var weight = 0
    private(set) var decimalPlaces = 0
    private(set) var digits: [UInt16] = []

    init(sign: Sign) { self.sign = sign }

    /// `mantissa` × 10 to the power of `exponent`.
    init(sign: Sign, mantissa: UInt128, exponent: Int) {
        self.sign = sign
        decimalPlaces = max(0, -exponent)
        guard mantissa > 0 else { return }
        // The last digit takes what of the exponent is no power of 10,000.
        let shift = (exponent % 4 + 4) % 4
        var power = (exponent - shift) / 4
        let scale = Self.powersOfTen[shift]
        var rest = mantissa
        var digit = UInt16(rest % UInt128(10_000 / scale)) * scale
        rest /= UInt128(10_000 / scale)
        while true {
            // The last digits aren't sent when they are 0.
            if digit > 0 || !digits.isEmpty { digits.append(digit) } else { power += 1 }
            guard rest > 0 else { break }
            digit = UInt16(rest % 10_000)
            rest /= 10_000
        }
        digits.reverse()
        weight = power + digits.count - 1
    }

    /// - Returns: nil when the bytes are malformed.
    init?(_ bytes: RawSpan) {
        guard let count = bytes.integer(at: 0, as: Int16.self), let weight = bytes.integer(at: 2, as: Int16.self),
            let sign = bytes.integer(at: 4, as: UInt16.self).flatMap(Sign.init),
            let places = bytes.integer(at: 6, as: UInt16.self), count >= 0, bytes.byteCount == 8 + 2 * Int(count)
        else { return nil }
        self.init(sign: sign)
        self.weight = Int(weight)
        decimalPlaces = Int(places)
        digits = (0..<Int(count)).map { bytes.integer(at: 8 + 2 * $0) ?? 0 }
        guard digits.allSatisfy({ $0 < 10_000 }) else { return nil }
    }

    func append(to bytes: inout [UInt8]) {
        bytes.appendBigEndian(Int16(digits.count))
        bytes.appendBigEndian(Int16(weight))
        bytes.appendBigEndian(sign.rawValue)
        bytes.appendBigEndian(UInt16(decimalPlaces))
        for digit in digits { bytes.appendBigEndian(digit) }
    }

    /// The finite number as a mantissa that doesn't end in 0 and an exponent of ten; nil if its digits are too many.
    var scientific: (mantissa: UInt128, exponent: Int)? {
        guard let last = digits.lastIndex(where: { $0 != 0 }) else { return (0, 0) }
        var lastDigit = digits[last]
        var zeros = 0
        while lastDigit % 10 == 0 {
            lastDigit /= 10
            zeros += 1
        }
        var mantissa: UInt128 = 0
        for (index, digit) in digits[...last].enumerated() {
            let isLast = index == last
            let scale = isLast ? Self.powersOfTen[4 - zeros] : 10_000
            let (product, productOverflows) = mantissa.multipliedReportingOverflow(by: UInt128(scale))
            let (sum, sumOverflows) = product.addingReportingOverflow(UInt128(isLast ? lastDigit : digit))
            guard !productOverflows, !sumOverflows else { return nil }
            mantissa = sum
        }
        return (mantissa, 4 * (weight - last) + zeros)
    }

    private static let powersOfTen: [UInt16] = [1, 10, 100, 1000, 10_000]
}
