/// One line that says how far a long job is: how much is done, how fast, how long it still takes.
struct ProgressLine: Sendable, Equatable {
    /// What's being done now, e.g. "appointments".
    var step: String
    var done: Int
    var total: Int
    var elapsed: Duration

    /// From 0 to 1. An empty job is finished.
    var fraction: Double { total > 0 ? min(1, Double(done) / Double(total)) : 1 }

    /// nil for the first hundredth: preparations take their time too, and would make it look slow.
    var perSecond: Double? {
        elapsed > .zero && fraction >= 0.01 && done > 0 ? Double(done) / (elapsed / .seconds(1)) : nil
    }

    /// Time left at the speed so far; nil while that isn't known, and when nothing is left.
    var remaining: Duration? {
        guard let perSecond, done < total else { return nil }
        return .seconds(Double(total - done) / perSecond)
    }

    /// - Parameter columns: the line isn't longer; the bar shrinks first, then the end is cut.
    func text(columns: Int) -> String {
        let percent = "\(Int(fraction * 100))"
        var facts = [
            String(repeating: " ", count: 3 - min(3, percent.count)) + percent + " %",
            "\(Self.grouped(done)) of \(Self.grouped(total)) rows",
        ]
        if let perSecond { facts.append("\(Self.grouped(Int(perSecond)))/s") }
        if let remaining { facts.append("\(Self.readable(remaining)) left") }
        facts.append(step)
        let text = facts.joined(separator: "  ")
        let room = min(30, columns - text.count - 4)
        guard room >= 8 else { return String(text.prefix(columns)) }
        return "\(Bar.text(fraction, columns: room))  \(text)"
    }

    /// `12345678` as `12,345,678`.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[max(0, $0 - 3)..<$0]) }
        return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }

    /// `120 ms`, `7 s`, `3 min 20 s`, `2 h 5 min`: two units at most, rounded up.
    static func readable(_ duration: Duration) -> String {
        if duration < .seconds(1) { return "\(max(0, Int((duration / .milliseconds(1)).rounded(.up)))) ms" }
        let seconds = max(0, Int((duration / .seconds(1)).rounded(.up)))
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min" + (seconds % 60 > 0 ? " \(seconds % 60) s" : "")
        default: return "\(seconds / 3600) h" + (seconds % 3600 / 60 > 0 ? " \(seconds % 3600 / 60) min" : "")
        }
    }
}
