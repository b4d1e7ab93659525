import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Asks a running server what it says under `/admin/…`.
struct AdminClient: Sendable {
    /// An answer that takes longer, or is larger, is given up.
    static let longest = TimeAmount.seconds(10)
    static let largest = 16 << 20

    let server: RunningServer

    /// - Parameter target: a path with its query, percent-encoded.
    /// - Throws: ``ProgramFailure``.
    func get<Body: Decodable>(_ target: String, as type: Body.Type) async throws(ProgramFailure) -> Body {
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(type, from: try await body(target))
        } catch let failure as ProgramFailure {
            throw failure
        } catch {
            throw ProgramFailure(.unavailable, "The server at \(server.url) is another version of this program.")
        }
    }

    /// The answer as it is.
    func text(_ target: String) async throws(ProgramFailure) -> String {
        String(decoding: try await body(target), as: UTF8.self)
    }

    private func body(_ target: String) async throws(ProgramFailure) -> Data {
        let answer: (status: Int, body: Data)
        do {
            answer = try await fetch(target)
        } catch {
            let reason =
                (error as? AdminAnswerReader.Failure)?.description ?? "no connection can be made; it may have died"
            throw ProgramFailure(
                .unavailable, "The server at \(server.url) (process \(server.processID)) does not answer: \(reason).")
        }
        guard answer.status == 200 else {
            let problem = try? JSONDecoder().decode(ProblemText.self, from: answer.body)
            throw ProgramFailure(
                .unavailable,
                "The server at \(server.url) refused: \(problem?.detail ?? problem?.title ?? "status \(answer.status)")"
            )
        }
        return answer.body
    }

    private struct ProblemText: Decodable {
        let title: String
        let detail: String?
    }

    private func fetch(_ target: String) async throws -> (status: Int, body: Data) {
        guard let url = URLComponents(string: server.url), let host = url.host, let port = url.port else {
            throw ProgramFailure(.stateFolder, "its address can't be read")
        }
        let group = NIOSingletons.posixEventLoopGroup
        let answer = group.any().makePromise(of: (status: Int, body: Data).self)
        var fields = HTTPHeaders([
            ("Host", host.contains(":") && !host.hasPrefix("[") ? "[\(host)]:\(port)" : "\(host):\(port)"),
            ("Authorization", "Bearer \(server.token)"),
        ])
        fields.add(name: "Connection", value: "close")
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: target, headers: fields)
        let bootstrap = ClientBootstrap(group: group).connectTimeout(.seconds(5)).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                try channel.pipeline.syncOperations.addHandler(AdminAnswerReader(head, answer))
            }
        }
        do {
            let channel = try await bootstrap.connect(
                host: host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")), port: port
            ).get()
            channel.eventLoop.scheduleTask(in: Self.longest) { answer.fail(AdminAnswerReader.Failure.late) }
            defer { channel.close(promise: nil) }
            return try await answer.futureResult.get()
        } catch {
            answer.fail(error)
            throw error
        }
    }
}
