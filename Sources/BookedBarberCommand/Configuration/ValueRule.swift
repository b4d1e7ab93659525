/// What a key may hold: how its text is understood, and how that is said to a person who got it wrong.
struct ValueRule<Value: Sendable>: Sendable {
    /// Completes "must be …": "a whole number from 1 to 1000".
    let allowed: String
    /// What a bare number counts: "s", "ms", "%"; nil where there's no unit or the value carries its own.
    var unit: String?
    /// nil when the text isn't an allowed value.
    let parse: @Sendable (String) -> Value?
    let render: @Sendable (Value) -> RenderedValue
}

extension ValueRule where Value == Int {
    static func integer(_ range: ClosedRange<Int>, unit: String? = nil) -> Self {
        Self(
            allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)\(inWords(unit))", unit: unit,
            parse: { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }, render: { .integer($0) })
    }
}

extension ValueRule where Value == Int? {
    /// A key that is nothing unless somebody sets it.
    static func integerOrNone(_ range: ClosedRange<Int>) -> Self {
        let number = ValueRule<Int>.integer(range)
        return Self(
            allowed: number.allowed, parse: { text in number.parse(text).map(Optional.some) },
            render: { $0.map { .integer($0) } ?? .none })
    }
}

extension ValueRule where Value == Int {
    /// A plain number counts millions of bytes.
    static func megabytes(_ range: ClosedRange<Int>) -> Self {
        let number = integer(range, unit: "MB")
        return Self(
            allowed: number.allowed, unit: "MB", parse: { text in number.parse(text).map { $0 * 1_000_000 } },
            render: { .integer($0 / 1_000_000) })
    }
}

extension ValueRule where Value == Double {
    static func decimal(_ range: ClosedRange<Double>, unit: String? = nil) -> Self {
        let (low, high) = (RenderedValue.decimal(range.lowerBound), RenderedValue.decimal(range.upperBound))
        return Self(
            allowed: "a number from \(low) to \(high)\(inWords(unit))", unit: unit,
            // Swift would also take "0x10" and "inf".
            parse: { text in
                guard text.allSatisfy({ "0123456789.-".contains($0) }), let value = Double(text) else { return nil }
                return range.contains(value) ? value : nil
            }, render: { .decimal($0) })
    }
}

extension ValueRule where Value == Bool {
    /// YAML 1.1's spellings, since that's what the file's readers are used to, and 1 and 0 for the environment.
    static var boolean: Self {
        Self(
            allowed: "true or false",
            parse: { text in
                switch text.lowercased() {
                case "true", "yes", "on", "1": true
                case "false", "no", "off", "0": false
                default: nil
                }
            }, render: { .boolean($0) })
    }
}

extension ValueRule where Value == Duration {
    /// A plain number counts seconds, and may have a fraction.
    static func seconds(_ range: ClosedRange<Double>) -> Self {
        let number = ValueRule<Double>.decimal(range, unit: "s")
        return Self(
            allowed: number.allowed, unit: "s",
            parse: { text in number.parse(text).map { .milliseconds(Int(($0 * 1000).rounded())) } },
            render: { .decimal($0 / .seconds(1)) })
    }
}

extension ValueRule where Value == Duration {
    /// A plain number counts milliseconds.
    static func milliseconds(_ range: ClosedRange<Int>) -> Self {
        let number = ValueRule<Int>.integer(range, unit: "ms")
        return Self(
            allowed: number.allowed, unit: "ms", parse: { text in number.parse(text).map { .milliseconds($0) } },
            render: { .integer(Int($0 / .milliseconds(1))) })
    }
}

private func inWords(_ unit: String?) -> String {
    switch unit {
    case nil: ""
    case "s": " seconds"
    case "ms": " milliseconds"
    case "h": " hours"
    case "%": " percent"
    case .some(let other): " \(other)"
    }
}
