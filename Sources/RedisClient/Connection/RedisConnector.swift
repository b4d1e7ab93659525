import Logging
import NIOCore
import NIOPosix
import NIOSSL

/// Keeps a client connected: opens connections, one after the other, and looks after deadlines. Lives on its event
/// loop.
final class RedisConnector {
    enum Stage {
        case idle
        /// An attempt is under way. It may have a channel.
        case opening(attempt: Int, RedisChannelHandler?)
        case ready(RedisChannelHandler, since: NIODeadline)
        case pausing(Scheduled<Void>)
        case closed
    }

    /// A connection that ends sooner than this is one more failure: a server that takes connections and drops them is
    /// not knocked at without a pause.
    static let shortestUsefulLife = TimeAmount.seconds(1)

    let configuration: RedisConfiguration
    let pipe: CommandPipe
    let loop: any EventLoop
    let tls: NIOSSLContext?
    let logger: Logger
    let onEvent: @Sendable (RedisEvent) -> Void
    var random: any RandomNumberGenerator & Sendable

    var stage = Stage.idle
    var attempts = 0
    /// Attempts in a row that came to nothing.
    var failures = 0
    var connections = 0
    var attemptTimer: Scheduled<Void>?
    var lookTimer: Scheduled<Void>?
    var shutdownTimer: Scheduled<Void>?
    var whenClosed: [EventLoopPromise<Void>] = []

    init(
        _ configuration: RedisConfiguration, pipe: CommandPipe, loop: any EventLoop, tls: NIOSSLContext?,
        logger: Logger, random: any RandomNumberGenerator & Sendable, onEvent: @escaping @Sendable (RedisEvent) -> Void
    ) {
        self.configuration = configuration
        self.pipe = pipe
        self.loop = loop
        self.tls = tls
        self.logger = logger
        self.random = random
        self.onEvent = onEvent
    }

    func open() {
        switch stage {
        case .idle, .pausing: break
        case .opening, .ready, .closed: return
        }
        attempts += 1
        let attempt = attempts
        stage = .opening(attempt: attempt, nil)
        attemptTimer = loop.assumeIsolated().scheduleTask(in: TimeAmount(configuration.connectTimeout)) { [weak self] in
            self?.attemptTimedOut(attempt)
        }
        connect(attempt).assumeIsolated().whenComplete { [self] result in
            guard case .failure(let error) = result else { return }
            attemptFailed(
                attempt,
                RedisError(
                    .connectFailed,
                    "No connection to Redis at \(configuration.address) could be made: \(Self.text(error))"))
        }
    }

    private func connect(_ attempt: Int) -> EventLoopFuture<any Channel> {
        let this = NIOLoopBound(self, eventLoop: loop)
        let bootstrap = ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try this.value.prepare(channel, attempt) }
            }
        return switch configuration.address {
        case .tcp(let host, let port): bootstrap.connect(host: host, port: port)
        case .unix(let path): bootstrap.connect(unixDomainSocketPath: path)
        }
    }

    private func prepare(_ channel: any Channel, _ attempt: Int) throws {
        guard case .opening(attempt, nil) = stage else { throw CancellationError() }
        if let tls {
            try channel.pipeline.syncOperations.addHandler(
                NIOSSLClientHandler(context: tls, serverHostname: configuration.tls?.name(for: configuration.address)))
        }
        let handler = RedisChannelHandler(self, RedisHandshake(configuration, reconnects: connections))
        try channel.pipeline.syncOperations.addHandler(handler)
        stage = .opening(attempt: attempt, handler)
    }

    private func attemptTimedOut(_ attempt: Int) {
        guard case .opening(attempt, let handler) = stage else { return }
        let error = RedisError(
            .connectFailed,
            "No connection to Redis at \(configuration.address) was ready within \(configuration.connectTimeout).")
        attemptFailed(attempt, error)
        handler?.end(error)
    }

    private static func text(_ error: any Error) -> String {
        guard let connect = error as? NIOConnectionError else { return "\(error)" }
        if let failure = connect.connectionErrors.first { return "\(failure.error)" }
        let lookups = [connect.dnsAError, connect.dnsAAAAError].compactMap(\.self)
        return lookups.isEmpty ? "\(error)" : "the name can't be resolved (\(lookups.map { "\($0)" }.joined()))"
    }
}
