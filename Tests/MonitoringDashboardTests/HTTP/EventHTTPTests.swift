import DatabaseMonitoring
import Foundation
import NIOCore
import NIOPosix
import TestServers
import Testing

@testable import MonitoringDashboard

@Suite struct EventHTTPTests {
    @Test func `the newest snapshot comes first, and then each new one`() async throws {
        try await TestMonitor.with { monitor in
            let (text, _) = try await EventReader.read("/api/events?only=time", port: monitor.port) { text in
                let count = text.matches(of: /event: snapshot/).count
                if count == 1 { monitor.source.publish(GeneratedSnapshot(now: Date()).troubled) }
                return count == 2
            }

            #expect(text.contains("Content-Type: text/event-stream"))
            #expect(text.contains("retry: 3000\n\n"))
            #expect(text.contains("data: {\"interval\":10,\"time\":"))
        }
    }

    @Test func `a whole snapshot is one line of JSON`() async throws {
        try await TestMonitor.with { monitor in
            let (text, _) = try await EventReader.read("/api/events", port: monitor.port) { $0.contains("}\n\n") }
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("data: ") })

            let snapshot = try MonitorJSON.decode(MonitorSnapshot.self, from: Data(line.dropFirst(6).utf8))

            #expect(snapshot.tables == monitor.source.snapshot?.tables)
        }
    }

    @Test func `a stream says that it is alive`() async throws {
        try await TestMonitor.with(limits: .with(\.heartbeat, .milliseconds(20))) { monitor in
            let (text, ended) = try await EventReader.read("/api/events?only=time", port: monitor.port) {
                $0.matches(of: /: alive\n\n/).count > 2
            }

            #expect(!ended)
            #expect(text.matches(of: /event: snapshot/).count == 1)
        }
    }

    @Test func `there are no more streams than allowed, and one that ends makes room`() async throws {
        try await TestMonitor.with(limits: .with(\.streams, 2)) { monitor in
            let open = [try await openStream(monitor), try await openStream(monitor)]
            let areOpen = try await eventually { monitor.source.listeners == 2 }
            let refused = try await monitor.get("/api/events")

            for channel in open { try await channel.close().get() }
            let areGone = try await eventually { monitor.source.listeners == 0 }
            let isFree = try await eventually { try await monitor.client.request("HEAD", "/api/events").status == 200 }

            #expect(areOpen)
            #expect(refused.status == 503)
            #expect(TestHTTPClient.field("retry-after", refused) == "30")
            #expect(areGone)
            #expect(isFree)
        }
    }

    @Test func `shutdown ends streams`() async throws {
        try await TestMonitor.with { monitor in
            let (text, ended) = try await EventReader.read("/api/events?only=time", port: monitor.port) { text in
                if text.contains("event: snapshot") { await monitor.stop() }
                return false
            }

            #expect(ended)
            #expect(text.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test func `who doesn't read gets no queue of snapshots, and is closed`() async throws {
        try await TestMonitor.with(limits: .with(\.writeTime, .milliseconds(300))) { monitor in
            let channel = try await openStream(monitor, reads: false)
            let isOpen = try await eventually { monitor.source.listeners == 1 }
            var snapshot = GeneratedSnapshot().usual
            snapshot.blindness = String(repeating: "x", count: 1_000_000)

            let isClosed = try await eventually {
                monitor.source.publish(snapshot)
                return monitor.source.listeners == 0
            }

            #expect(isOpen)
            #expect(isClosed)
            try? await channel.close().get()
        }
    }

    private func openStream(_ monitor: TestMonitor, reads: Bool = true) async throws -> any Channel {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: reads)
            .connect(host: "127.0.0.1", port: monitor.port).get()
        try await channel.writeAndFlush(
            ByteBuffer(string: "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
        return channel
    }
}
