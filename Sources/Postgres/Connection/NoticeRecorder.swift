import CLibpq
import Logging

/// Keeps the last fatal word of a server that hangs up, and logs its notices.
final class NoticeRecorder: @unchecked Sendable {
    // @unchecked: libpq calls it only from within calls on its connection, which are made with the lock held.
    private(set) var lastFatal: PostgresError?
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    /// Makes libpq report notices here. The connection must be freed before this object.
    func attach(to connection: OpaquePointer) {
        _ = PQsetNoticeReceiver(
            connection,
            { recorder, result in
                guard let recorder, let result else { return }
                Unmanaged<NoticeRecorder>.fromOpaque(recorder).takeUnretainedValue().note(result)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    func note(_ result: OpaquePointer) { note(PostgresError(result: result, sql: nil)) }

    func note(_ notice: PostgresError) {
        if notice.isFatal {
            lastFatal = notice
        } else {
            logger.debug(
                "notice from PostgreSQL",
                metadata: ["notice": "\(notice.message)", "sqlstate": "\(notice.sqlState?.rawValue ?? "")"])
        }
    }
}

extension PostgresError {
    /// The server ends the connection with it.
    var isFatal: Bool { server?.severity == "FATAL" || server?.severity == "PANIC" }
}
