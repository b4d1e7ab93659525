import Postgres

/// A read that a lane has answered.
struct Ride: Sendable {
    var rows: Rows
    var answeredAt: MonotonicInstant
}

extension Database {
    /// Executes a read on a lane.
    ///
    /// - Returns: nil when a leased connection is to execute it.
    nonisolated(nonsending) func ride(
        _ lanes: LaneSet, _ statement: LaneStatement, _ query: Query, _ deadline: Duration?,
        since start: MonotonicInstant,
        _ site: CallSite
    ) async throws(PostgresError) -> Ride? {
        guard query.bindings.bytes.count <= configuration.lanes.valueBytes else { return nil }
        let route = statement.route
        let isProbe = route == .lease && statement.takeProbe(at: start)
        guard isProbe || !route.isLease, var lane = lanes.lane(at: start) else { return nil }
        let patience = deadline ?? configuration.connection.queryTimeout
        var mayRepeat = true
        var now = start
        while true {
            let request = LaneRequest(
                statement, query.bindings, patience: patience, nanoseconds: deadline == nil ? lanes.patience : nil,
                isProbe: isProbe, at: start)
            let sent = DatabaseActivity.current == nil ? nil : pool.clock.now
            let outcome = await lane.perform(request, at: now)
            if let sent, outcome.isAnswer {
                DatabaseActivity.current?.recordStatement(query.sql, pool.clock.now - sent)
            }
            switch outcome {
            case .rows(let result):
                return Ride(rows: Rows(result: result), answeredAt: request.answeredAt)
            case .failed(let error): throw error.at(site.fileID, site.line, sql: query.sql)
            case .lost(let error): guard mayRepeat else { throw error.at(site.fileID, site.line, sql: query.sql) }
            case .elsewhere: guard mayRepeat else { return nil }
            }
            mayRepeat = false
            now = pool.clock.now
            guard !statement.route.isLease, let other = lanes.lane(at: now, avoiding: lane) else { return nil }
            lane = other
        }
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
