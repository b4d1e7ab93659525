/// What of a snapshot is looked at, and how.
struct TopView: Sendable, Equatable {
    /// What fills the screen below the header.
    enum Section: Int, Sendable, CaseIterable {
        case all = 1
        case statements, sessions, alerts, tables, server, routes

        var title: String { "\(self)" }
    }

    var section = Section.all
    var order = StatementOrder.time
    /// Lines of the section that have gone out at the top.
    var scroll = 0
    var isPaused = false
    var isHelpShown = false
}
