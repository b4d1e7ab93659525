/// Which statements a connection has prepared on its server: least recently used ones make room.
///
/// Names are never used twice on a connection. Finding and touching take O(1); evicting takes O(size), and happens
/// once a newly prepared statement.
///
/// - `Details` is what the connection remembers of a statement beside its name.
struct StatementCache<Key: Hashable, Details> {
    struct Statement {
        let name: String
        var details: Details
        fileprivate var lastUse: UInt64
    }

    let capacity: Int
    private let prefix: String
    private var statements: [Key: Statement] = [:]
    private var uses: UInt64 = 0
    private var names: UInt64 = 0
    /// Statements that are to be deallocated on the server.
    private(set) var evicted: [String] = []

    /// - Parameter prefix: what the names begin with; different for each cache of the same connection.
    init(capacity: Int, prefix: String = "bb") {
        self.capacity = max(1, capacity)
        self.prefix = prefix
    }

    var count: Int { statements.count }

    mutating func find(_ key: Key) -> Statement? {
        guard let index = statements.index(forKey: key) else { return nil }
        uses += 1
        statements.values[index].lastUse = uses
        return statements.values[index]
    }

    /// A name that was never given before.
    mutating func newName() -> String {
        names += 1
        return "\(prefix)\(names)"
    }

    /// Remembers a statement that the server has prepared.
    mutating func insert(_ key: Key, name: String, details: Details) {
        if let replaced = statements[key] {
            evicted.append(replaced.name)
        } else if statements.count >= capacity, let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            statements[oldest.key] = nil
            evicted.append(oldest.value.name)
        }
        uses += 1
        statements[key] = Statement(name: name, details: details, lastUse: uses)
    }

    /// Notes more about a statement, if it is still the one of that name.
    mutating func update(_ key: Key, name: String, _ details: Details) {
        guard statements[key]?.name == name else { return }
        statements[key]?.details = details
    }

    /// Notes more about a statement, if it is there.
    mutating func change(_ key: Key, _ body: (inout Details) -> Void) {
        if let index = statements.index(forKey: key) { body(&statements.values[index].details) }
    }

    /// Forgets a statement that the server can't execute any longer.
    mutating func remove(_ key: Key) {
        if let statement = statements.removeValue(forKey: key) { evicted.append(statement.name) }
    }

    /// Forgets a statement that could not be prepared, if it is still the one of that name.
    mutating func remove(_ key: Key, name: String) {
        if statements[key]?.name == name { statements[key] = nil }
    }

    /// Takes some names that are to be deallocated.
    mutating func takeEvicted(atMost limit: Int) -> [String] {
        guard !evicted.isEmpty else { return [] }
        let taken = Array(evicted.prefix(limit))
        evicted.removeFirst(taken.count)
        return taken
    }

    /// After the server has forgotten all statements (`DISCARD ALL`, `DEALLOCATE ALL`).
    mutating func removeAll() {
        statements.removeAll()
        evicted.removeAll()
    }
}

/// What tells statements of a connection apart. Made for each execution: up to four types cost no memory.
struct StatementKey: Hashable {
    private static let held = 4

    let sql: String
    private let types: SIMD4<UInt32>
    private let others: [UInt32]
    private let count: Int

    init(sql: String, _ parameters: ParameterList) {
        self.sql = sql
        count = parameters.count
        var types = SIMD4<UInt32>.zero
        for index in 0..<min(count, Self.held) { types[index] = parameters[index].type }
        self.types = types
        others = count > Self.held ? parameters[Self.held...].map(\.type) : []
    }

    func hash(into hasher: inout Hasher) { hasher.combine(sql) }
}
