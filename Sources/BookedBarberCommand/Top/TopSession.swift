import DatabaseMonitoring
import Foundation
import UnixSignals

/// Runs `top` on a terminal until the person leaves, a signal ends it, or the terminal is gone. Whatever happens, the
/// terminal is as it was before.
struct TopSession: Sendable {
    private typealias Sink = AsyncStream<TopState.Event>.Continuation

    let interval: Duration
    let order: StatementOrder
    /// Asked again and again; each time it may find another server.
    let snapshot: @Sendable () async throws(ProgramFailure) -> MonitorSnapshot

    /// Keys and signals that wait to be looked at; of more, the oldest are dropped.
    private static let mostWaiting = 256

    /// - Throws: ``ProgramFailure`` when the terminal can't be set up.
    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sigwinch, .sigint, .sigterm, .sighup)
        let (events, sink) = AsyncStream.makeStream(
            of: TopState.Event.self, bufferingPolicy: .bufferingNewest(Self.mostWaiting))
        let screen = try FullScreen.enter()
        defer { screen.leave() }
        let keyboard = Keyboard { sink.yield($0.map(TopState.Event.key) ?? .ended) }
        defer { keyboard.stop() }
        try await withThrowingTaskGroup { group in
            group.addTask { await poll(sink) }
            group.addTask { await listen(to: signals, sink) }
            defer { group.cancelAll() }
            try await show(events, on: screen)
        }
    }

    private func show(_ events: AsyncStream<TopState.Event>, on screen: FullScreen) async throws(ProgramFailure) {
        var state = TopState(size: Self.size, order: order)
        screen.draw(state.screen(now: Date()).lines, size: state.size)
        for await event in events {
            switch state.apply(event, now: Date()) {
            case .nothing: continue
            case .leave: return
            case .draw: break
            case .suspend:
                screen.leave()
                TerminalDevice.suspend()
                try screen.enterAgain()
                _ = state.apply(.resized(Self.size), now: Date())
            }
            guard screen.draw(state.screen(now: Date()).lines, size: state.size) else { return }
        }
    }

    private static var size: TerminalSize { TerminalDevice.size() ?? TerminalSize(columns: 80, rows: 24) }

    private func poll(_ sink: Sink) async {
        while !Task.isCancelled {
            var pause = interval
            do {
                sink.yield(.snapshot(try await snapshot()))
            } catch {
                pause = min(interval, .seconds(1))
                sink.yield(.failure(error.message))
            }
            try? await Task.sleep(for: pause)
        }
    }

    private func listen(to signals: UnixSignalsSequence, _ sink: Sink) async {
        for await signal in signals { sink.yield(signal == .sigwinch ? .resized(Self.size) : .ended) }
    }
}
