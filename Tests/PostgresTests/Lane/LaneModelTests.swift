import Foundation
import Testing

@testable import Postgres

@Suite("Lanes against a model") struct LaneModelTests {
    /// `BOOKEDBARBER_SEED` repeats a run that failed.
    private static let seed =
        ProcessInfo.processInfo.environment["BOOKEDBARBER_SEED"].flatMap(UInt64.init) ?? .random(in: 1...999_999_999)

    @Test func aHundredThousandRandomSteps() {
        for run in 0..<100 {
            let seed = Self.seed &+ UInt64(run)
            var generator = SeededGenerator(seed)
            let steps = (0..<1000).map { _ in LaneStep.random(using: &generator) }
            guard let failure = Self.failure(of: steps) else { continue }
            let shortest = Self.shrink(Array(steps.prefix(failure.index + 1)))
            Issue.record("seed \(seed): \(failure.violation) after \(shortest)")
            return
        }
    }

    private static func failure(of steps: [LaneStep]) -> (index: Int, violation: any Error)? {
        var model = LaneModel()
        for (index, step) in steps.enumerated() {
            do { try model.take(step) } catch { return (index, error) }
        }
        return nil
    }

    /// Leaves out what the failure doesn't need.
    private static func shrink(_ steps: [LaneStep]) -> [LaneStep] {
        var steps = steps
        var size = steps.count / 2
        while size > 0 {
            var start = 0
            while start < steps.count {
                var shorter = steps
                shorter.removeSubrange(start..<min(start + size, steps.count))
                if failure(of: shorter) != nil { steps = shorter } else { start += size }
            }
            size /= 2
        }
        return steps
    }
}

private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed | 1 }
    mutating func next() -> UInt64 {
        // xorshift64* (Vigna, An experimental exploration of Marsaglia's xorshift generators, 2016)
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
