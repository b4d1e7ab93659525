import LocalServers
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarberCommand

@Suite("From the configuration to the layers below")
struct ProgramDatabaseTests {
    @Test("the pool gets every setting")
    func pool() {
        let settings = PoolSettings(
            size: 3, maxOverflow: 2, timeout: .seconds(5), recycle: .seconds(7), prePing: false)

        let pool = PoolConfiguration(settings)

        #expect(pool.size == 3)
        #expect(pool.maxOverflow == 2)
        #expect(pool.acquireTimeout == .seconds(5))
        #expect(pool.recycle == .seconds(7))
        #expect(!pool.prePing)
    }

    @Test(
        "the private server has room for the whole pool and more",
        arguments: [(50, 20, 150), (100, 50, 180), (1, 0, 150)])
    func connections(_ size: Int, _ overflow: Int, _ connections: Int) {
        #expect(ProgramDatabase.connections(for: PoolSettings(size: size, maxOverflow: overflow)) == connections)
    }

    @Test(
        "what went wrong decides the exit code",
        arguments: [
            (LocalServerError(.folderInUse, "x"), ProgramFailure.ExitCode.stateFolder),
            (LocalServerError(.folderUnusable, "x"), .stateFolder),
            (LocalServerError(.programMissing, "x"), .unavailable),
            (LocalServerError(.startFailed, "x"), .unavailable),
            (LocalServerError(.invalidConfiguration, "x"), .configuration),
        ])
    func exitCodes(_ error: LocalServerError, _ code: ProgramFailure.ExitCode) {
        #expect(ProgramFailure(describing: error) == ProgramFailure(code, "x"))
    }
}
