import Postgres

extension Database {
    /// The lane for a read, and whether the read is to show that its statement has become quick.
    ///
    /// - Returns: nil when a leased connection is to execute it.
    func lane(for statement: LaneStatement, _ query: borrowing Query, at start: MonotonicInstant) -> (Lane, Bool)? {
        guard let lanes, query.bindings.bytes.count <= configuration.lanes.valueBytes else { return nil }
        let route = statement.route
        let isProbe = route == .lease && statement.takeProbe(at: start)
        guard isProbe || !route.isLease, let lane = lanes.lane(at: start) else { return nil }
        return (lane, isProbe)
    }

    func request(
        _ statement: LaneStatement, _ query: consuming Query, _ deadline: Duration?, isProbe: Bool,
        since start: MonotonicInstant
    ) -> LaneRequest {
        LaneRequest(
            statement, query, patience: deadline ?? configuration.connection.queryTimeout,
            nanoseconds: deadline == nil ? lanes?.patience : nil, isProbe: isProbe, at: start)
    }

    /// After a ride without rows: if the reason wasn't the statement's own, another lane executes it, or else a leased
    /// connection.
    nonisolated(nonsending) func rideAgain(
        _ first: LaneRequest, _ lane: Lane, _ deadline: Duration?, _ site: CallSite
    ) async throws(PostgresError) -> Rows {
        let (statement, start) = (first.statement, first.since)
        if case .failed(let error) = first.outcome {
            noteStatement(statement, start, pool.clock.now)
            throw error.at(site.fileID, site.line, sql: statement.sql)
        }
        let now = pool.clock.now
        if !statement.route.isLease, let other = lanes?.lane(at: now, avoiding: lane) {
            let second = request(statement, first.query, deadline, isProbe: first.isProbe, since: start)
            let outcome = await other.perform(second, at: now)
            if outcome.isAnswer { noteStatement(statement, now, pool.clock.now) }
            switch outcome {
            case .rows(let result): return Rows(result: result)
            case .failed(let error), .lost(let error): throw error.at(site.fileID, site.line, sql: statement.sql)
            case .elsewhere: break
            }
        }
        return try await lease(statement, first.query, deadline, since: start, site)
    }

    func noteStatement(_ statement: LaneStatement, _ start: MonotonicInstant, _ end: MonotonicInstant) {
        DatabaseActivity.current?.recordStatement(statement.sql, end - start)
    }

    /// Executes a read on a leased connection; once more on another one if that is lost.
    func lease(
        _ statement: LaneStatement, _ query: Query, _ deadline: Duration?, since start: MonotonicInstant,
        _ site: CallSite
    ) async throws(PostgresError) -> Rows {
        func left() throws(PostgresError) -> Duration? {
            guard let deadline else { return nil }
            let left = deadline - (pool.clock.now - start)
            guard left > .zero else { throw .outOfTime(query.sql, deadline, site) }
            return left
        }
        do throws(PostgresError) {
            return try await measure(statement, query, try left(), site)
        } catch  where error.isLostConnection {
            guard let left = try? left() else {
                guard deadline == nil else { throw error }
                return try await measure(statement, query, nil, site)
            }
            return try await measure(statement, query, left, site)
        }
    }

    private func measure(
        _ statement: LaneStatement, _ query: Query, _ deadline: Duration?, _ site: CallSite
    ) async throws(PostgresError) -> Rows {
        guard statement.route == .lease else { return try await execute(query, deadline, site) }
        let start = pool.clock.now
        let rows = try await execute(query, deadline, site)
        statement.measured(pool.clock.now - start)
        return rows
    }
}

extension PostgresError {
    static func outOfTime(_ sql: String, _ deadline: Duration, _ site: CallSite) -> PostgresError {
        PostgresError(
            code: .timedOut,
            message: "The server did not answer within \(deadline.rounded), and the read was not sent again.", sql: sql,
            fileID: site.fileID, line: site.line)
    }
}
