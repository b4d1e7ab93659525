/// The options that all measuring commands have: how long, what, and where to.
package struct MeasuringOptions: Sendable {
    package private(set) var json: ResultFile?
    package private(set) var rounds = 5
    package private(set) var seconds = 2.0
    /// The cases that are to be measured; all of them by default.
    package private(set) var ids: [String]

    private let all: [String]
    private let usage: String

    package init(_ arguments: some Collection<String>, ids: [String], usage: String) throws(BenchmarkFailure) {
        (self.ids, all, self.usage) = (ids, ids, usage)
        var rest = Array(arguments)[...]
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { throw BenchmarkFailure("\(option) needs a value\n\(usage)") }
            try take(option, value)
        }
    }

    private mutating func take(_ option: String, _ value: String) throws(BenchmarkFailure) {
        switch option {
        case "--json": json = try ResultFile(value)
        case "--rounds":
            guard let number = Int(value), (1...1000).contains(number) else {
                throw BenchmarkFailure("--rounds needs a number from 1 to 1000, not \(value)")
            }
            rounds = number
        case "--seconds":
            guard let number = Double(value), (0.01...3600).contains(number) else {
                throw BenchmarkFailure("--seconds needs a number from 0.01 to 3600, not \(value)")
            }
            // pgbench counts whole seconds; both sides run equally long.
            seconds = number < 1 ? number : number.rounded()
        case "--only":
            let wanted = value.split(separator: ",").map(String.init)
            for id in wanted where !all.contains(id) {
                throw BenchmarkFailure("there is no case \(id); there are \(all.joined(separator: ", "))")
            }
            guard !wanted.isEmpty else { throw BenchmarkFailure("--only needs cases, with commas between them") }
            ids = all.filter { wanted.contains($0) }
        default: throw BenchmarkFailure("unknown option \(option)\n\(usage)")
        }
    }
}
