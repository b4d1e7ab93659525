/// The settings a private PostgreSQL is started with: defaults for the machine, the caller's wishes over them, and
/// limits over both.
///
/// A wish for more memory than the machine can give is scaled down instead of refused, so that one configuration file
/// serves a laptop and a large server:
///
/// | setting | at most |
/// |---|---|
/// | `shared_buffers` | 1/4 of memory |
/// | `effective_cache_size` | 3/4 of memory |
/// | `maintenance_work_mem` | 1/16 of memory |
/// | `work_mem` | 1/4 of memory divided by `max_connections`, but never below 1 MB |
/// | parallel workers, `autovacuum_max_workers` | twice the cores, but never below 3 |
///
/// What was scaled down is listed in ``scaledDown``.
public struct ServerSettings: Sendable, Equatable {
    /// Name and value of every setting.
    public private(set) var values: [String: String]
    /// One sentence for each wish that was scaled down, with what was asked for and what is used.
    public private(set) var scaledDown: [String] = []

    /// - Throws: `invalidConfiguration` for a name that is malformed or that this program must set by itself, and for
    ///   an amount of memory that can't be read.
    public init(
        machine: Machine, wishes: [String: String] = [:], durable: Bool = true
    ) throws(LocalServerError) {
        values = Self.defaults(for: machine)
        if !durable { values.merge(Self.forThrowawayData) { $1 } }
        for (name, value) in wishes {
            values[name] = try Self.checked(name, value)
        }
        try limitMemory(machine)
        limitWorkers(machine)
    }

    /// Sets what the program decides: sockets, ports, files.
    mutating func set(_ name: String, _ value: String) { values[name] = value }

    /// Adds a library to those loaded at start, after the ones wished for.
    mutating func preload(_ library: String) {
        var libraries = (values["shared_preload_libraries"] ?? "").split(separator: ",").map {
            String($0.drop { $0 == " " })
        }
        guard !libraries.contains(library) else { return }
        libraries.append(library)
        values["shared_preload_libraries"] = libraries.joined(separator: ", ")
    }

    /// The text of a configuration file, in a fixed order.
    var fileText: String {
        let lines = values.sorted { $0.key < $1.key }.map { name, value in
            "\(name) = '\(value.replacing("'", with: "''"))'"
        }
        return """
            # Written at every start. Settings in data/postgresql.conf count where this file has none.
            include 'data/postgresql.conf'
            \(lines.joined(separator: "\n"))

            """
    }

    private mutating func limitMemory(_ machine: Machine) throws(LocalServerError) {
        let memory = machine.memoryBytes
        let connections = max(1, values["max_connections"].flatMap { Int($0) } ?? 100)
        let limits = [
            ("shared_buffers", 8 << 10, max(16 << 20, memory / 4)),
            ("effective_cache_size", 8 << 10, max(16 << 20, memory / 4 * 3)),
            ("maintenance_work_mem", 1 << 10, max(16 << 20, memory / 16)),
            ("work_mem", 1 << 10, max(1 << 20, memory / 4 / connections)),
        ]
        for (name, unit, limit) in limits {
            guard let value = values[name] else { continue }
            guard let wish = MemorySetting(value, unit: unit) else {
                throw LocalServerError(
                    .invalidConfiguration,
                    "The server setting \(name) is \"\(value)\", which is not an amount of memory such as 256MB.")
            }
            guard wish.bytes > limit else { continue }
            use(MemorySetting(bytes: limit).wholeMegabytes.text, for: name, insteadOf: value)
        }
    }

    private mutating func limitWorkers(_ machine: Machine) {
        let limit = max(3, machine.cores * 2)
        for name in ["max_parallel_workers", "max_parallel_workers_per_gather", "autovacuum_max_workers"] {
            guard let value = values[name], let wish = Int(value), wish > limit else { continue }
            use(String(limit), for: name, insteadOf: value)
        }
    }

    private mutating func use(_ value: String, for name: String, insteadOf wish: String) {
        values[name] = value
        scaledDown.append("\(name): \(wish) was asked for, \(value) is used: this machine has no more")
        scaledDown.sort()
    }
}
