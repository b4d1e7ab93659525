import BenchmarkReport
import Foundation
import LocalServers

/// A run of Redis's own load generator: GET on one connection.
struct RedisBenchmark: Sendable {
    /// Commands that are sent before the first reply is read.
    var pipeline: Int
    var commands: Int

    /// The key that it asks for; its value has 3 bytes.
    static let key = "key:__rand_int__"

    /// Commands a second.
    func rate(on servers: CacheServers) async throws -> Sample {
        let program = try Self.program()
        let password = servers.redis.tcpURL.split(separator: ":")[2].split(separator: "@")[0]
        let outcome = try await ChildProgram.run(
            program,
            [
                "-p", "\(servers.redis.port)", "-a", String(password), "-c", "1", "-P", "\(pipeline)", "-t", "get",
                "-n", "\(commands)", "--csv",
            ], environment: ["LC_ALL": "C", "PATH": "/usr/bin:/bin"])
        let line = outcome.output.split(separator: "\n").last { $0.hasPrefix("\"GET\"") }
        let rate = line.map { $0.split(separator: ",")[1].filter { $0 != "\"" } }.flatMap { Double($0) }
        guard let rate, rate > 0 else {
            throw BenchmarkFailure("redis-benchmark's output can't be read: \(outcome.output.suffix(2000))")
        }
        return Sample(rate, cpu: outcome.cpuMicroseconds / Double(commands))
    }

    private static func program() throws(BenchmarkFailure) -> String {
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let usual = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
        for folder in path + usual where FileManager.default.isExecutableFile(atPath: "\(folder)/redis-benchmark") {
            return "\(folder)/redis-benchmark"
        }
        throw BenchmarkFailure("there is no redis-benchmark on this machine; it belongs to Redis's tools")
    }
}
