import LocalServers
import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// A commit whose answer doesn't come: it is never repeated, and never said to have failed when it may not have.
@Suite struct CommitFaultTests {
    /// Cuts the network while `COMMIT` is under way, and expects the outcome to be called unknown.
    ///
    /// - Parameter rows: how many rows the ledger has in the end.
    private func expectUnknownOutcome(
        _ fault: Fault, rows: Int, until: (ProxiedDatabase, _ bytes: FaultProxy.Counts) async throws -> Bool
    ) async throws {
        try await FaultFixture.withProxiedDatabase("reply", size: 1) { proxied in
            let attempts = Counter()
            try await proxied.database.write("CREATE TABLE ledger (id int)")
            let (reached, signal) = AsyncStream<FaultProxy.Counts>.makeStream()
            let proxy = proxied.proxy
            let database = proxied.database
            let commit = Task {
                await postgresError {
                    try await database.transaction(retries: 3) { transaction in
                        attempts.add()
                        try await transaction.query("INSERT INTO ledger VALUES (1)")
                        await proxy.set(fault)
                        signal.yield(proxy.counts)
                    }
                }
            }
            var iterator = reached.makeAsyncIterator()
            let counts = try #require(await iterator.next())
            try await expectEventually { try await until(proxied, counts) }

            await proxy.cutAll()

            #expect(await commit.value?.code == .commitOutcomeUnknown)
            #expect(attempts.value == 1)
            await proxy.set(.none)
            try await proxied.database.expectUsable()
            let found: [Int] = try await proxied.ask("SELECT count(*) FROM ledger")
            #expect(found == [rows])
        }
    }

    @Test func aLostCommitReplyLeavesTheOutcomeUnknownAlthoughItIsCommitted() async throws {
        try await expectUnknownOutcome(.mute, rows: 1) { proxied, _ in
            try await proxied.ask("SELECT count(*) FROM ledger") == [1]
        }
    }

    @Test func aCommitThatNeverArrivedLeavesTheOutcomeUnknownAsWell() async throws {
        try await expectUnknownOutcome(.hold, rows: 0) { proxied, counts in
            proxied.proxy.counts.bytesFromClients > counts.bytesFromClients
        }
    }

    /// The server commits first and waits for its replicas afterwards: a wait that is given up is no rollback.
    @Test(arguments: [true, false])
    func aCommitThatWaitsForAReplicaIsNeverSaidToBeRolledBack(isCancelled: Bool) async throws {
        try await TestServers.withOwnPostgres(
            "replica",
            settings: ["synchronous_standby_names": "nobody", "wal_level": "replica", "max_wal_senders": "2"]
        ) { server in
            try await PoolFixture.withDatabase(
                "replica", size: 1, url: server.url,
                connection: { $0.queryTimeout = isCancelled ? .seconds(60) : .seconds(1) }
            ) { database in
                try await database.write("CREATE TABLE ledger (id int)")
                let commit = Task {
                    await postgresError {
                        try await database.transaction { transaction in
                            try await transaction.query("SET LOCAL synchronous_commit = on")
                            try await transaction.query("INSERT INTO ledger VALUES (1)")
                        }
                    }
                }
                try await database.aside { other in
                    try await expectEventually {
                        try await other.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
                            .decode(Int.self) == [1]
                    }
                }

                if isCancelled { commit.cancel() }

                let error = await commit.value
                #expect(error == nil || error?.code == .commitOutcomeUnknown, "\(String(describing: error))")
                let found = try await database.read("SELECT count(*) FROM ledger").decode(Int.self)
                #expect(found == [1])
            }
        }
    }
}
