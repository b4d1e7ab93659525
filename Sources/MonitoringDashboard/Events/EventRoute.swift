import DatabaseMonitoring
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// `/api/events`: each new snapshot as a server-sent event, until the client goes or the server stops. With `only=time`
/// events say that there is a new one, and not what is in it.
struct EventRoute: Sendable {
    struct Time: Encodable {
        let time: Date
        let interval: Double
    }

    let source: any MonitorSource
    let limits: MonitoringServerConfiguration.Limits
    let places: StreamPlaces

    init(source: any MonitorSource, limits: MonitoringServerConfiguration.Limits) {
        (self.source, self.limits, places) = (source, limits, StreamPlaces(limits.streams))
    }

    func add(to router: Router<AdminRequestContext>) {
        router.get("/api/events") { request, _ in
            guard let place = places.take() else {
                throw Problem(
                    .serviceUnavailable, "There are \(limits.streams) streams already.", fields: [.retryAfter: "30"])
            }
            let isBrief = request.uri.queryParameters["only"] == "time"
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                body: ResponseBody { writer in
                    // The place is taken for as long as this closure lives.
                    withExtendedLifetime(place) {}
                    try await write(to: &writer, request.body, isBrief: isBrief)
                    try await writer.finish(nil)
                })
        }
    }

    private func write(to writer: inout any ResponseBodyWriter, _ body: RequestBody, isBrief: Bool) async throws {
        let latest = LatestEvent()
        try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
        let feeding = Task { await feed(latest) }
        defer { feeding.cancel() }
        try await withGracefulShutdownHandler {
            try await body.consumeWithInboundCloseHandler { _ in
                for await event in latest.events { try await writer.write(Self.text(event, isBrief: isBrief)) }
            } onInboundClosed: {
                latest.finish()
            }
        } onGracefulShutdown: {
            latest.finish()
        }
    }

    /// Until it is cancelled, or the source ends.
    private func feed(_ latest: LatestEvent) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await snapshot in source.snapshots() { latest.offer(snapshot) }
                latest.finish()
            }
            group.addTask {
                while (try? await Task.sleep(for: limits.heartbeat)) != nil { latest.beat() }
            }
        }
    }

    private static func text(_ event: LatestEvent.Event, isBrief: Bool) throws -> ByteBuffer {
        guard case .snapshot(let snapshot) = event else { return ByteBuffer(string: ": alive\n\n") }
        let data =
            isBrief
            ? try MonitorJSON.encode(Time(time: snapshot.time, interval: snapshot.interval))
            : try MonitorJSON.encode(snapshot)
        var buffer = ByteBuffer(string: "event: snapshot\ndata: ")
        buffer.writeBytes(data)
        buffer.writeString("\n\n")
        return buffer
    }
}
