import Logging
import Postgres

extension ConnectionPool {
    /// Opens a connection for a place. By a task of the pool's own: whoever waits for it may give up.
    func connect(_ key: ConnectionKey) {
        let task = Task.detached { [self] in
            let start = clock.now
            do throws(PostgresError) {
                let connection = try await Connection.connect(configuration, logger: logger)
                do throws(PostgresError) {
                    try await announce(connection)
                } catch {
                    await connection.close()
                    throw error
                }
                metrics?.record(.createTime, clock.now - start)
                arrived(key, connection)
            } catch {
                update { contents in
                    contents.connecting[key] = nil
                    contents.state.connectFailed(key, ConnectFault(error), at: clock.now)
                }
            }
        }
        update { contents in
            if contents.state.isCurrent(key, .connecting) { contents.connecting[key] = task }
        }
    }

    private func arrived(_ key: ConnectionKey, _ connection: Connection) {
        let isWanted = update { contents in
            contents.connecting[key] = nil
            guard contents.state.isCurrent(key, .connecting) else { return false }
            // In its place before anybody is told that it is there.
            contents.connections[key.slot] = connection
            return contents.state.connected(key, at: clock.now)
        }
        guard isWanted else {
            Task.detached { await connection.close() }
            return
        }
        // No weak reference to the connection: every borrower would count its references the slow way from then on.
        connection.whenClosed { [weak self] reason in self?.ended(key, reason) }
    }

    private func ended(_ key: ConnectionKey, _ reason: PostgresError?) {
        if let reason {
            logger.debug("A connection was lost", metadata: ["reason": "\(reason.message)"])
        }
        let connection = update { contents -> Connection? in
            let connection = contents.connections[key.slot]
            guard contents.state.slots[key.slot].generation == key.generation else { return nil }
            contents.connections[key.slot] = nil
            contents.state.closed(key, isLoss: reason != nil, at: clock.now)
            return connection
        }
        guard let connection else { return }
        for listener in listeners { listener.closed(connection, reason: reason) }
    }

    /// Tells the listeners of a new session. What they do to it is its original state.
    func announce(_ connection: Connection) async throws(PostgresError) {
        guard !listeners.isEmpty else { return }
        do {
            for listener in listeners { try await listener.connected(connection) }
        } catch {
            throw (error as? PostgresError)
                ?? PostgresError(
                    code: .connectFailed,
                    message: "A connection listener failed on a new connection (\(type(of: error))).")
        }
        connection.acceptSessionState()
    }
}
