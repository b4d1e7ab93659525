import Synchronization

/// Shows a job's progress on standard error: one line drawn over on a terminal, a line every few seconds elsewhere.
///
/// May be told from any thread.
final class ProgressDisplay: Sendable {
    private struct State {
        var pacing: ProgressPacing
        var isDrawn = false
    }

    private let state: Mutex<State>
    private let isTerminal: Bool

    init(isTerminal: Bool = StandardError.isTerminal) {
        self.isTerminal = isTerminal
        state = Mutex(State(pacing: ProgressPacing(isTerminal: isTerminal)))
    }

    func show(_ line: ProgressLine) {
        state.withLock { state in
            guard state.pacing.shouldShow(at: line.elapsed) else { return }
            if isTerminal {
                // Back to the beginning of the line, and away with what was there.
                StandardError.write("\r\u{1B}[K" + line.text(columns: StandardError.columns - 1))
            } else {
                StandardError.line(line.text(columns: 120))
            }
            state.isDrawn = true
        }
    }

    /// Takes the drawn line away, so that what's printed next begins on a clean one.
    func finish() {
        state.withLock { state in
            if isTerminal, state.isDrawn { StandardError.write("\r\u{1B}[K") }
            state.isDrawn = false
        }
    }
}
