import Foundation

/// A server's log: a file that the server appends to, and that is kept below a size.
struct LogFile: Sendable {
    var path: String
    var owner: ServiceUser?
    /// Beyond this size the contents move to `<path>.1`, replacing what is there.
    var limitBytes = 16 << 20

    var size: UInt64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
    }

    /// The last lines that were written after the file had `offset` bytes, among the last 16 kB.
    func tail(lines: Int = 12, after offset: UInt64 = 0) -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? handle.close() }
        let end = (try? handle.seekToEnd()) ?? 0
        let start = max(end > 16_384 ? end - 16_384 : 0, min(offset, end))
        try? handle.seek(toOffset: start)
        let bytes = (try? handle.readToEnd()) ?? Data()
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").suffix(lines).joined(separator: "\n")
    }

    /// Moves the contents away when they have become too large. The server goes on writing to the same file.
    ///
    /// Done by a program that runs as the log's owner: root must not write into a folder that belongs to another user.
    func rotateIfNeeded() async throws(LocalServerError) {
        guard size > UInt64(limitBytes) else { return }
        let script = "cp -f \"$0\" \"$0.1\" && : > \"$0\""
        let result = try await ShortCommand(
            program: "/bin/sh", arguments: ["-c", script, path], user: owner, timeout: .seconds(60)
        ).run()
        guard result.succeeded else {
            throw LocalServerError(.folderUnusable, "The log \(path) can't be rotated: \(result.output)")
        }
    }
}
