/// An amount in whole minor units of a currency; never a floating-point number.
public struct Money: Hashable, Sendable, Codable {
    /// Cents of a dollar, whole yen, and so on (`Currency.minorDigits`).
    public let minorUnits: Int64
    public let currency: Currency

    public init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }
}

extension Money: CustomStringConvertible {
    /// "USD 12.50", "JPY 1200", "USD -0.05": the code first, independent of locale.
    public var description: String {
        let digits = currency.minorDigits
        let sign = minorUnits < 0 ? "-" : ""
        var text = String(minorUnits.magnitude)
        guard digits > 0 else { return "\(currency) \(sign)\(text)" }
        if text.count <= digits {
            text = String(repeating: "0", count: digits - text.count + 1) + text
        }
        let point = text.index(text.endIndex, offsetBy: -digits)
        return "\(currency) \(sign)\(text[..<point]).\(text[point...])"
    }
}
