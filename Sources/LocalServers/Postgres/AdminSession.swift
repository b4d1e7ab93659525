import CLibpq
import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A short blocking session with a server on this machine, for setting it up. Wraps libpq.
///
/// Every wait ends at the deadline given to `open`: a server that is stopped or stuck does not hold the thread.
/// A session stays on the thread that opened it.
package final class AdminSession {
    /// Why a statement or the connection failed; never contains a password.
    package struct Failure: Error, Sendable {
        package let message: String
        /// Five characters; nil when the connection failed before the server answered.
        package let sqlState: String?
        package let timedOut: Bool
    }

    private let connection: OpaquePointer
    private let deadline: ContinuousClock.Instant

    private init(connection: OpaquePointer, deadline: ContinuousClock.Instant) {
        self.connection = connection
        self.deadline = deadline
    }

    deinit { PQfinish(connection) }

    /// Opens a session on a thread of its own, runs `body` there, and closes the session.
    @discardableResult
    package static func perform<R: Sendable>(
        _ url: String, within timeout: Duration, _ body: @escaping @Sendable (AdminSession) throws(Failure) -> R
    ) async throws(Failure) -> R {
        let deadline = ContinuousClock.now.advanced(by: timeout)
        let result = await withCheckedContinuation { (continuation: CheckedContinuation<Result<R, Failure>, Never>) in
            Thread.detachNewThread {
                continuation.resume(returning: Result { () throws(Failure) -> R in try body(open(url, deadline)) })
            }
        }
        return try result.get()
    }

    private static func open(_ url: String, _ deadline: ContinuousClock.Instant) throws(Failure) -> AdminSession {
        guard let connection = PQconnectStart(url) else {
            throw Failure(message: "out of memory", sqlState: nil, timedOut: false)
        }
        let session = AdminSession(connection: connection, deadline: deadline)
        var waitFor = PGRES_POLLING_WRITING
        while PQstatus(connection) != CONNECTION_BAD {
            try session.wait(forReading: waitFor == PGRES_POLLING_READING)
            waitFor = PQconnectPoll(connection)
            if waitFor == PGRES_POLLING_OK { return session }
            if waitFor == PGRES_POLLING_FAILED { break }
        }
        throw session.failure()
    }

    /// Runs one statement (or several without rows) and returns the rows of the last, as text.
    @discardableResult
    package func query(_ sql: String) throws(Failure) -> [[String?]] {
        guard PQsendQuery(connection, sql) == 1 else { throw failure() }
        while true {
            let unsent = PQflush(connection)
            if unsent == 0 { break }
            guard unsent > 0 else { throw failure() }
            try wait(forReading: false)
        }
        var rows: [[String?]] = []
        var failed: Failure?
        while let result = try nextResult() {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK: rows = Self.rows(of: result)
            case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: break
            default: failed = failed ?? failure(of: result)
            }
        }
        if let failed { throw failed }
        return rows
    }

    /// What the server stores for a password, so that the password itself is in no statement and no log.
    package func verifier(forPassword password: String, user: String) throws(Failure) -> String {
        guard let text = PQencryptPasswordConn(connection, password, user, "scram-sha-256") else { throw failure() }
        defer { PQfreemem(text) }
        return String(cString: text)
    }

    package static func quoted(identifier: String) -> String {
        quoted(identifier, with: "\"")
    }

    package static func quoted(literal: String) -> String {
        quoted(literal, with: "'")
    }

    /// By scalars: a mark that a combining character follows is another `Character`, but still ends the text.
    private static func quoted(_ text: String, with mark: Unicode.Scalar) -> String {
        var quoted = String.UnicodeScalarView([mark])
        for scalar in text.unicodeScalars {
            quoted.append(scalar)
            if scalar == mark { quoted.append(scalar) }
        }
        quoted.append(mark)
        return String(quoted)
    }

    private func nextResult() throws(Failure) -> OpaquePointer? {
        while PQisBusy(connection) == 1 {
            try wait(forReading: true)
            guard PQconsumeInput(connection) == 1 else { throw failure() }
        }
        return PQgetResult(connection)
    }

    private func wait(forReading: Bool) throws(Failure) {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else {
                throw Failure(message: "no answer from the server in time", sqlState: nil, timedOut: true)
            }
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
            var watched = pollfd(fd: PQsocket(connection), events: Int16(forReading ? POLLIN : POLLOUT), revents: 0)
            let ready = poll(&watched, 1, Int32(clamping: milliseconds + 1))
            if ready > 0 { return }
            if ready < 0 && errno != EINTR {
                throw Failure(message: String(cString: strerror(errno)), sqlState: nil, timedOut: false)
            }
        }
    }

    private func failure() -> Failure {
        let text = String(cString: PQerrorMessage(connection)).trimmingCharacters(in: .whitespacesAndNewlines)
        return Failure(message: text, sqlState: nil, timedOut: false)
    }

    private func failure(of result: OpaquePointer) -> Failure {
        let text = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
        return Failure(message: text ?? "the statement failed", sqlState: state, timedOut: false)
    }

    private static func rows(of result: OpaquePointer) -> [[String?]] {
        (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
            }
        }
    }
}
