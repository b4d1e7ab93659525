extension String {
    /// On one line, and cut off where it is longer than `length` characters.
    func oneLine(_ length: Int = 140) -> String {
        let line = split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > length ? line.prefix(length - 1) + "…" : line
    }
}
