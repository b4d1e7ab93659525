import Foundation
import LocalServers
import TestServers

/// Does harm to PostgreSQL, while others do harm to the processes and to Redis.
struct HistoryServerFaults {
    enum Harm: String, CaseIterable {
        case crashServer, stopServerAtOnce, crashBackend, terminateBackends, suspendServer
    }

    let server: LocalPostgres
    let progress: @Sendable (String) -> Void
    let end: Int64
    var numbers: SeededNumbers
    private(set) var counts: [String: Int] = [:]
    /// When it could not be asked. Not when connections were lost and new ones were let in at once.
    private(set) var outages: [HistoryInterval] = []

    init(
        server: LocalPostgres, progress: @escaping @Sendable (String) -> Void, until end: Int64,
        _ numbers: SeededNumbers
    ) {
        (self.server, self.progress, self.end, self.numbers) = (server, progress, end, numbers)
    }

    /// One after the other, until shortly before the end.
    mutating func injectFaults() async throws {
        var deck: [Harm] = []
        while HistoryWorker.now < end - 5_000_000_000 {
            try await Task.sleep(for: numbers.milliseconds(1000...4000))
            if deck.isEmpty { deck = Harm.allCases.shuffled(using: &numbers) }
            let harm = deck.removeLast()
            counts[harm.rawValue, default: 0] += 1
            progress("\(harm)")
            let begin = HistoryWorker.now
            try await perform(harm)
            if harm != .terminateBackends { outages.append(HistoryInterval(begin, HistoryWorker.now)) }
        }
    }

    private mutating func perform(_ harm: Harm) async throws {
        switch harm {
        case .crashServer:
            try await server.kill()
            try await server.restart()
        case .stopServerAtOnce:
            try await server.stop(.immediate)
            try await Task.sleep(for: numbers.milliseconds(0...800))
            try await server.restart()
        case .crashBackend: try await crashBackend()
        case .terminateBackends:
            let many = numbers.number(1...12)
            await administer(
                "SELECT pg_terminate_backend(pid) FROM (\(backends)) b ORDER BY random() LIMIT \(many)")
        case .suspendServer:
            await server.suspend()
            try? await Task.sleep(for: numbers.milliseconds(50...1500))
            await server.resume()
        }
    }

    private var backends: String {
        "SELECT pid FROM pg_stat_activity WHERE usename = '\(server.userName)' AND backend_type = 'client backend'"
    }

    /// One process of the server dies, and the server ends all others and recovers, without having been started anew.
    private func crashBackend() async throws {
        let former = await checkpointer()
        let rows = await administer("SELECT pid FROM (\(backends)) b ORDER BY random() LIMIT 1")
        guard let former, let pid = rows.first?.first.flatMap({ $0 }).flatMap(Int32.init), pid > 1 else { return }
        kill(pid, SIGKILL)
        // Of its own accord; without an answer in 20 s it isn't coming back.
        _ = await Polling.until(.seconds(20), every: .milliseconds(20)) {
            guard let now = await checkpointer() else { return false }
            return now != former
        }
    }

    private func checkpointer() async -> String? {
        await administer("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'").first?.first ?? nil
    }

    /// By a session of its own. That it fails does no harm.
    @discardableResult
    private func administer(_ sql: String) async -> [[String?]] {
        let url = server.adminURL()
        let rows = try? await AdminSession.perform(url, within: .seconds(5)) {
            session throws(AdminSession.Failure) in
            try session.query("SET client_min_messages = error")
            return try session.query(sql)
        }
        return rows ?? []
    }
}
