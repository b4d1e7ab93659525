import DatabaseMonitoring
import Foundation

/// What happened to the server or its statistics, after which figures can't be compared with those before.
struct TopMarks: Sendable {
    let snapshot: MonitorSnapshot
    let width: Int
    let now: Date

    private static let list = TopList(
        name: "Marks", first: "newest",
        columns: [.init("when"), .init("what", .left), .init("text", .left)])

    /// - Parameter limit: the most marks.
    /// - Returns: nothing when there is none.
    func lines(limit: Int) -> [String] {
        Self.list.lines(snapshot.marks.reversed(), limit: limit, width: width) { mark in
            [
                "\(Figure.seconds(now.timeIntervalSince(mark.time))) ago",
                mark.kind.rawValue.replacing("_", with: " "), mark.text,
            ]
        }
    }
}
