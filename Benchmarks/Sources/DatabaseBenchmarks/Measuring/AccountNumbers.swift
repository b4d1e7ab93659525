/// Accounts, tellers and branches of pgbench's tables, drawn at random.
struct AccountNumbers: Sendable {
    private var state = UInt64.random(in: 0...UInt64.max)

    mutating func account() -> Int32 { draw(BenchmarkServer.accounts) }
    mutating func teller() -> Int32 { draw(BenchmarkServer.tellers) }
    mutating func branch() -> Int32 { draw(BenchmarkServer.branches) }
    mutating func amount() -> Int32 { draw(10_001) - 5_001 }

    /// From 1 to `limit`. SplitMix64 (Steele, Lea, Flood 2014), as pgbench's own generator a few nanoseconds.
    mutating func draw(_ limit: Int32) -> Int32 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int32(((mixed ^ (mixed >> 31)) >> 33) % UInt64(limit)) + 1
    }
}
