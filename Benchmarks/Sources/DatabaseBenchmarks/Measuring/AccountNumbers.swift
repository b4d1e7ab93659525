import BenchmarkReport

/// Accounts, tellers and branches of pgbench's tables.
extension RandomNumbers {
    mutating func account() -> Int32 { draw(BenchmarkServer.accounts) }
    mutating func teller() -> Int32 { draw(BenchmarkServer.tellers) }
    mutating func branch() -> Int32 { draw(BenchmarkServer.branches) }
    mutating func amount() -> Int32 { draw(10_001) - 5_001 }
}
