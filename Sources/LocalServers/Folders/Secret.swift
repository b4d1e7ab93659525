/// Random text for passwords.
enum Secret {
    /// 192 bits from the system's generator, as 48 hexadecimal digits: needs no quoting in SQL, URLs or files.
    static func generate() -> String {
        var generator = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef")
        return String((0..<48).map { _ in digits[Int(generator.next(upperBound: UInt(16)))] })
    }

    /// Whether text read from a file can be one of ours.
    static func isWellFormed(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 48 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}
