import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

/// A database whose connections go through a proxy, and a way past it.
struct ProxiedDatabase {
    let database: Database
    let proxy: FaultProxy
    let direct: ConnectionConfiguration

    /// What the server knows, whatever the network does.
    func ask<Value: PostgresDecodable>(_ query: Query, as type: Value.Type = Value.self) async throws -> [Value] {
        try await directly { try await $0.query(query).decode(type) }
    }

    func directly<R>(_ body: (Connection) async throws -> R) async throws -> R {
        let connection = try await Connection.connect(direct, logger: PoolFixture.logger)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }
}

enum FaultFixture {
    static func withProxiedDatabase(
        _ suite: String, size: Int = 2, lanes: LaneConfiguration = .off, socketBufferBytes: Int? = nil,
        listeners: [any ConnectionListener] = [],
        connection adjustConnection: (inout ConnectionConfiguration) -> Void = { _ in },
        pool adjustPool: (inout PoolConfiguration) -> Void = { _ in },
        _ body: (ProxiedDatabase) async throws -> Void
    ) async throws {
        let server = try await TestServers.postgres()
        let url = try await TestServers.database(suite)
        try await withFaultProxy(toPort: server.port, socketBufferBytes: socketBufferBytes) { proxy in
            let proxied = Self.url(server.tcpURL, port: proxy.port, database: TestServers.databaseName(in: url))
            try await PoolFixture.withDatabase(
                suite, size: size, url: proxied, lanes: lanes, listeners: listeners, connection: adjustConnection,
                pool: adjustPool
            ) { database in
                let direct = try ConnectionConfiguration(url: url)
                try await body(ProxiedDatabase(database: database, proxy: proxy, direct: direct))
                // What hangs is let go, so that the shutdown has its end.
                await proxy.set(.none)
                await proxy.cutAll()
            }
        }
    }

    /// The same role at another port and in another database.
    static func url(_ url: String, port: Int, database: String) -> String {
        url.replacing(/@127\.0\.0\.1:\d+\/.*$/, with: "@127.0.0.1:\(port)/\(database)")
    }

    /// Short limits, so that a server that says nothing is given up soon.
    static func impatient(_ connection: inout ConnectionConfiguration) {
        connection.connectTimeout = .seconds(2)
        connection.queryTimeout = .seconds(1)
        connection.cancelTimeout = .milliseconds(300)
    }

    static func impatient(_ pool: inout PoolConfiguration) {
        pool.acquireTimeout = .seconds(3)
        pool.prePingBypass = .zero
        pool.prePingTimeout = .milliseconds(200)
    }

    /// Without lanes and with.
    static let lanes = [LaneConfiguration.off, patientLanes]

    /// On which nobody is slow.
    static let patientLanes = {
        var lanes = LaneConfiguration(maximum: 2)
        lanes.slowStatement = .seconds(1)
        return lanes
    }()
}

extension Database {
    /// Waits until a lane is open, if there are to be any. With limits of a second a busy machine may cost a first
    /// attempt its time.
    func warm() async throws {
        try await expectEventually {
            guard await postgresError({ _ = try await self.read("SELECT 1") }) == nil else { return false }
            return self.lanes == nil || self.statistics.lanes.requests > 0
        }
    }

    /// Waits until reads and writes work, which they must come to without anybody's help.
    func expectUsable(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await expectEventually(sourceLocation: sourceLocation) {
            await postgresError { try await self.write("SELECT 1") } == nil
        }
        // A lane whose silence nobody has noticed yet may cost a read its time.
        try await expectEventually(sourceLocation: sourceLocation) {
            await postgresError {
                let found = try await self.read("SELECT 7").decode(Int.self)
                #expect(found == [7], sourceLocation: sourceLocation)
            } == nil
        }
    }

    /// Reads numbers that only their callers expect, and returns the codes of those who got none.
    func readNonces(
        _ numbers: Range<Int>, deadline: Duration? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) async -> [PostgresError.Code] {
        await withTaskGroup(of: PostgresError.Code?.self) { group in
            for number in numbers {
                group.addTask {
                    await postgresError {
                        let found = try await self.read("SELECT \(number)", deadline: deadline).decode(Int.self)
                        #expect(found == [number], sourceLocation: sourceLocation)
                    }?.code
                }
            }
            return await group.reduce(into: []) { codes, code in if let code { codes.append(code) } }
        }
    }
}
