import Foundation
import Logging

/// Where a server says that it is running. That it can't costs other subcommands' questions, nothing else. Of several
/// servers with one state folder the last one that was started is found.
struct RunningPlace: Sendable {
    let configuration: BookedBarberConfiguration
    let logger: Logger
    /// What only this server knows, and whoever may read its file.
    let token = RunningServer.newToken()

    /// - Parameter monitor: the URL of its monitor, when it has one.
    func announce(port: Int, monitor: String? = nil) {
        do {
            let server = RunningServer(
                url: ListenAddress.url(host: Self.reachable(configuration.http.host), port: port), token: token,
                processID: ProcessInfo.processInfo.processIdentifier, monitorURL: monitor)
            try server.write(in: StateFolder.prepare(configuration))
        } catch {
            logger.warning(
                "Subcommands that ask this server will not find it", metadata: ["reason": "\(error.message)"])
        }
    }

    /// An address to listen everywhere, as one that this machine reaches.
    static func reachable(_ host: String) -> String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }

    /// Takes this server's file away, unless another one has replaced it.
    func leave() {
        guard let folder = try? StateFolder.find(configuration),
            let server = try? RunningServer.find(in: folder), server.token == token
        else { return }
        unlink(folder.running)
    }
}
