import DatabaseMonitoring
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Asks a running server what it says under `/admin/…`, or its monitor what it says under `/api/…`.
///
/// May be used from any number of tasks. Cancelling the task of a call ends it at once.
struct AdminClient: Sendable {
    /// An answer that is larger is given up.
    static let largest = 16 << 20

    let server: RunningServer
    /// Of the server, or of its monitor.
    let url: String

    init(server: RunningServer) {
        (self.server, url) = (server, server.url)
    }

    /// - Throws: ``ProgramFailure`` when the server has no monitor.
    init(monitorOf server: RunningServer) throws(ProgramFailure) {
        guard let url = server.monitorURL else {
            throw ProgramFailure(
                .unavailable,
                "The server at \(server.url) (process \(server.processID)) was started without a monitor, or is an older "
                    + "version of this program. Restart it to have one.")
        }
        (self.server, self.url) = (server, url)
    }

    /// - Parameter target: a path with its query, percent-encoded.
    /// - Throws: ``ProgramFailure``.
    func get<Body: Decodable>(_ target: String, as type: Body.Type) async throws(ProgramFailure) -> Body {
        try await send(AdminRequest(target: target), as: type)
    }

    /// The answer as it is.
    func text(_ target: String) async throws(ProgramFailure) -> String {
        String(decoding: try await send(AdminRequest(target: target)), as: UTF8.self)
    }

    /// - Throws: ``ProgramFailure``.
    func send<Body: Decodable>(_ request: AdminRequest, as type: Body.Type) async throws(ProgramFailure) -> Body {
        let body = try await send(request)
        do {
            return try MonitorJSON.decode(type, from: body)
        } catch {
            throw ProgramFailure(.unavailable, "The server at \(url) is another version of this program.")
        }
    }

    /// - Returns: the body of the answer.
    /// - Throws: ``ProgramFailure``.
    @discardableResult
    func send(_ request: AdminRequest) async throws(ProgramFailure) -> Data {
        let answer: (status: Int, body: Data)
        do {
            answer = try await fetch(request)
        } catch let failure as ProgramFailure {
            throw failure
        } catch {
            let reason =
                (error as? AdminAnswerReader.Failure)?.description ?? "no connection can be made; it may have died"
            throw ProgramFailure(
                .unavailable, "The server at \(url) (process \(server.processID)) does not answer: \(reason).")
        }
        guard (200..<300).contains(answer.status) else {
            let problem = try? JSONDecoder().decode(ProblemText.self, from: answer.body)
            throw ProgramFailure(
                .unavailable,
                "The server at \(url) refused: \(problem?.detail ?? problem?.title ?? "status \(answer.status)")")
        }
        return answer.body
    }

    private struct ProblemText: Decodable {
        let title: String
        let detail: String?
    }

    private func fetch(_ request: AdminRequest) async throws -> (status: Int, body: Data) {
        guard let address = URLComponents(string: url), let port = address.port,
            let host = address.host?.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        else { throw ProgramFailure(.stateFolder, "The address of the running server can't be read: \(url)") }
        let loop = NIOSingletons.posixEventLoopGroup.any()
        let answer = loop.makePromise(of: (status: Int, body: Data).self)
        let head = request.head(host: host, port: port, token: server.token)
        let connected = ClientBootstrap(group: loop).connectTimeout(.seconds(5)).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let reader = AdminAnswerReader(head, content: ByteBuffer(string: request.body), answer)
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                try channel.pipeline.syncOperations.addHandler(reader)
            }
        }.connect(host: host, port: port)
        connected.whenFailure { answer.fail($0) }
        let limit = loop.scheduleTask(in: request.longest) {
            answer.fail(AdminAnswerReader.Failure.late(request.longest))
        }
        defer {
            limit.cancel()
            connected.whenSuccess { $0.close(promise: nil) }
        }
        return try await withTaskCancellationHandler {
            try await answer.futureResult.get()
        } onCancel: {
            answer.fail(AdminAnswerReader.Failure.cancelled)
        }
    }
}
