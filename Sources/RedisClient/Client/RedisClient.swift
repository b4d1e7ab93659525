import Logging
import NIOCore
import NIOPosix
import Synchronization

/// A client of one Redis: one connection carries the commands of every caller.
///
/// ```swift
/// let redis = try RedisClient(RedisConfiguration(url: "redis://127.0.0.1:6379"))
/// try await redis.set("greeting", "hello", expires: .seconds(60))
/// let greeting = try await redis.get("greeting")
/// await redis.shutdown()
/// ```
///
/// It connects when it is made, and again whenever the connection is lost. Any number of tasks may call it at once:
/// what they send at about the same time goes out together (pipelining), and each gets its own reply.
///
/// **Deadlines.** A command has until its timeout, including the wait for a connection. A late or cancelled one ends at
/// once; its reply is skipped when it comes, and other commands are not disturbed. Timeouts are kept to about a
/// millisecond.
///
/// **Outages.** Commands wait while a first attempt to connect is under way. Once an attempt has failed they fail at
/// once with `connectFailed`, until there is a connection again; attempts go on, with ``RedisBackoff``'s pauses.
///
/// **Never sent twice.** What was sent and not answered when a connection ended gets `connectionLost`: it may have run.
/// What was not sent yet goes out on the next connection, unless its caller has gone: then it is never sent.
/// ``RedisError/mayHaveRun`` says which of both it was.
///
/// **Order.** Commands of one task that are awaited one after the other run in that order. `onEvent` is called on the
/// event loop: what the server sent before a reply is told before the reply reaches its caller, and a `disconnected`
/// before the commands that were lost with the connection fail. (In broadcast mode a server sends the invalidations of
/// one turn of its loop after the replies of that turn, in one go with them.)
public final class RedisClient: RedisCommands {
    public let configuration: RedisConfiguration
    /// The loop on which the connection lives and `onEvent` is called.
    public let eventLoop: any EventLoop

    /// Longer ones are cut to it.
    private static let longestTimeout = Duration.seconds(86_400)

    /// The configuration's `commandTimeout`.
    private let usualTimeout: TimeAmount
    let pipe: CommandPipe
    private let connector: NIOLoopBoundBox<RedisConnector>
    private let attend: @Sendable () -> Void
    let subscribers: PushSubscribers

    /// Makes a client, which begins to connect.
    ///
    /// - Parameter onEvent: called on the event loop, for everything in its order. Must return soon, and not block.
    /// - Throws: `invalidConfiguration`.
    public convenience init(
        _ configuration: RedisConfiguration, eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger = Logger(label: "redis"), onEvent: @escaping @Sendable (RedisEvent) -> Void = { _ in }
    ) throws(RedisError) {
        try self.init(
            configuration, on: eventLoopGroup.next(), logger: logger, random: SystemRandomNumberGenerator(),
            onEvent: onEvent)
    }

    init(
        _ configuration: RedisConfiguration, on loop: any EventLoop, logger: Logger,
        random: any RandomNumberGenerator & Sendable, onEvent: @escaping @Sendable (RedisEvent) -> Void
    ) throws(RedisError) {
        try configuration.check()
        for command in configuration.setup { try SharedConnectionRule.check(command, isAdjacent: true) }
        let tls = try configuration.tls?.context()
        self.configuration = configuration
        usualTimeout = Self.limited(configuration.commandTimeout)
        eventLoop = loop
        pipe = CommandPipe(limits: configuration.limits, patience: configuration.patience)
        let subscribers = PushSubscribers()
        self.subscribers = subscribers
        connector = .makeBoxSendingValue(
            RedisConnector(
                configuration, pipe: pipe, loop: loop, tls: tls, logger: logger, random: random,
                onEvent: { event in
                    onEvent(event)
                    if case .push(let push) = event { subscribers.yield(push) }
                }), eventLoop: loop)
        attend = { [connector] in connector.value.attend() }
        loop.execute { [connector] in connector.value.open() }
    }

    deinit {
        subscribers.finish()
        eventLoop.execute { [connector] in connector.value.finish() }
    }

    /// Takes no more commands, waits for the replies to those that were taken, and closes the connection. What is not
    /// answered within `timeout` fails with `closed`; without a connection that is all of it, at once. May be called
    /// again.
    ///
    /// - Parameter timeout: nil for the configuration's `shutdownTimeout`.
    public func shutdown(within timeout: Duration? = nil) async {
        let timeout = TimeAmount(timeout ?? configuration.shutdownTimeout)
        let promise = eventLoop.makePromise(of: Void.self)
        eventLoop.execute { [connector] in connector.value.shutDown(within: timeout, promise) }
        try? await promise.futureResult.get()
        subscribers.finish()
    }

    private static func limited(_ timeout: Duration) -> TimeAmount {
        TimeAmount(min(max(timeout, .zero), longestTimeout))
    }

    /// Puts a command, or several, into the queue; whoever waits for them is resumed in any case.
    ///
    /// - Parameter timeout: nil for the configuration's `commandTimeout`.
    func submit(
        _ number: UInt64, timeout: Duration?, count: Int = 1, bound: Int? = nil, waiter: (Int) -> CommandWaiter,
        encode: (Int, inout ByteBuffer) -> Void
    ) {
        let now = NIODeadline.now()
        let deadline = now + (timeout.map(Self.limited) ?? usualTimeout)
        do throws(CommandFailure) {
            let step = try pipe.queue.withLock { queue throws(CommandFailure) -> NextStep in
                let isAsleep = try queue.append(
                    number, deadline: deadline, count: count, bound: bound, waiter: waiter, encode: encode)
                guard isAsleep else { return .none }
                guard let socket = queue.socket, let bytes = queue.takeForCaller(count, at: now) else { return .attend }
                return .write(bytes, socket)
            }
            switch step {
            case .none: break
            case .attend: eventLoop.execute(attend)
            case .write(let bytes, let socket): write(bytes, to: socket)
            }
            // A task that was cancelled before found nothing to give up.
            if Task.isCancelled { pipe.cancel(number) }
        } catch {
            for index in 0..<count { waiter(index).resume(.failure(error)) }
        }
    }

    /// What a caller has to do after it has put its command into the queue.
    private enum NextStep {
        case none, attend
        case write(ByteBuffer, SocketWriter)
    }

    private func write(_ bytes: ByteBuffer, to socket: SocketWriter) {
        var rest = bytes
        if case .all = socket.write(&rest) {
            if pipe.queue.withLock({ $0.callerHasWritten() }) { eventLoop.execute(attend) }
        } else {
            eventLoop.execute { [connector, rest] in connector.value.goOn(writing: rest, to: socket) }
        }
    }
}
