/// Hands out the numbers of users: the three demo users first, then shop by shop.
struct UserNumbers {
    private let demo: Int64
    private var last: Int64

    init(after used: Int64) {
        demo = used + 1
        last = used + 3
    }

    /// Who belongs to one shop.
    struct Shop: Hashable {
        let owner: Int64
        let manager: Int64?
        let barbers: [Int64]
        let clients: SeedClientNumbers
    }

    /// - Parameter isFirst: the demo users belong to this shop.
    mutating func take(barbers: Int, clients: Int, isFirst: Bool) -> Shop {
        let owner = isFirst ? demo : one()
        let manager = barbers >= SeedPlan.barbersWithManager ? one() : nil
        let staff = (0..<barbers).map { isFirst && $0 == 0 ? demo + 1 : one() }
        let first = isFirst ? demo + 2 : one()
        defer { last += Int64(clients - 1) }
        return Shop(
            owner: owner, manager: manager, barbers: staff,
            clients: SeedClientNumbers(first: first, afterFirst: last + 1, count: clients))
    }

    private mutating func one() -> Int64 {
        last += 1
        return last
    }
}
