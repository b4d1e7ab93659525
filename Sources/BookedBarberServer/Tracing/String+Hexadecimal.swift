extension String {
    /// Lowercase hexadecimal digits, 16 for each word.
    init(hexadecimal words: [UInt64]) {
        var digits: [UInt8] = []
        digits.reserveCapacity(16 * words.count)
        for word in words {
            for shift in stride(from: 60, through: 0, by: -4) {
                let digit = UInt8(truncatingIfNeeded: word >> shift) & 15
                digits.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
        self.init(decoding: digits, as: UTF8.self)
    }
}
