import Foundation
import TestServers
import Testing

/// A terminal with nobody in front of it but the test.
actor PseudoTerminal {
    /// Where a program opens it.
    nonisolated let path: String
    private let descriptor: Int32
    /// Kept open, so that what is set stays set while no program has the terminal.
    private let other: Int32
    private var output: [UInt8] = []

    init(columns: Int, rows: Int) throws {
        var (descriptor, other) = (Int32(-1), Int32(-1))
        try #require(openpty(&descriptor, &other, nil, nil, nil) == 0)
        path = String(cString: try #require(ttyname(other)))
        for each in [descriptor, other] { _ = fcntl(each, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        (self.descriptor, self.other) = (descriptor, other)
        Self.resize(descriptor, columns: columns, rows: rows)
    }

    deinit {
        close(descriptor)
        close(other)
    }

    func resize(columns: Int, rows: Int) { Self.resize(descriptor, columns: columns, rows: rows) }

    private static func resize(_ descriptor: Int32, columns: Int, rows: Int) {
        var size = winsize()
        (size.ws_col, size.ws_row) = (UInt16(columns), UInt16(rows))
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    }

    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = write(descriptor, bytes, bytes.count)
    }

    /// All that was written to it.
    var text: String {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &bytes, bytes.count)
            guard count > 0 else { break }
            output += bytes.prefix(count)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The lines of the newest frame, as far as it has arrived.
    var screen: [String] {
        let frame = text.components(separatedBy: "\u{1B}[H").last ?? ""
        return frame.replacingOccurrences(of: "\u{1B}[K", with: "").replacingOccurrences(of: "\u{1B}[J", with: "")
            .components(separatedBy: "\r\n")
    }

    /// - Throws: with the screen as it is, when `condition` doesn't come true in time.
    func wait(for what: String, _ condition: @Sendable ([String]) -> Bool) async throws {
        let isThere = try await eventually(within: .seconds(60)) { condition(screen) }
        try #require(isThere, "\(what) didn't come; the screen:\n\(screen.joined(separator: "\n"))")
    }

    /// A line of the screen that has this in it.
    func wait(for part: String) async throws {
        try await wait(for: part) { $0.contains { $0.contains(part) } }
    }
}
