import Logging
import Postgres
import Synchronization

@testable import PostgresDatabase

/// Keeps what was logged.
final class LogRecorder: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    var logger: Logger { Logger(label: "recorded") { _ in Handler(recorder: self) } }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let line = ["\(event.level)", "\(event.message)"] + values
            recorder.lines.withLock { $0.append(line.joined(separator: " ")) }
        }
    }
}

/// Keeps what a pool told its listeners.
final class EventRecorder: ConnectionListener {
    private let events = Mutex<[String]>([])
    let onConnect: @Sendable (Connection) async throws -> Void

    init(onConnect: @escaping @Sendable (Connection) async throws -> Void = { _ in }) { self.onConnect = onConnect }

    var all: [String] { events.withLock { $0 } }

    private func record(_ event: String) { events.withLock { $0.append(event) } }

    func connected(_ connection: Connection) async throws {
        record("connected")
        try await onConnect(connection)
    }
    func leased(_ connection: Connection, waited: Duration) { record("leased") }
    func returned(_ connection: Connection, held: Duration) { record("returned") }
    func validated(_ connection: Connection, answered: Bool) { record(answered ? "answered" : "silent") }
    func recycled(_ connection: Connection) { record("recycled") }
    func closed(_ connection: Connection, reason: PostgresError?) { record(reason == nil ? "closed" : "lost") }
    func acquireTimedOut(_ error: PostgresError) { record("timed out") }
}
