import RedisClient

/// Applies what happens on the connection, in its order, before anything that was answered later reaches anybody.
struct RemoteEvents: Sendable {
    let names: RemoteNames
    let trust: RemoteTrust
    let generations: GenerationTable
    let verification: Verification
    let counts: RemoteCounts
    let clock: CacheClock
    /// Wakes what wins trust back.
    let wake: @Sendable () -> Void

    func handle(_ event: RedisEvent) {
        switch event {
        case .connected(let server):
            // What was missed between the connections stays unverified.
            verification.isLost()
            trust.connected(server)
            wake()
        case .disconnected, .connectFailed:
            verification.isLost()
            trust.disconnected()
        case .push(let push):
            guard let invalidation = push.invalidation else { return }
            apply(invalidation)
        }
    }

    private func apply(_ invalidation: RedisPush.Invalidation) {
        counts.pushed()
        switch invalidation {
        case .everything:
            // Flushed, or filled from another server.
            verification.isLost()
            if trust.lose() { wake() }
        case .keys(let keys):
            for key in keys {
                guard let name = key.string, let generation = names.generation(name) else { continue }
                switch generation {
                case .everything: generations.advanceAll()
                case .tag(let tag):
                    generations.advance(tag)
                    counts.delays.pushed(tag, at: clock.now)
                }
            }
        }
    }
}
