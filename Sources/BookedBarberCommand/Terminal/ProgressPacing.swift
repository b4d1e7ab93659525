/// Decides which of many progress reports are worth a line.
struct ProgressPacing: Sendable {
    /// A terminal's line is redrawn ten times a second; a log gets a line every few seconds.
    let interval: Duration
    private var last: Duration?

    init(isTerminal: Bool) {
        interval = isTerminal ? .milliseconds(100) : .seconds(3)
    }

    /// - Parameter elapsed: since the job began; never goes back.
    /// - Returns: whether to show this one. The first waits for its interval, so that a short job says nothing between.
    mutating func shouldShow(at elapsed: Duration) -> Bool {
        guard elapsed - (last ?? .zero) >= interval else { return false }
        last = elapsed
        return true
    }
}
