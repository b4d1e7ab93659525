import Hummingbird
import NIOCore

/// What belongs to one request while it is worked on.
struct AdminRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of the other end of the connection; nil for a Unix socket.
    let peer: String?
    /// The session that the request was allowed for; nil for the token and for reading on this machine.
    var session: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }
}
