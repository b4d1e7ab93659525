import Foundation
import TestServers
import Testing

@testable import BookedBarberCommand

@Suite("What top does next")
struct TopStateTests {
    private let now = ExampleSnapshot.time
    private func state() -> TopState { TopState(size: TerminalSize(columns: 80, rows: 24), order: .time) }

    @Test("q and the end of the terminal leave it; Ctrl-Z stops it for a while")
    func leaving() {
        var state = state()

        #expect(state.apply(.key(.quit), now: now) == .leave)
        #expect(state.apply(.ended, now: now) == .leave)
        #expect(state.apply(.key(.suspend), now: now) == .suspend)
    }

    @Test("while it is paused nothing moves, neither figures nor failures; then the next snapshot is shown")
    func paused() {
        var state = state()
        _ = state.apply(.snapshot(ExampleSnapshot.healthy), now: now)
        _ = state.apply(.key(.pause), now: now)

        let actions = [
            state.apply(.snapshot(ExampleSnapshot.blocked), now: now), state.apply(.failure("gone"), now: now),
        ]
        let held = state.snapshot
        _ = state.apply(.key(.pause), now: now)
        let next = state.apply(.snapshot(ExampleSnapshot.blocked), now: now)

        #expect(actions == [.nothing, .nothing] && held == ExampleSnapshot.healthy && state.trouble == nil)
        #expect(next == .draw && state.snapshot == ExampleSnapshot.blocked)
    }

    @Test("a failure keeps the last snapshot, and the next one takes the failure away")
    func failure() {
        var state = state()
        _ = state.apply(.snapshot(ExampleSnapshot.healthy), now: now)

        let action = state.apply(.failure("gone"), now: now)
        let kept = (state.snapshot, state.trouble)
        _ = state.apply(.snapshot(ExampleSnapshot.blocked), now: now)

        #expect(action == .draw && kept == (ExampleSnapshot.healthy, "gone"))
        #expect(state.trouble == nil)
    }

    @Test("s goes round the orders, digits choose a section and begin at its top")
    func choosing() {
        var state = state()
        _ = state.apply(.snapshot(ExampleSnapshot.blocked), now: now)
        let orders = (0..<4).map { _ in
            _ = state.apply(.key(.sort), now: now)
            return state.view.order
        }
        _ = state.apply(.key(.end), now: now)
        let scrolled = state.view.scroll

        _ = state.apply(.key(.section(.sessions)), now: now)

        #expect(orders == [.calls, .mean, .rows, .time])
        #expect(scrolled > 0 && state.view.scroll == 0 && state.view.section == .sessions)
    }

    @Test("whatever is pressed and whatever comes, the scroll stays inside the section")
    func scrolling() {
        var numbers = SeededNumbers.anew(in: "TopState")
        var state = state()
        let keys: [TopKey] =
            [.sort, .pause, .help, .up, .down, .down, .pageUp, .pageDown, .home, .end]
            + TopView.Section.allCases.map { .section($0) }
        for _ in 0..<200 {
            let event: TopState.Event =
                switch numbers.number(0...9) {
                case 0: .snapshot(GeneratedSnapshot.make(&numbers))
                case 1: .resized(TerminalSize(columns: numbers.number(1...150), rows: numbers.number(1...60)))
                case 2: .failure(GeneratedSnapshot.text(&numbers))
                default: .key(keys[numbers.number(0...keys.count - 1)])
                }
            _ = state.apply(event, now: now)

            #expect((0...state.screen(now: now).furthestScroll).contains(state.view.scroll), "after \(event)")
        }
    }
}
