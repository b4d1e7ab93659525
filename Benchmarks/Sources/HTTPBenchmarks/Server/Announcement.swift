import BenchmarkReport
import Foundation
import QueryCaching
import ServiceLifecycle

/// Says on the standard output where the process listens, as soon as the cache uses its Redis.
struct Announcement: Service {
    let ports: PortBoard
    let cache: QueryCache

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            let deadline = ContinuousClock.now + .seconds(20)
            while !(cache.statistics.redis == .used && cache.statistics.isVerified) {
                guard .now < deadline else {
                    throw BenchmarkFailure("the cache didn't use its Redis within 20 seconds")
                }
                try await Task.sleep(for: .milliseconds(10))
            }
            let ports = ServerProgram.Ports(
                cached: await self.ports.cached.number, uncached: await self.ports.uncached.number,
                fixed: await self.ports.fixed.number)
            let line = try JSONEncoder().encode(ports) + Data("\n".utf8)
            FileHandle.standardOutput.write(line)
        }
        try? await gracefulShutdown()
    }
}
