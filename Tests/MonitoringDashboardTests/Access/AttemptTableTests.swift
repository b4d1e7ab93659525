import TestServers
import Testing

@testable import MonitoringDashboard

@Suite struct AttemptTableTests {
    @Test func `nobody gets more than the quota in a window, whatever they do, and the table stays small`() {
        var numbers = SeededNumbers.anew(in: "attempts")
        for _ in 0..<50 {
            var table = AttemptTable(quota: 5, window: .seconds(50), capacity: 8)
            var now = ContinuousClock.now
            var granted: [String: [ContinuousClock.Instant]] = [:]
            for _ in 0..<400 {
                now += numbers.milliseconds(0...4000)
                let name = "address \(numbers.number(0...5))"
                let wait = table.attempt(by: name, now: now)
                if wait == nil { granted[name, default: []].append(now) }
                // A burst, and what has come back meanwhile.
                let recent = granted[name, default: []].filter { now - $0 < .seconds(50) }
                #expect(recent.count <= 10)
                #expect(wait.map { $0 > .zero && $0 <= .seconds(10) } ?? true)
            }
            for number in 0..<40 { _ = table.attempt(by: "other \(number)", now: now) }
            #expect(table.count <= 8)
        }
    }

    @Test func `after the wait that was named, it may be tried again`() throws {
        var table = AttemptTable(quota: 3, window: .seconds(30))
        let now = ContinuousClock.now
        for _ in 0..<3 { #expect(table.attempt(by: "a", now: now) == nil) }

        let refused = table.attempt(by: "a", now: now)
        let wait = try #require(refused)

        #expect(wait == .seconds(10))
        #expect(table.attempt(by: "b", now: now) == nil)
        #expect(table.attempt(by: "a", now: now + wait) == nil)
    }
}
