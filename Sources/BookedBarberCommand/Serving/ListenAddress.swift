import Foundation
import NIOCore
import NIOPosix

/// Where the HTTP server is to listen.
struct ListenAddress: Sendable, Equatable {
    let host: String
    let port: Int
    /// How another port is chosen.
    var option = "--port or PORT"

    /// Finds out early whether the port is free: a first start may seed for a while before it listens.
    ///
    /// - Throws: ``ProgramFailure`` that says how to choose another.
    func checkAvailable() async throws(ProgramFailure) {
        guard port != 0 else { return }
        do {
            let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host, port: port).get()
            try await channel.close()
        } catch {
            throw failure(error)
        }
    }

    /// Whether this error came from the attempt to listen.
    func isListenFailure(_ error: any Error) -> Bool {
        [EADDRINUSE, EACCES, EADDRNOTAVAIL].contains((error as? IOError)?.errnoCode ?? 0)
    }

    /// What a failed bind means for the person who started the program.
    func failure(_ error: any Error) -> ProgramFailure {
        let reason =
            switch (error as? IOError)?.errnoCode {
            case EADDRINUSE: "another program listens there already"
            case EACCES: "ports below 1024 need special rights"
            case EADDRNOTAVAIL: "this machine doesn't have that address"
            default: "\(error)"
            }
        return ProgramFailure(
            .unavailable,
            "Can't listen on port \(port) of \(host): \(reason). "
                + "Choose another port with \(option); 0 takes any free one.")
    }

    /// As a browser wants it: IPv6 addresses in brackets, and an address to listen everywhere as one that can be opened.
    static func url(host: String, port: Int) -> String {
        switch host {
        case "0.0.0.0", "::": "http://localhost:\(port)"
        case let host where host.contains(":"): "http://[\(host)]:\(port)"
        default: "http://\(host):\(port)"
        }
    }
}
