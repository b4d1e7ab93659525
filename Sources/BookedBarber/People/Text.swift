extension String {
    /// Without spaces, tabs and line ends at either side.
    var trimmedASCII: String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
        guard let first = firstIndex(where: { !blank($0) }), let last = lastIndex(where: { !blank($0) }) else {
            return ""
        }
        return String(self[first...last])
    }

    /// The trimmed text, if its length in Unicode scalars (as the database counts) is in `range` and it has no
    /// control characters except line ends.
    func checked(_ field: String, length range: ClosedRange<Int>) throws(DomainError) -> String {
        let text = trimmedASCII
        let scalars = text.unicodeScalars
        guard range.contains(scalars.count) else {
            let least = range.lowerBound == 0 ? "at most" : "\(range.lowerBound) to"
            throw .invalid(field, "\(field) must have \(least) \(range.upperBound) characters.")
        }
        guard scalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" || $0 == "\r" || $0 == "\t" })
        else { throw .invalid(field, "\(field) must not contain control characters.") }
        return text
    }
}
