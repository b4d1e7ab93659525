import Hummingbird
import Instrumentation
import Logging
import NIOCore

/// What belongs to one request while it is worked on.
struct RequestScope: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of the other end of the connection; nil for a Unix socket.
    let peer: String?
    /// Of the connection.
    let executor: ConnectionExecutor
    var requestID = RequestID()
    /// The caller's trace, or one that begins here; its span is this request's.
    var trace: TraceParent

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress
        executor = ConnectionExecutor(source.channel.eventLoop)
        var generator = IdentifierGenerator()
        trace = TraceParent(using: &generator)
    }
}

private enum TraceParentKey: ServiceContextKey {
    typealias Value = TraceParent
    static var nameOverride: String? { "traceparent" }
}

extension ServiceContext {
    /// The trace that the current task works for. Whatever calls another service sends it along.
    public var traceParent: TraceParent? {
        get { self[TraceParentKey.self] }
        set { self[TraceParentKey.self] = newValue }
    }
}
