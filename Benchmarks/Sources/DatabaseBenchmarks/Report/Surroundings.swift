import Foundation
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
        let memory = Machine.current.memoryBytes >> 30
        text = """
            machine: \(Machine.current.cores) cores, \(Self.processor ?? "unknown processor"), \(memory) GiB, \
            \(ProcessInfo.processInfo.operatingSystemVersionString)
            server: \(settings.joined(separator: ", ")); pgbench scale \(BenchmarkServer.scale); Unix socket
            command: scripts/bench \(CommandLine.arguments.dropFirst().joined(separator: " "))
            """
    }

    private static var processor: String? {
        #if os(Linux)
            let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
            return text?.split(separator: "\n").first { $0.hasPrefix("model name") }?
                .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        #else
            return ProcessInfo.processInfo.hostName
        #endif
    }
}
