import Synchronization
import Testing

@testable import MonitoringDashboard

@Suite struct AdminSessionsTests {
    private final class Accounts: Sendable {
        struct Away: Error {}

        let state = Mutex((asked: 0, isAdministrator: true, isAway: false, time: ContinuousClock.now))

        var access: MonitoringAccess {
            MonitoringAccess(
                signIn: { _, _ in nil },
                isAdministrator: { _ in
                    try self.state.withLock { state in
                        state.asked += 1
                        if state.isAway { throw Away() }
                        return state.isAdministrator
                    }
                }, signOut: { _ in })
        }

        var sessions: AdminSessions { AdminSessions(access) { self.state.withLock { $0.time } } }

        func pass(_ time: Duration) { state.withLock { $0.time += time } }
    }

    @Test func `the application is asked once a minute`() async throws {
        let accounts = Accounts()
        let sessions = accounts.sessions

        for _ in 0..<5 { #expect(try await sessions.isAdministrator("t")) }
        #expect(accounts.state.withLock { $0.asked } == 1)

        accounts.pass(.seconds(61))
        accounts.state.withLock { $0.isAdministrator = false }
        #expect(try await !sessions.isAdministrator("t"))
        #expect(try await !sessions.isAdministrator("t"))
    }

    @Test func `while the database is away, known sessions stay good for an hour`() async throws {
        let accounts = Accounts()
        let sessions = accounts.sessions
        _ = try await sessions.isAdministrator("known")
        accounts.state.withLock { $0.isAway = true }

        accounts.pass(.seconds(3500))
        #expect(try await sessions.isAdministrator("known"))
        await #expect(throws: Problem.cannotCheckSession) { try await sessions.isAdministrator("stranger") }

        accounts.pass(.seconds(200))
        await #expect(throws: Problem.cannotCheckSession) { try await sessions.isAdministrator("known") }
    }

    @Test func `a session of the token needs no application, lasts 12 hours and can be ended`() async throws {
        let accounts = Accounts()
        accounts.state.withLock { $0.isAway = true }
        let sessions = accounts.sessions
        let (first, second) = (await sessions.openOwn(), await sessions.openOwn())

        #expect(first != second)
        #expect(try await sessions.isAdministrator(first))
        await sessions.signOut(first)
        await #expect(throws: Problem.cannotCheckSession) { try await sessions.isAdministrator(first) }
        accounts.pass(.seconds(12 * 3600))
        #expect(try await !sessions.isAdministrator(second))
    }

    @Test(
        arguments: [
            ("monitor_session=abc", "abc"), ("a=b; monitor_session=x=y; c=d", "x=y"), ("monitor_sessions=abc", nil),
            ("", nil),
            ("monitor_session=", nil),
        ] as [(String, String?)])
    func `the session is found among other cookies`(field: String, session: String?) {
        #expect(SessionCookie(isSecure: false).session(in: field) == session)
    }

    @Test func `behind TLS the cookie is never sent without`() {
        let field = SessionCookie(isSecure: true).field("abc")

        #expect(field == "__Host-monitor_session=abc; Path=/; HttpOnly; SameSite=Strict; Secure")
        #expect(!SessionCookie.permits("a;b") && !SessionCookie.permits("a\r\nb") && SessionCookie.permits("a-b_c"))
    }
}
