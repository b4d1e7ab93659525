import HTTPTypes
import Hummingbird

/// Which network address a request is counted for: the peer's, or what a trusted proxy says of it.
struct ClientAddress: Sendable {
    let trustedProxies: Set<String>

    func of(_ request: Request, _ context: AdminRequestContext) -> String {
        of(peer: context.peer, forwardedFor: request.headers[values: .xForwardedFor])
    }

    /// The last hop that is no proxy of ours: what stands further left was written by the client and proves nothing.
    func of(peer: String?, forwardedFor: [String]) -> String {
        guard let peer else { return "local" }
        guard trustedProxies.contains(peer) else { return peer }
        let hops = forwardedFor.joined(separator: ",").split(separator: ",").map { $0.filter { $0 != " " } }
        return String((hops.last { !trustedProxies.contains($0) } ?? peer).prefix(45))
    }
}
