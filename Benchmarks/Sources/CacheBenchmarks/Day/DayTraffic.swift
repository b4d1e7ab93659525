import BenchmarkReport
import QueryCaching

/// The requests of one process: drawn from a seed, the same with and without a cache.
struct DayTraffic: Sendable {
    struct Request: Sendable {
        let kind: DayKind
        let owner: Int
        let isWrite: Bool
    }

    /// Of 100 requests.
    static let writeShare = 5

    let requests: [Request]

    /// - Parameter seed: of everything that is random.
    init(_ count: Int, seed: UInt64) {
        var numbers = RandomNumbers(seed: seed)
        let owners = DayKind.allCases.map { kind in
            Zipf(keys: kind.owners, exponent: 1).sequence(count, seed: numbers.next())
        }
        requests = (0..<count).map { index in
            let isWrite = numbers.draw(100) <= Self.writeShare
            let kind = Self.kind(numbers.draw(100)) { isWrite ? $0.writeShare : $0.readShare }
            return Request(kind: kind, owner: owners[kind.rawValue][index], isWrite: isWrite)
        }
    }

    /// - Parameter number: from 1 to 100.
    private static func kind(_ number: Int32, _ share: (DayKind) -> Int) -> DayKind {
        var sum = 0
        for kind in DayKind.allCases {
            sum += share(kind)
            if number <= sum { return kind }
        }
        return .profile
    }
}
