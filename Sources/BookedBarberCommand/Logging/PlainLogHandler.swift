import Foundation
import Logging

/// Log lines for people, on standard error: `2026-11-23T09:15:02.117Z info  Listening address=127.0.0.1:8080`.
///
/// Each line is one write, so that lines of several threads don't mix.
struct PlainLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private let write: @Sendable (String) -> Void

    init(
        level: Logger.Level, metadataProvider: Logger.MetadataProvider? = nil,
        write: @escaping @Sendable (String) -> Void = StandardError.write
    ) {
        self.logLevel = level
        self.metadataProvider = metadataProvider
        self.write = write
    }

    /// Makes every logger of the process write here. Once a process, before the first logger.
    static func bootstrap(level: Logger.Level) {
        LoggingSystem.bootstrap { _ in PlainLogHandler(level: level) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(metadataProvider?.get() ?? [:]) { _, new in new }
            .merging(event.metadata ?? [:]) { _, new in new }
        let line = LogLine(level: event.level, message: "\(event.message)", metadata: all)
        write(line.text(at: Date.now) + "\n")
    }
}
