import BenchmarkReport
import CAllocations
import PostgresDatabase

extension Case {
    static var allocationsLane: Case {
        allocations("lane") { round in
            try await round.server.withLanes { database in
                try await allocations { try await database.pointRead($0) }
            }
        }
    }

    static var allocationsLease: Case {
        allocations("lease") { round in
            try await round.server.withLeases(1) { database in
                try await allocations { try await database.leasedPointRead($0) }
            }
        }
    }

    private static func allocations(_ way: String, _ measure: @escaping Side) -> Case {
        Case(
            id: "allocations-\(way)", title: "allocations of a warm read by a \(way), libpq's included",
            unit: "allocations", lessIsBetter: true, measure: measure)
    }

    /// A count, the same in each round: not a matter of time.
    private static func allocations(_ read: (Int32) async throws -> Int32) async throws -> Sample {
        let reads = 2000
        for account in 1...200 { _ = try await read(Int32(account)) }
        allocations_begin()
        for account in 1...reads { _ = try await read(Int32(account)) }
        return Sample(Double(allocations_end()) / Double(reads))
    }
}
