import Foundation
import Synchronization

/// The log of a worker: each line is written at once, so that it outlives a SIGKILL.
final class HistoryLog: Sendable {
    private let file: Mutex<FileHandle>

    init(_ path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        self.file = Mutex(file)
    }

    func write(_ event: HistoryEvent) { file.withLock { try? $0.write(contentsOf: Data(event.line.utf8)) } }
}
