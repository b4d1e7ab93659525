import DatabaseMonitoring
import Foundation

/// What stands below the header: all of it in short, or one part whole.
struct TopSections: Sendable {
    let snapshot: MonitorSnapshot
    let order: StatementOrder
    let width: Int
    let now: Date

    private static let fewStatements = 20

    /// - Parameter room: lines of the terminal that are free for it; what scrolls may be more.
    func lines(_ section: TopView.Section, room: Int) -> [String] {
        switch section {
        case .all:
            let part = max(2, room / 4)
            return short(waits: part, statements: max(Self.fewStatements, room))
        case .statements: return statements.lines() + missing.lines
        case .sessions: return blocking.lines(limit: .max) + sessions.lines(limit: .max)
        case .alerts: return TopAlerts(snapshot: snapshot, width: width, now: now).everything
        case .tables: return tables.lines(limit: .max) + indexes.lines(limit: .max)
        case .server: return locks.lines + replication.lines(limit: .max) + marks.lines(limit: .max) + missing.lines
        case .routes: return routes.lines(limit: .max) + cache.lines(limit: .max)
        }
    }

    /// As the first section, with everybody who waits, for a reader who can't scroll.
    var text: [String] { short(waits: .max, statements: Self.fewStatements) }

    /// - Parameters:
    ///   - waits: the most lines of who blocks whom, and of sessions.
    ///   - count: the most statements.
    private func short(waits: Int, statements count: Int) -> [String] {
        let activity = blocking.lines(limit: waits) + sessions.lines(limit: waits) + statements.lines(limit: count)
        let storage = tables.lines(limit: 8) + indexes.lines(limit: 5)
        let program = cache.lines(limit: 20) + routes.lines(limit: 8)
        return activity + missing.lines + locks.lines + storage + replication.lines(limit: 8) + program
            + marks.lines(limit: 5)
    }

    private var blocking: TopBlocking { TopBlocking(snapshot: snapshot, width: width) }
    private var sessions: TopSessions { TopSessions(snapshot: snapshot, width: width) }
    private var statements: TopStatements { TopStatements(snapshot: snapshot, order: order, width: width) }
    private var missing: TopMissing { TopMissing(snapshot: snapshot, width: width) }
    private var locks: TopLocks { TopLocks(snapshot: snapshot) }
    private var tables: TopTables { TopTables(snapshot: snapshot, width: width, now: now) }
    private var indexes: TopIndexes { TopIndexes(snapshot: snapshot, width: width) }
    private var replication: TopReplication { TopReplication(snapshot: snapshot, width: width) }
    private var cache: TopCache { TopCache(snapshot: snapshot, width: width) }
    private var routes: TopRoutes { TopRoutes(snapshot: snapshot, width: width) }
    private var marks: TopMarks { TopMarks(snapshot: snapshot, width: width, now: now) }
}
