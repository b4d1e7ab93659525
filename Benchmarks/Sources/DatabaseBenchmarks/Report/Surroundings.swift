import BenchmarkReport
import LocalServers
import Postgres

/// What figures mean nothing without.
struct Surroundings {
    let text: String

    init(_ server: BenchmarkServer) async throws {
        let connection = try await Connection.connect(ConnectionConfiguration(url: server.postgres.url))
        let settings = try await connection.query(
            """
            SELECT name || ' ' || current_setting(name)
            FROM unnest(ARRAY[
                'server_version', 'shared_buffers', 'fsync', 'synchronous_commit', 'full_page_writes'
            ]) AS name
            """
        ).decode(String.self)
        await connection.close()
        text = """
            \(MachineDescription.machine)
            server: \(settings.joined(separator: ", ")); pgbench scale \(BenchmarkServer.scale); Unix socket
            \(MachineDescription.command)
            """
    }
}
