/// What one process did from its start to its end.
public struct ProcessHistory: Sendable {
    public var name: String
    public var events: [HistoryEvent]
    /// When it was stopped (SIGSTOP), and could hear of nothing.
    public var stops: [HistoryInterval] = []

    public init(name: String, events: [HistoryEvent]) { (self.name, self.events) = (name, events) }

    /// The log of a process; what follows the last line's end is dropped, as of a process that was killed.
    public init(name: String, log: String) {
        var lines = log.split(separator: "\n", omittingEmptySubsequences: false)
        lines.removeLast()
        self.init(name: name, events: lines.compactMap { HistoryEvent($0) })
    }

    /// When its own network to PostgreSQL failed; without an end if it died meanwhile.
    var unreachable: [HistoryInterval] {
        var intervals: [HistoryInterval] = []
        var begin: Int64?
        for event in events {
            switch event {
            case .unreachable(let time): begin = begin ?? time
            case .reachable(let time):
                if let begin { intervals.append(HistoryInterval(begin, time)) }
                begin = nil
            default: break
            }
        }
        if let begin { intervals.append(HistoryInterval(begin, .max)) }
        return intervals
    }
}
