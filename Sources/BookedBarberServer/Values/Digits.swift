/// Numbers with leading zeros.
extension [UInt8] {
    mutating func append(_ separator: Unicode.Scalar, _ value: Int, digits width: Int) {
        append(UInt8(ascii: separator))
        append(value, digits: width)
    }

    mutating func append(_ value: Int, digits width: Int) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        guard (0..<(divisor * 10)).contains(value) else { return append(contentsOf: String(value).utf8) }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / divisor % 10))
            divisor /= 10
        }
    }
}
