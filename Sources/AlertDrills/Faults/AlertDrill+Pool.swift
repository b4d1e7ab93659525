import DatabaseMonitoring
import Postgres
import PostgresDatabase

extension AlertDrill {
    static let poolTimeouts = AlertDrill(
        "pool_timeouts", "Leases both connections of a pool for long, so that others get none in time.",
        setting: DrillSetting(pool: impatientPool)
    ) { stage in
        try await stage.fault("both connections of the pool are leased, and a third caller comes") {
            try await stage.whileRunning([stage.lease, stage.lease, stage.callAgain]) { try await stage.fires() }
        }
    }

    private static var impatientPool: PoolConfiguration {
        var pool = PoolConfiguration(size: 2, maxOverflow: 0)
        pool.acquireTimeout = .milliseconds(200)
        return pool
    }

    static let poolExhausted = AlertDrill(
        "pool_exhausted", "Leases both connections of a pool for long, while one caller waits, then three.",
        setting: DrillSetting(pool: PoolConfiguration(size: 2, maxOverflow: 0))
    ) { stage in
        try await stage.fault("both connections of the pool are leased, and a third caller waits") {
            try await stage.whileRunning([stage.lease, stage.lease, stage.callAgain]) {
                try await stage.fires()
                try await stage.whileRunning([stage.callAgain, stage.callAgain]) { try await stage.getsWorse() }
            }
        }
    }
}

extension DrillStage {
    /// Holds a connection of the pool until it is cancelled.
    fileprivate var lease: @Sendable () async throws -> Void {
        { [database] in
            try await database.withConnection { _ in
                while !Task.isCancelled { try await Task.sleep(for: .seconds(1)) }
            }
        }
    }

    /// Asks for a connection, again and again, when there is none left.
    fileprivate var callAgain: @Sendable () async throws -> Void {
        {
            try await wait(for: "The pool was not exhausted") { database.statistics.pool.leased == 2 }
            while !Task.isCancelled {
                _ = try? await database.write("SELECT 1")
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}
