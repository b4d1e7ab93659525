import Postgres
import Testing

@Suite struct StrangeServerTests {
    @Test func aConnectionWhoseRepliesDoNotFitIsClosed() async throws {
        let port = try StrangeServer.start(greets: true)
        let connection = try await Connection.connect(
            ConnectionConfiguration(url: "postgres://barber@127.0.0.1:\(port)/shop?sslmode=disable"))

        let first = await postgresError { try await connection.query("SELECT 1") }
        let second = await postgresError { try await connection.query("SELECT 2") }

        #expect(first?.code == .unexpectedReply)
        #expect(second?.code == .connectionClosed)
        #expect(connection.isClosed)
        await connection.close()
    }
}
