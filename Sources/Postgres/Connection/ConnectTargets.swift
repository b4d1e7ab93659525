import CLibpq
import Foundation

/// Which hosts a connection may go to: libpq's comma-separated lists, with names replaced by addresses.
///
/// A name keeps its place in `host` (certificates are checked against it) and gets its address in `hostaddr`; a name
/// with several addresses is listed once for each.
struct ConnectTargets {
    struct Unresolved: Error { let message: String }

    let given: [String: String]
    var addresses: [String: [String]] = [:]
    var failures: [String: String] = [:]

    init(_ parameters: [String: String]) { given = parameters }

    private var hosts: [String] { list("host") }

    /// Names that must be looked up: those that are neither paths of sockets nor numeric, and have no address given.
    var unresolvedHosts: [String] {
        guard (given["hostaddr"] ?? "").isEmpty else { return [] }
        return hosts.filter { !$0.isEmpty && !$0.hasPrefix("/") && !$0.hasPrefix("@") && !isNumeric($0) }
    }

    /// Keywords and values for libpq.
    var parameters: Result<[(String, String)], Unresolved> {
        var all = given
        if !unresolvedHosts.isEmpty {
            let ports = list("port")
            var lines: [(host: String, address: String, port: String)] = []
            for (index, host) in hosts.enumerated() {
                let port = ports.count == 1 ? ports[0] : index < ports.count ? ports[index] : ""
                if let found = addresses[host] {
                    lines += found.map { (host, $0, port) }
                } else if failures[host] == nil {
                    lines.append((host, isNumeric(host) ? host : "", port))
                }
            }
            guard !lines.isEmpty else {
                let reasons = failures.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
                return .failure(Unresolved(message: "No such host: \(reasons.joined(separator: "; "))."))
            }
            all["host"] = lines.map(\.host).joined(separator: ",")
            all["hostaddr"] = lines.map(\.address).joined(separator: ",")
            all["port"] = lines.map(\.port).joined(separator: ",")
        }
        return .success(all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }

    private func list(_ keyword: String) -> [String] {
        (given[keyword] ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    private func isNumeric(_ host: String) -> Bool {
        var storage = in6_addr()
        return inet_pton(AF_INET, host, &storage) == 1 || inet_pton(AF_INET6, host, &storage) == 1
    }
}
