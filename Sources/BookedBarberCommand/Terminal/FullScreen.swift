import Foundation

/// The whole of a terminal, on a page of its own: what was there before comes back when it is left.
struct FullScreen: Sendable {
    private static let escape = "\u{1B}["
    /// The other page, no cursor, lines that are too long stay in their row.
    private static let begin = "\(escape)?1049h\(escape)?25l\(escape)?7l"
    private static let end = "\(escape)?7h\(escape)?25h\(escape)?1049l"

    private let before: TerminalDevice.Settings

    /// - Throws: ``ProgramFailure`` when the terminal refuses.
    static func enter() throws(ProgramFailure) -> FullScreen {
        guard let before = TerminalDevice.makeRaw() else {
            throw ProgramFailure(.unavailable, "The terminal can't be set up. Try again with --once.")
        }
        write(begin)
        return FullScreen(before: before)
    }

    /// After ``leave()``.
    ///
    /// - Throws: as ``enter()``.
    func enterAgain() throws(ProgramFailure) { _ = try Self.enter() }

    /// May be called more than once.
    func leave() {
        Self.write(Self.end)
        TerminalDevice.restore(before)
    }

    /// - Returns: false when the terminal is gone.
    @discardableResult
    func draw(_ lines: [String], size: TerminalSize) -> Bool { Self.write(Self.frame(lines, size: size)) }

    /// What draws these lines over whatever is on the page, without clearing it first, which would flicker.
    static func frame(_ lines: [String], size: TerminalSize) -> String {
        let drawn = lines.prefix(size.rows).map { line in
            // After a full line the cursor stands on its last character, which would be cleared.
            DisplayText(line).columns < size.columns ? line + "\(escape)K" : line
        }
        return "\(escape)H" + drawn.joined(separator: "\r\n") + (drawn.count < size.rows ? "\r\n\(escape)J" : "")
    }

    @discardableResult
    private static func write(_ text: String) -> Bool {
        (try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))) != nil
    }
}
