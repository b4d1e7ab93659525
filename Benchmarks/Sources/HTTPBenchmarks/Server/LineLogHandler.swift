import Foundation
import Logging

/// Keeps metadata as the program's own handler does, and writes a line on standard error.
struct LineLogHandler: LogHandler {
    var logLevel = Logger.Level.notice
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let metadata = metadata.merging(event.metadata ?? [:]) { _, new in new }
        FileHandle.standardError.write(Data("\(event.level) \(event.message) \(metadata)\n".utf8))
    }
}
