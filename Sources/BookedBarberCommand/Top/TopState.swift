import DatabaseMonitoring
import Foundation

/// What `top` knows and shows, and what it does next. Performs nothing.
struct TopState: Sendable {
    enum Event: Sendable {
        case key(TopKey)
        case snapshot(MonitorSnapshot)
        /// There is no snapshot, and why.
        case failure(String)
        case resized(TerminalSize)
        /// A signal, or the end of the keyboard.
        case ended
    }

    enum Action: Sendable, Equatable {
        case nothing, draw, suspend, leave
    }

    private(set) var view = TopView()
    private(set) var snapshot: MonitorSnapshot?
    private(set) var trouble: String?
    private(set) var size: TerminalSize

    init(size: TerminalSize, order: StatementOrder) {
        self.size = size
        view.order = order
    }

    func screen(now: Date) -> TopScreen {
        TopScreen(snapshot, size: size, view: view, trouble: trouble, now: now)
    }

    mutating func apply(_ event: Event, now: Date) -> Action {
        let action = take(event)
        if action == .draw { view.scroll = min(max(0, view.scroll), screen(now: now).furthestScroll) }
        return action
    }

    private mutating func take(_ event: Event) -> Action {
        switch event {
        case .key(let key): return press(key)
        case .snapshot(let snapshot):
            guard !view.isPaused else { return .nothing }
            (self.snapshot, trouble) = (snapshot, nil)
        case .failure(let reason):
            guard !view.isPaused else { return .nothing }
            trouble = reason
        case .resized(let size): self.size = size
        case .ended: return .leave
        }
        return .draw
    }

    private mutating func press(_ key: TopKey) -> Action {
        let page = max(1, size.rows / 2)
        switch key {
        case .quit: return .leave
        case .suspend: return .suspend
        case .redraw: break
        case .sort: view.order = view.order.next
        case .pause: view.isPaused.toggle()
        case .help: view.isHelpShown.toggle()
        case .section(let section): (view.section, view.scroll, view.isHelpShown) = (section, 0, false)
        case .up: view.scroll -= 1
        case .down: view.scroll += 1
        case .pageUp: view.scroll -= page
        case .pageDown: view.scroll += page
        case .home: view.scroll = 0
        case .end: view.scroll = .max
        }
        return .draw
    }
}
