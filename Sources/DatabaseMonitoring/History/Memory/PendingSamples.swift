/// Samples that are not on the disk yet: one at a time while it works, up to two hours of them while it doesn't.
struct PendingSamples {
    struct Sample {
        let time: Int64
        /// Places in ``PendingSamples/names``, and values.
        let values: [(name: Int32, value: Float)]
    }

    private(set) var samples: [Sample] = []
    private(set) var names: [String] = []
    /// Samples that gave way to newer ones.
    private var lost = 0
    /// Values whose name was one too many, or too long.
    private var dropped = 0
    private var places: [String: Int32] = [:]
    private let capacity: Int
    private let maximumNames: Int

    init(capacity: Int64, configuration: HistoryConfiguration) {
        (self.capacity, maximumNames) = (Int(capacity), configuration.maximumKeys)
    }

    /// Values that a 32-bit floating point number can't hold are left out.
    mutating func append(_ values: [String: Double], at time: Int64) {
        if samples.count == capacity {
            samples.removeFirst()
            lost += 1
        }
        var held: [(name: Int32, value: Float)] = []
        held.reserveCapacity(values.count)
        for (name, value) in values {
            let value = Float(value)
            guard value.isFinite else { continue }
            if let place = place(of: name) { held.append((place, value)) } else { dropped += 1 }
        }
        samples.append(Sample(time: time, values: held))
    }

    mutating func removeFirst(_ count: Int) {
        samples.removeFirst(count)
        if samples.isEmpty { (names, places) = ([], [:]) }
    }

    /// What was lost since the last call.
    mutating func takeLosses() -> (lost: Int, dropped: Int) {
        defer { (lost, dropped) = (0, 0) }
        return (lost, dropped)
    }

    /// Hands every value of the asked names to `body`, with the name's index in `asked`.
    func eachValue(of asked: [String], _ body: (_ index: Int, _ time: Int64, _ value: Float) -> Void) {
        guard !samples.isEmpty else { return }
        var indices = [Int?](repeating: nil, count: names.count)
        for (index, name) in asked.enumerated() {
            if let place = places[name] { indices[Int(place)] = index }
        }
        for sample in samples {
            for held in sample.values {
                if let index = indices[Int(held.name)] { body(index, sample.time, held.value) }
            }
        }
    }

    private mutating func place(of name: String) -> Int32? {
        if let place = places[name] { return place }
        guard names.count < maximumNames, name.utf8.count <= HistoryKeys.longestName else { return nil }
        let place = Int32(names.count)
        names.append(name)
        places[name] = place
        return place
    }
}
