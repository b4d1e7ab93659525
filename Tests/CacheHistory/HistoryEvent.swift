/// How a version was written.
public enum HistoryWay: String, Sendable, CaseIterable {
    /// By `QueryCache.transaction`, which names its tags.
    case transaction = "t"
    /// By a statement beside the cache, and `QueryCache.invalidate` afterwards.
    case plain = "p"
    /// By another program: a statement that also writes to the outbox, as the triggers do.
    case outbox = "o"
}

/// What one process did, as a line of its log. Times are nanoseconds of the machine's monotonic clock, the same in all
/// processes.
public enum HistoryEvent: Sendable, Equatable {
    /// A read of `key` that began and ended then, and saw this version.
    case read(key: Int, version: Int, begin: Int64, end: Int64)
    /// This version was committed, and the call that wrote it has returned.
    case write(key: Int, version: Int, way: HistoryWay = .transaction, begin: Int64, end: Int64)
    /// A write that may have been committed: the `number`th of this process.
    case unknown(number: Int, key: Int, begin: Int64, end: Int64)
    /// A write that failed, certainly: the `number`th of this process.
    case refused(number: Int, key: Int, begin: Int64, end: Int64)
    /// A call of `invalidate` that has returned.
    case invalidated(key: Int, wasTold: Bool, begin: Int64, end: Int64)
    /// The network between this process and PostgreSQL fails from now on.
    case unreachable(at: Int64)
    /// It doesn't any more.
    case reachable(at: Int64)
    /// A read that failed.
    case failed(String)

    public var line: String {
        switch self {
        case .read(let key, let version, let begin, let end): "r \(key) \(version) \(begin) \(end)\n"
        case .write(let key, let version, let way, let begin, let end):
            "w\(way.rawValue) \(key) \(version) \(begin) \(end)\n"
        case .unknown(let number, let key, let begin, let end): "u \(number) \(key) \(begin) \(end)\n"
        case .refused(let number, let key, let begin, let end): "x \(number) \(key) \(begin) \(end)\n"
        case .invalidated(let key, let wasTold, let begin, let end): "i \(key) \(wasTold ? 1 : 0) \(begin) \(end)\n"
        case .unreachable(let time): "d \(time)\n"
        case .reachable(let time): "c \(time)\n"
        case .failed(let text): "f \(text.replacing("\n", with: " "))\n"
        }
    }

    /// Nil when it is damaged.
    public init?(_ line: Substring) {
        let words = line.split(separator: " ")
        guard let kind = words.first else { return nil }
        if kind == "f" {
            self = .failed(String(line.dropFirst(2)))
            return
        }
        let numbers = words.dropFirst().compactMap { Int64($0) }
        if numbers.count == 1, kind == "d" || kind == "c" {
            self = kind == "d" ? .unreachable(at: numbers[0]) : .reachable(at: numbers[0])
            return
        }
        guard numbers.count == 4 else { return nil }
        let (first, second, begin, end) = (Int(numbers[0]), Int(numbers[1]), numbers[2], numbers[3])
        switch kind {
        case "r": self = .read(key: first, version: second, begin: begin, end: end)
        case "u": self = .unknown(number: first, key: second, begin: begin, end: end)
        case "x": self = .refused(number: first, key: second, begin: begin, end: end)
        case "i": self = .invalidated(key: first, wasTold: second == 1, begin: begin, end: end)
        default:
            guard kind.first == "w", let way = HistoryWay(rawValue: String(kind.dropFirst())) else { return nil }
            self = .write(key: first, version: second, way: way, begin: begin, end: end)
        }
    }
}
