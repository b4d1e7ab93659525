import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct WebhookQueueTests {
    private let start = ContinuousClock.now

    private func at(_ seconds: Double) -> ContinuousClock.Instant { start.advanced(by: .seconds(seconds)) }

    private func queue(_ names: String..., pace: WebhookPace = WebhookPace()) -> WebhookQueue {
        WebhookQueue(pace, waiting: names.map { PendingAlert(.of(.fired, $0)) })
    }

    @Test func whatWaitsGoesInOneMessage() {
        var queue = queue("a", "b")

        guard case .send(let alerts) = queue.next(at: at(0)) else { return #expect(Bool(false)) }

        #expect(alerts.map(\.event.row.name) == ["a", "b"])
        #expect(queue.next(at: at(0)) == .rest)
    }

    @Test func theNextMessageIsASecondLater() {
        var queue = queue("a")
        _ = queue.next(at: at(0))
        queue.finish(.delivered, at: at(1), jitter: 0)
        queue.add(PendingAlert(.of(.fired, "b")))

        #expect(queue.next(at: at(1)) == .wait(until: at(2)))
        #expect(queue.next(at: at(2)) == .send([PendingAlert(.of(.fired, "b"))]))
    }

    @Test func eachFailureDoublesThePause() {
        var queue = queue("a")
        var (now, pauses): (Double, [Double]) = (0, [])
        for _ in 0..<12 {
            _ = queue.next(at: at(now))
            queue.finish(.failed("down"), at: at(now), jitter: 1)
            guard case .wait(let until) = queue.next(at: at(now)) else { return #expect(Bool(false)) }
            pauses.append(at(now).duration(to: until) / .seconds(1))
            now += pauses.last ?? 0
        }

        #expect(pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
        #expect(queue.status.failures == 12 && queue.status.lastFailure == "down")
        #expect(WebhookPace().backOff(after: 3, jitter: 0) == .seconds(4))
    }

    @Test func aReceiverThatAsksForTimeGetsIt() {
        var queue = queue("a")
        _ = queue.next(at: at(0))
        queue.finish(.failed("429", retryAfter: .seconds(90)), at: at(0), jitter: 1)

        #expect(queue.next(at: at(0)) == .wait(until: at(90)))
        queue.hurry()
        #expect(queue.next(at: at(0)) == .wait(until: at(90)))
    }

    @Test func nobodyCanAskForMoreThanAnHour() {
        var queue = queue("a")
        _ = queue.next(at: at(0))
        queue.finish(.failed("429", retryAfter: .seconds(999_999)), at: at(0), jitter: 1)

        #expect(queue.next(at: at(0)) == .wait(until: at(3600)))
    }

    @Test func whenTheProgramEndsThePauseIsOver() {
        var queue = queue("a")
        _ = queue.next(at: at(0))
        queue.finish(.failed("down"), at: at(0), jitter: 1)

        queue.hurry()

        #expect(queue.next(at: at(0)) == .send([PendingAlert(.of(.fired, "a"))]))
    }

    @Test func whatIsRefusedIsLostAndCounted() {
        var queue = queue("a", "b")
        _ = queue.next(at: at(0))
        queue.finish(.refused("404: channel_not_found"), at: at(0), jitter: 0)

        #expect(queue.next(at: at(9)) == .rest)
        #expect(queue.status.dropped == 2 && queue.status.queued == 0)
        #expect(queue.status.lastFailure == "404: channel_not_found")
    }

    @Test func whatHappensMeanwhileIsMergedWithWhatFailed() {
        var queue = queue("a")
        _ = queue.next(at: at(0))
        queue.add(PendingAlert(.of(.resolved, "a", at: 5)))

        queue.finish(.failed("down"), at: at(6), jitter: 0)

        #expect(queue.undelivered.map(\.event.kind) == [.resolved])
        #expect(queue.undelivered.first?.untold.map(\.kind) == [.fired])
    }

    @Test func whatIsLeastMissedIsDroppedFirst() {
        var pace = WebhookPace()
        pace.capacity = 3
        var queue = WebhookQueue(pace)
        queue.add(PendingAlert(.of(.fired, "critical", severity: .critical)))
        queue.add(PendingAlert(.of(.fired, "warning")))
        queue.add(PendingAlert(.of(.reminded, "reminder", severity: .critical)))

        queue.add(PendingAlert(.of(.fired, "d", severity: .critical)))
        #expect(queue.waiting.map(\.event.row.name) == ["critical", "warning", "d"])
        queue.add(PendingAlert(.of(.fired, "e", severity: .critical)))
        #expect(queue.waiting.map(\.event.row.name) == ["critical", "d", "e"])
        queue.add(PendingAlert(.of(.fired, "f", severity: .critical)))
        #expect(queue.waiting.map(\.event.row.name) == ["d", "e", "f"])
        #expect(queue.status.dropped == 3)
    }

    /// Whatever fails and whenever: receivers learn how every alert ended, once, unless it is counted as lost.
    @Test func nothingIsLostUncounted() {
        var numbers = SeededNumbers.anew(in: "WebhookQueueTests")
        for _ in 0..<300 { oneStory(&numbers) }
    }

    private func oneStory(_ numbers: inout SeededNumbers) {
        var queue = WebhookQueue()
        var (firing, known): (Set<String>, Set<String>) = ([], [])
        var (now, lastSend) = (0.0, -10.0)
        for step in 0..<400 {
            let name = "a\(numbers.number(0...19))"
            if step < 300, numbers.happens(50) {
                let kind: AlertEvent.Kind =
                    firing.contains(name) ? (numbers.happens(60) ? .resolved : .updated) : .fired
                if kind == .resolved { firing.remove(name) } else { firing.insert(name) }
                queue.add(PendingAlert(.of(kind, name, at: now)))
            }
            now += Double(numbers.number(0...2))
            guard case .send(let alerts) = queue.next(at: at(now)) else {
                now += step < 300 ? 0 : 300
                continue
            }
            #expect(now - lastSend >= 0.5 && alerts.count <= 8)
            lastSend = now
            if step < 300, numbers.happens(40) {
                let isOver = numbers.happens(10)
                queue.finish(isOver ? .interrupted : .failed("down"), at: at(now), jitter: 0)
                if isOver { queue = WebhookQueue(WebhookPace(), waiting: queue.undelivered) }
                if isOver { lastSend = -10 }
                continue
            }
            for alert in alerts {
                let name = alert.event.row.name
                switch alert.event.kind {
                case .fired: #expect(known.insert(name).inserted || !alert.untold.isEmpty)
                case .updated, .reminded: #expect(known.contains(name))
                case .resolved: #expect(known.remove(name) != nil || alert.untold.contains { $0.kind == .fired })
                }
            }
            queue.finish(.delivered, at: at(now), jitter: 0)
        }
        #expect(known == firing && queue.undelivered.isEmpty && queue.status.dropped == 0)
    }
}
