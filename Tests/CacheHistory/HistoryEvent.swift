/// What one process did, as a line of its log. Times are nanoseconds of the machine's monotonic clock, the same in all
/// processes.
public enum HistoryEvent: Sendable, Equatable {
    /// A read of `key` that began and ended then, and saw this version.
    case read(key: Int, version: Int, begin: Int64, end: Int64)
    /// A transaction that wrote this version was committed, and its call has returned.
    case write(key: Int, version: Int, begin: Int64, end: Int64)
    /// A transaction that may have been committed.
    case unknown(key: Int, begin: Int64, end: Int64)
    /// A read or write that failed.
    case failed(String)

    public var line: String {
        switch self {
        case .read(let key, let version, let begin, let end): "r \(key) \(version) \(begin) \(end)\n"
        case .write(let key, let version, let begin, let end): "w \(key) \(version) \(begin) \(end)\n"
        case .unknown(let key, let begin, let end): "u \(key) \(begin) \(end)\n"
        case .failed(let text): "f \(text.replacing("\n", with: " "))\n"
        }
    }

    /// Nil when it is cut: the last line of a process that was killed.
    public init?(_ line: Substring) {
        let words = line.split(separator: " ")
        let numbers = words.dropFirst().compactMap { Int64($0) }
        switch (words.first, numbers.count) {
        case ("r", 4):
            self = .read(key: Int(numbers[0]), version: Int(numbers[1]), begin: numbers[2], end: numbers[3])
        case ("w", 4):
            self = .write(key: Int(numbers[0]), version: Int(numbers[1]), begin: numbers[2], end: numbers[3])
        case ("u", 3): self = .unknown(key: Int(numbers[0]), begin: numbers[1], end: numbers[2])
        case ("f", _): self = .failed(String(line.dropFirst(2)))
        default: return nil
        }
    }
}

/// What one process did from its start to its end.
public struct ProcessHistory: Sendable {
    public var name: String
    public var events: [HistoryEvent]

    public init(name: String, events: [HistoryEvent]) { (self.name, self.events) = (name, events) }

    /// The log of a process; what follows the last line's end is dropped.
    public init(name: String, log: String) {
        var lines = log.split(separator: "\n", omittingEmptySubsequences: false)
        lines.removeLast()
        self.init(name: name, events: lines.compactMap { HistoryEvent($0) })
    }
}
