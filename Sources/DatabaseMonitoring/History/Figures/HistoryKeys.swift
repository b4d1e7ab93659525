/// The numbers of the series' names. A number is never given out twice, so figures of a name that was dropped can't show
/// up under another one.
struct HistoryKeys {
    struct Key: Hashable {
        let number: UInt32
        /// In milliseconds since 1970, at most ``HistoryKeys/refreshAfter`` wrong.
        var lastWritten: Int64
    }

    /// What has to be done to the table on the disk.
    enum Change: Hashable {
        case added(name: String, key: Key)
        case refreshed(Key)
        case removed(number: UInt32)
    }

    static let longestName = 512

    private(set) var byName: [String: Key]
    /// 0 when all are given out.
    private var next: UInt32
    private let capacity: Int
    private let retention: Int64
    private let refreshAfter: Int64

    init(_ byName: [String: Key], configuration: HistoryConfiguration) {
        (self.byName, capacity) = (byName, configuration.maximumKeys)
        next = (byName.values.map(\.number).max() ?? 0) &+ 1
        retention = Int64(configuration.retentionHours) * 3_600_000
        refreshAfter = retention / 24
    }

    /// The numbers of `names` at a time, nil for those that there is no place for. Linear in the names; linear in the
    /// capacity too when it is reached.
    mutating func numbers(of names: [String], at time: Int64) -> (numbers: [UInt32?], changes: [Change]) {
        var changes: [Change] = []
        // Those that are there first: they must not be taken for unused.
        var numbers = names.map { refresh($0, at: time, &changes) }
        guard numbers.contains(nil) else { return (numbers, changes) }
        var mayHaveUnused = true
        for (index, name) in names.enumerated() where numbers[index] == nil {
            // A name only goes when one with a greater number comes: so the greatest there is is the greatest ever given.
            guard next != 0, name.utf8.count <= Self.longestName else { continue }
            if byName.count >= capacity, mayHaveUnused {
                removeUnused(at: time, &changes)
                mayHaveUnused = false
            }
            numbers[index] = add(name, at: time, &changes)
        }
        return (numbers, changes)
    }

    private mutating func refresh(_ name: String, at time: Int64, _ changes: inout [Change]) -> UInt32? {
        guard var key = byName[name] else { return nil }
        // The clock may have gone back, too.
        if abs(time - key.lastWritten) >= refreshAfter {
            key.lastWritten = time
            byName[name] = key
            changes.append(.refreshed(key))
        }
        return key.number
    }

    private mutating func add(_ name: String, at time: Int64, _ changes: inout [Change]) -> UInt32? {
        guard byName.count < capacity else { return nil }
        let key = Key(number: next, lastWritten: time)
        next &+= 1
        byName[name] = key
        changes.append(.added(name: name, key: key))
        return key.number
    }

    private mutating func removeUnused(at time: Int64, _ changes: inout [Change]) {
        for (name, key) in byName where abs(time - key.lastWritten) > retention + refreshAfter {
            byName[name] = nil
            changes.append(.removed(number: key.number))
        }
    }
}
