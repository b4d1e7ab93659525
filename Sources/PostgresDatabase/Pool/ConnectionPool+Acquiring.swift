import Postgres

extension ConnectionPool {
    /// Borrows a connection. To be followed by `release`.
    ///
    /// - Parameter patience: nil for the usual one.
    /// - Throws: `.acquireTimedOut`, `.poolExhausted`, `.serverUnavailable`, `.nestedAcquire`, `.databaseClosed`,
    ///   `.cancelled`.
    nonisolated(nonsending) func acquire(
        _ site: CallSite, within patience: Duration? = nil
    ) async throws(PostgresError) -> Lease {
        guard !Task.isCancelled else { throw .cancelledWhileWaiting(site) }
        let now = clock.now
        let nanoseconds = patience?.inNanoseconds ?? self.patience
        let request = AcquireRequest(site: site, since: now, deadline: now.adding(nanoseconds: nanoseconds))
        let outcome = update { contents in
            contents.state.acquireIdle(request, at: now).flatMap { contents.outcome($0) }
        }
        switch consume outcome {
        case .lease(let lease):
            guard !lease.connection.isClosed else { return try await acquire(request, beginningWith: .lease(lease)) }
            metrics?.record(.waitTime, .zero)
            for listener in listeners { listener.leased(lease.connection, waited: .zero) }
            return lease
        case let other: return try await acquire(request, beginningWith: other)
        }
    }

    private nonisolated(nonsending) func acquire(
        _ request: AcquireRequest, beginningWith first: AcquireOutcome?
    ) async throws(PostgresError) -> Lease {
        var request = request
        request.holds = HeldLeases.keys(of: self)
        var next = first
        while true {
            let outcome: AcquireOutcome
            if let known = next { outcome = known } else { outcome = await wait(request) }
            next = nil
            switch outcome {
            case .lease(let lease):
                guard !Task.isCancelled else {
                    putBack(lease)
                    throw .cancelledWhileWaiting(request.site)
                }
                // Lost a moment ago, and the word of it is on its way.
                guard !lease.connection.isClosed else {
                    putBack(lease)
                    continue
                }
                return finish(lease, request)
            case .validate(let lease, let ticket):
                request.ticket = ticket
                if try await validate(lease, request.site) { return finish(lease, request) }
            case .refusal(let refusal):
                let error = PostgresError(refusal, request.site)
                if case .timedOut = refusal { for listener in listeners { listener.acquireTimedOut(error) } }
                throw error
            }
        }
    }

    private func finish(_ lease: Lease, _ request: AcquireRequest) -> Lease {
        let waited = clock.now - request.since
        DatabaseActivity.current?.recordWait(waited)
        metrics?.record(.waitTime, waited)
        for listener in listeners { listener.leased(lease.connection, waited: waited) }
        return lease
    }

    /// In line until there is a connection, or a reason not to wait any longer.
    private nonisolated(nonsending) func wait(_ request: AcquireRequest) async -> AcquireOutcome {
        let place = WaiterPlace()
        return await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let known = update { contents -> AcquireOutcome? in
                    // A task that is cancelled from here on finds itself in line.
                    guard !Task.isCancelled else { return .refusal(.cancelled) }
                    let decision = contents.state.acquire(request, at: clock.now)
                    if case .wait(let key) = decision {
                        contents.waiting[key] = continuation
                        place.set(key)
                    }
                    return contents.outcome(decision)
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            let continuation = update { contents -> PoolContents.Waiting? in
                guard let key = place.key else { return nil }
                contents.state.cancel(key, at: clock.now)
                return contents.waiting.removeValue(forKey: key)
            }
            continuation?.resume(returning: .refusal(.cancelled))
        }
    }

    /// Asks a connection whether it still answers. The state's deadline bounds it: then the connection is closed, and
    /// the question fails.
    ///
    /// - Returns: whether it is ours now; if not it is gone.
    private nonisolated(nonsending) func validate(_ lease: Lease, _ site: CallSite) async throws(PostgresError) -> Bool
    {
        let answered: Bool
        do {
            // Not a statement of the task that happens to wait for it.
            try await DatabaseActivity.$current.withValue(nil) {
                try await lease.connection.ping(deadline: limits.prePingTimeout)
            }
            answered = true
        } catch {
            guard !Task.isCancelled else {
                putBack(lease)
                throw .cancelledWhileWaiting(site)
            }
            answered = false
        }
        for listener in listeners { listener.validated(lease.connection, answered: answered) }
        return update { $0.state.validated(lease.key, answered: answered, at: clock.now) }
    }
}

extension PoolContents {
    /// Nil when a `grant` or a `refuse` will come.
    func outcome(_ decision: AcquireDecision) -> AcquireOutcome? {
        switch decision {
        case .lease(let key): lease(key).map { .lease($0) }
        case .validate(let key, let ticket): lease(key).map { .validate($0, ticket: ticket) }
        case .refuse(let refusal): .refusal(refusal)
        case .wait: nil
        }
    }
}
