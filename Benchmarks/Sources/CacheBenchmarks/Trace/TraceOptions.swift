import BenchmarkReport
import QueryCaching

/// The arguments of `scripts/bench cache-trace`.
struct TraceOptions {
    static let usage = """
        usage: scripts/bench cache-trace FILE --format \(formats) --capacity N[,N...] [--seed N] [--json FILE]
        """
    private static let formats = CacheTrace.Format.allCases.map(\.rawValue).joined(separator: "|")

    let file: String
    private(set) var format: CacheTrace.Format?
    /// In entries.
    private(set) var capacities: [Int] = []
    /// Of all that is random.
    private(set) var seed: UInt64 = 1
    private(set) var json: ResultFile?

    init(_ arguments: some Collection<String>) throws(BenchmarkFailure) {
        var files: [String] = []
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--") else {
                files.append(argument)
                continue
            }
            guard let value = rest.popFirst() else {
                throw BenchmarkFailure("\(argument) needs a value\n\(Self.usage)")
            }
            options.append((argument, value))
        }
        guard files.count == 1 else {
            throw BenchmarkFailure("one trace is replayed at a time; \(files.count) are named\n\(Self.usage)")
        }
        file = files[0]
        for (option, value) in options { try take(option, value) }
        if format == nil { throw BenchmarkFailure("--format is missing\n\(Self.usage)") }
        if capacities.isEmpty { throw BenchmarkFailure("--capacity is missing\n\(Self.usage)") }
    }

    private var options: [(String, String)] = []

    private mutating func take(_ option: String, _ value: String) throws(BenchmarkFailure) {
        switch option {
        case "--format":
            guard let format = CacheTrace.Format(rawValue: value) else {
                throw BenchmarkFailure("--format is one of \(Self.formats), not \(value)")
            }
            self.format = format
        case "--capacity":
            capacities = []
            for part in value.split(separator: ",", omittingEmptySubsequences: false) {
                guard let number = Int(part), number >= 1 else {
                    throw BenchmarkFailure("--capacity is a number of entries, at least 1, not \"\(part)\"")
                }
                capacities.append(number)
            }
        case "--seed":
            guard let number = UInt64(value) else { throw BenchmarkFailure("--seed is a number from 0, not \(value)") }
            seed = number
        case "--json": json = try ResultFile(value)
        default: throw BenchmarkFailure("unknown option \(option)\n\(Self.usage)")
        }
    }
}
