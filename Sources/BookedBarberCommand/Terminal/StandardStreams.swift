import Foundation

/// Results: what scripts read. Written at once, line by line; a closed pipe is not an error.
enum StandardOutput {
    static func line(_ text: String) { try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8)) }
}

/// Everything that's told while working: log lines, progress, errors.
enum StandardError {
    static func line(_ text: String) { write(text + "\n") }
    static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// Whether a person is looking, so that a line may be drawn over.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Width in characters; 80 when it can't be known.
    static var columns: Int { TerminalDevice.size(of: STDERR_FILENO)?.columns ?? 80 }
}
