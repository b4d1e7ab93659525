/// The arguments of `scripts/bench`.
struct Options {
    static let usage = "usage: scripts/bench database [--json FILE] [--rounds N] [--seconds S] [--only ID,...]"

    private(set) var json: String?
    private(set) var rounds = 5
    private(set) var seconds = 2.0
    private(set) var cases = Case.all

    init(_ arguments: [String]) throws(BenchmarkFailure) {
        guard arguments.first == "database" else { throw BenchmarkFailure(Self.usage) }
        var rest = arguments.dropFirst()
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { throw BenchmarkFailure("\(option) needs a value\n\(Self.usage)") }
            try take(option, value)
        }
    }

    private mutating func take(_ option: String, _ value: String) throws(BenchmarkFailure) {
        switch option {
        case "--json": json = value
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
        case "--only": cases = try value.split(separator: ",").map(Self.find)
        default: throw BenchmarkFailure("unknown option \(option)\n\(Self.usage)")
        }
    }

    private static func find(_ id: Substring) throws(BenchmarkFailure) -> Case {
        guard let found = Case.all.first(where: { $0.id == id }) else {
            throw BenchmarkFailure("there is no case \(id); there are \(Case.all.map(\.id).joined(separator: ", "))")
        }
        return found
    }
}
