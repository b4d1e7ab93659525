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
        switch event {
        case .key(let key): return press(key, now: now)
        case .snapshot(let snapshot):
            guard !view.isPaused else { return .nothing }
            (self.snapshot, trouble) = (snapshot, nil)
        case .failure(let reason):
            guard !view.isPaused else { return .nothing }
            trouble = reason
        case .resized(let size): self.size = size
        case .ended: return .leave
        }
        scroll(by: 0, now: now)
        return .draw
    }

    private mutating func press(_ key: TopKey, now: Date) -> Action {
        switch key {
        case .quit: return .leave
        case .suspend: return .suspend
        case .redraw: break
        case .sort: view.order = view.order.next
        case .pause: view.isPaused.toggle()
        case .help: view.isHelpShown.toggle()
        case .section(let section): (view.section, view.scroll, view.isHelpShown) = (section, 0, false)
        case .up: scroll(by: -1, now: now)
        case .down: scroll(by: 1, now: now)
        case .pageUp: scroll(by: -page, now: now)
        case .pageDown: scroll(by: page, now: now)
        case .home: scroll(by: -view.scroll, now: now)
        case .end: scroll(by: .max / 2, now: now)
        }
        return .draw
    }

    private var page: Int { max(1, size.rows / 2) }

    private mutating func scroll(by lines: Int, now: Date) {
        view.scroll = min(max(0, view.scroll + lines), screen(now: now).furthestScroll)
    }
}
