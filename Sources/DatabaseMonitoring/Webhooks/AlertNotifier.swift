public import Logging
internal import NIOSSL
public import ServiceLifecycle

/// Tells webhooks of alerts: a `Service` that runs until it is told to shut down.
///
/// ``send(_:)`` only adds to a bounded queue; it waits for nobody. Each webhook has a queue and a task of its own, so that
/// one that is down delays no other. What fails by a lost connection, a time limit or a status of 429 or 5xx is tried again
/// with a growing pause; what is refused otherwise is lost, counted, and logged with the receiver's words. A message
/// arrives at least once: twice, when the answer to the first was lost.
///
/// All of it may be called from any number of tasks at once. ``run()`` is called once.
public final class AlertNotifier: Service {
    private let senders: [WebhookSender]
    private let pace: WebhookPace

    /// - Parameters:
    ///   - saved: what the program before had not delivered.
    ///   - trustRoots: a file of PEM certificates to trust instead of the system's.
    /// - Throws: what NIOSSL says of certificates that can't be read.
    public init(
        destinations: [AlertDestination], signature: WebhookSignature = WebhookSignature(),
        pace: WebhookPace = WebhookPace(), saved: Saved? = nil, trustRoots: String? = nil,
        logger: Logger = Logger(label: "DatabaseMonitoring")
    ) throws {
        var tls: NIOSSLContext?
        if destinations.contains(where: \.url.isSecure) {
            var configuration = TLSConfiguration.makeClientConfiguration()
            if let trustRoots { configuration.trustRoots = .file(trustRoots) }
            tls = try NIOSSLContext(configuration: configuration)
        }
        let names = Saved.names(of: destinations)
        senders = zip(destinations, names).map { destination, name in
            WebhookSender(
                destination, signature, pace, tls: tls, waiting: saved?.waiting[name] ?? [], logger: logger)
        }
        self.pace = pace
    }

    /// Adds what an evaluation told to the queue of every webhook. Never waits.
    public func send(_ events: [AlertEvent]) {
        guard !events.isEmpty else { return }
        for sender in senders { sender.add(events) }
    }

    /// Sends what is added. When its `ServiceGroup` shuts down gracefully, what waits is tried for ``WebhookPace/grace``;
    /// what is left then is in ``saved``.
    public func run() async {
        await withTaskGroup { group in
            group.addTask {
                await withTaskGroup { all in
                    for sender in self.senders { all.addTask { await sender.run() } }
                    // Without any webhook it runs like any other service.
                    if self.senders.isEmpty { all.addTask { try? await gracefulShutdown() } }
                }
            }
            group.addTask {
                guard (try? await gracefulShutdown()) != nil else { return }
                for sender in self.senders { sender.end() }
                try? await Task.sleep(for: self.pace.grace)
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// Of all webhooks together.
    public var status: WebhookStatus { senders.reduce(WebhookStatus()) { $0 + $1.status } }

    /// Sends a message to every webhook at once, beside the queue, and says how that went.
    public func test() async -> [WebhookTest] {
        await withTaskGroup(of: (Int, WebhookTest).self) { group in
            for (index, sender) in senders.enumerated() { group.addTask { (index, await sender.test()) } }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// What has not been delivered.
    public var saved: Saved {
        let names = Saved.names(of: senders.map(\.destination))
        return Saved(waiting: Dictionary(uniqueKeysWithValues: zip(names, senders.map(\.undelivered))))
    }
}
