import Postgres
import TestServers

@testable import PostgresDatabase

extension ErrorCase {
    static let connecting = [
        ErrorCase("a URL that can't be read") {
            await postgresError { _ = try DatabaseConfiguration(url: "postgres://barber:\(secret)@host:port/shop") }
        },
        ErrorCase("a setting out of its range") {
            await postgresError {
                _ = try DatabaseConfiguration(
                    url: "postgres://barber:\(secret)@host/shop", pool: PoolConfiguration(size: 0))
            }
        },
        ErrorCase("nobody listens") {
            let configuration = try ConnectionConfiguration(url: "postgres://barber:\(secret)@127.0.0.1:1/shop")
            return await postgresError { _ = try await Connection.connect(configuration) }
        },
        ErrorCase("a wrong password") {
            let configuration = try ConnectionConfiguration(url: try await wrongPassword())
            return await postgresError { _ = try await Connection.connect(configuration) }
        },
        ErrorCase("a server that accepts and doesn't answer") {
            let port = try StrangeServer.start(greets: false)
            var configuration = try ConnectionConfiguration(url: "postgres://barber:\(secret)@127.0.0.1:\(port)/shop")
            configuration.connectTimeout = .milliseconds(200)
            return await postgresError { [configuration] in _ = try await Connection.connect(configuration) }
        },
        ErrorCase("a database whose server lets nobody in") {
            try await PoolFixture.withDatabase("errors", url: try await wrongPassword()) { database in
                await postgresError { _ = try await database.read("SELECT 1", fileID: file, line: line) }
            }
        },
    ]

    private static func wrongPassword() async throws -> String {
        try await TestServers.postgres().tcpURL.replacing(/:[^:@\/]+@/, with: ":\(secret)@", maxReplacements: 1)
    }
}
