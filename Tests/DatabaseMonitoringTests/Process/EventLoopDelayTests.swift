import Foundation
import Metrics
import NIOCore
import NIOPosix
import ServiceLifecycle
import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite(.timeLimit(.minutes(2))) struct EventLoopDelayTests {
    private func count(_ registry: MetricsRegistry) -> Int {
        guard case .histogram(let histogram) = registry.families().first(where: { $0.name == "delay" })?.points[0].value
        else { return 0 }
        return histogram.count
    }

    @Test func aBlockedLoopIsSeenWhileItIsBlockedAndAfterwards() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let registry = MetricsRegistry()
        let delay = EventLoopDelay(
            of: group, timer: Metrics.Timer(label: "delay", factory: registry), every: .milliseconds(5))
        delay.start()
        #expect(try await eventually { count(registry) > 4 })

        let gate = DispatchSemaphore(value: 0)
        group.next().execute { gate.wait() }
        #expect(try await eventually { delay.takeWorst() > .milliseconds(300) })
        gate.signal()

        #expect(try await eventually { delay.takeWorst() > .milliseconds(300) })
        delay.stop()
        try await group.shutdownGracefully()
    }

    @Test func theWorstIsTakenOnce() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let delay = EventLoopDelay(of: group, every: .milliseconds(1))
        delay.start()
        #expect(try await eventually { delay.takeWorst() > .zero })

        delay.stop()
        try await group.any().submit {}.get()
        _ = delay.takeWorst()

        #expect(delay.takeWorst() == .zero)
        try await group.shutdownGracefully()
    }

    @Test func itIsStartedOnceAndStopsForGood() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let registry = MetricsRegistry()
        let delay = EventLoopDelay(
            of: group, timer: Metrics.Timer(label: "delay", factory: registry), every: .milliseconds(1))
        delay.start()
        delay.start()
        #expect(try await eventually { count(registry) > 0 })

        delay.stop()
        delay.start()
        try await group.any().submit {}.get()
        let counted = count(registry)
        try await group.any().scheduleTask(in: .milliseconds(30)) {}.futureResult.get()

        #expect(count(registry) == counted)
        try await group.shutdownGracefully()
    }

    @Test func asAServiceItEndsWhenItsTaskIsCancelled() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let registry = MetricsRegistry()
        let delay = EventLoopDelay(
            of: group, timer: Metrics.Timer(label: "delay", factory: registry), every: .milliseconds(1))
        let running = Task { await delay.run() }
        #expect(try await eventually { count(registry) > 0 })

        running.cancel()
        await running.value

        try await group.any().submit {}.get()
        _ = delay.takeWorst()
        #expect(delay.takeWorst() == .zero)
        try await group.shutdownGracefully()
    }

    @Test func aLoopThatIsShutDownIsNoLongerLate() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let delay = EventLoopDelay(of: group, every: .seconds(3600))
        delay.start()
        try await group.any().submit {}.get()

        try await group.shutdownGracefully()

        #expect(delay.takeWorst() == .zero)
    }
}
