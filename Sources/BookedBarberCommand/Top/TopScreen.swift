import DatabaseMonitoring
import Foundation

/// What `top` shows, line by line. Depends on nothing but what it is made of.
///
/// No line is wider than the terminal, and none has anything in it that does more than be seen.
struct TopScreen: Sendable, Equatable {
    let lines: [String]
    /// By how many lines the section may be scrolled.
    let furthestScroll: Int

    /// One screen of a terminal: the header, as much of the section as there is room for, and what the keys do.
    ///
    /// - Parameters:
    ///   - snapshot: nil while there is none.
    ///   - trouble: why there is no newer snapshot.
    ///   - now: what ages are counted to.
    init(_ snapshot: MonitorSnapshot?, size: TerminalSize, view: TopView, trouble: String? = nil, now: Date) {
        let width = size.columns
        let hasFooter = size.rows >= 8
        let top = Self.top(snapshot, size: size, view: view, trouble: trouble, now: now)
        let room = max(0, size.rows - (hasFooter ? 1 : 0) - top.count)
        let sections = snapshot.map { TopSections(snapshot: $0, order: view.order, width: width, now: now) }
        let section = view.isHelpShown ? TopHelp.lines(width: width) : sections?.lines(view.section, room: room) ?? []
        furthestScroll = max(0, section.count - room)
        let scroll = min(max(0, view.scroll), furthestScroll)
        var lines = Array((top + section.dropFirst(scroll)).prefix(size.rows - (hasFooter ? 1 : 0)))
        if hasFooter {
            lines += Array(repeating: "", count: size.rows - 1 - lines.count)
            lines.append(Self.footer(view, scroll: scroll, furthest: furthestScroll, width: width))
        }
        self.lines = lines.map { DisplayText($0, columns: width).text }
    }

    /// What fills the screen at first, whole, for a reader who can't scroll.
    static func text(_ snapshot: MonitorSnapshot, width: Int, order: StatementOrder, now: Date) -> [String] {
        let lines =
            TopHeader(snapshot: snapshot, width: width, now: now).lines + TopNotices.lines(snapshot)
            + TopAlerts(snapshot: snapshot, width: width, now: now).lines(limit: .max) + [""]
            + TopSections(snapshot: snapshot, order: order, width: width, now: now).text
        return lines.reversed().drop { $0.isEmpty }.reversed().map { DisplayText($0, columns: width).text }
    }

    private static func top(
        _ snapshot: MonitorSnapshot?, size: TerminalSize, view: TopView, trouble: String?, now: Date
    ) -> [String] {
        let notes = trouble.map { WrappedText.lines("! \($0) Trying again.", width: size.columns) } ?? []
        guard let snapshot else { return (notes.isEmpty ? ["Waiting for the first sample."] : notes) + [""] }
        let header = TopHeader(snapshot: snapshot, width: size.columns, now: now).lines
        let alerts = TopAlerts(snapshot: snapshot, width: size.columns, now: now)
        return notes + header + TopNotices.lines(snapshot)
            + (view.section == .alerts ? [] : alerts.lines(limit: max(1, size.rows / 8))) + [""]
    }

    private static func footer(_ view: TopView, scroll: Int, furthest: Int, width: Int) -> String {
        let keys = ["q quit", "? help", "s sort"]
        func text(_ title: (TopView.Section) -> String) -> [String] {
            let sections = TopView.Section.allCases.map { section in
                section == view.section ? "[\(section.rawValue) \(section.title)]" : title(section)
            }
            return (view.isPaused ? ["PAUSED"] : []) + [sections.joined(separator: " ")]
                + (furthest > 0 ? ["\(scroll)/\(furthest)"] : []) + keys
        }
        let whole = text { "\($0.rawValue) \($0.title)" }
        // Where there is little room, the way back and out matters more than what the digits mean: the help says that.
        let fits = DisplayText(whole.joined(separator: "  ")).columns <= width
        return FactLine.text(
            fits ? whole : text { $0 == .all ? "\($0.rawValue) \($0.title)" : "\($0.rawValue)" }, width: width)
    }
}
