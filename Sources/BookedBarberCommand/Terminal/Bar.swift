/// A part of a whole, drawn.
enum Bar {
    /// - Parameters:
    ///   - share: below 0 is drawn as 0, above 1 as 1.
    ///   - columns: its width.
    static func text(_ share: Double, columns: Int) -> String {
        let filled = share.isFinite ? Int(min(1, max(0, share)) * Double(columns)) : 0
        return String(repeating: "█", count: filled) + String(repeating: "░", count: columns - filled)
    }
}
