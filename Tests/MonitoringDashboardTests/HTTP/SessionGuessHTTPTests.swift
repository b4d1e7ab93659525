import Synchronization
import TestServers
import Testing

@testable import MonitoringDashboard

@Suite struct SessionGuessHTTPTests {
    private final class Accounts: Sendable {
        let asked = Mutex<[String]>([])

        /// Each session that begins with `admin` is an administrator's.
        var access: MonitoringAccess {
            MonitoringAccess(
                signIn: { _, _ in nil },
                isAdministrator: { token in
                    self.asked.withLock { $0.append(token) }
                    return token.hasPrefix("admin")
                }, signOut: { _ in })
        }
    }

    private func cookie(_ session: String) -> [(String, String)] { [("Cookie", "monitor_session=\(session)")] }

    @Test func `a thousand cookies of a stranger aren't a thousand questions, and known sessions stay good`()
        async throws
    {
        let accounts = Accounts()
        try await TestMonitor.with(access: accounts.access) {
            $0.host = "0.0.0.0"
        } _: { monitor in
            let start = ContinuousClock.now
            #expect(try await monitor.get("/metrics", cookie("admin-1")).status == 200)

            var statuses: [Int] = []
            for number in 0..<1000 {
                statuses.append(try await monitor.get("/metrics", cookie("guess-\(number)")).status)
            }
            let questions = accounts.asked.withLock { $0.filter { $0.hasPrefix("guess") }.count }
            // One attempt comes back in 30 s.
            let mostQuestions = 20 + Int((ContinuousClock.now - start) / .seconds(30))

            #expect(Array(statuses.prefix(19)) == Array(repeating: 401, count: 19))
            #expect(Set(statuses.dropFirst(19)).isSubset(of: [401, 429]))
            #expect(statuses.contains(429))
            #expect(questions == statuses.count { $0 == 401 })
            #expect(questions <= mostQuestions)
            #expect(try await monitor.get("/metrics", cookie("admin-1")).status == 200)
        }
    }
}
