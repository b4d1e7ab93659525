import Foundation
import Testing

@testable import PostgresDatabase

/// Random series of steps, held against a simple model. A failure names its seed and the shortest series found that
/// still fails. `BOOKEDBARBER_POOL_STEPS` and `BOOKEDBARBER_POOL_SEED` choose a longer run or another one.
@Suite struct PoolModelTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let steps = environment["BOOKEDBARBER_POOL_STEPS"].flatMap { Int($0) } ?? 100_000
    private static let seeds: [UInt64] =
        environment["BOOKEDBARBER_POOL_SEED"].flatMap { UInt64($0) }.map { [$0] }
        ?? [1, UInt64.random(in: 0...UInt64.max)]

    static let shapes: [(size: Int, maxOverflow: Int)] = [(1, 0), (1, 1), (5, 2), (50, 20)]

    @Test(arguments: seeds, shapes)
    func nothingIsLostDoubledOrOvertaken(seed: UInt64, shape: (size: Int, maxOverflow: Int)) throws {
        let limits = PoolHarness(size: shape.size, maxOverflow: shape.maxOverflow) {
            $0.lifetime = .seconds(300)
            $0.connectsAtOnce = 3
            $0.maxWaiters = 200
        }.state.limits
        var generator = JitterGenerator(seed: seed)
        let steps = (0..<Self.steps).map { _ in PoolStep.random(using: &generator) }

        guard let failure = run(steps, limits, seed) else { return }

        let shortest = shrink(Array(steps.prefix(failure.step + 1)), limits, seed)
        Issue.record(
            """
            \(failure.violation) (seed \(seed), size \(shape.size)+\(shape.maxOverflow), step \(failure.step)). \
            Shortest series: [\(shortest.map(\.description).joined(separator: ", "))]
            """)
    }

    private func run(
        _ steps: [PoolStep], _ limits: PoolLimits, _ seed: UInt64
    ) -> (step: Int, violation: String)? {
        var model = PoolModel(limits: limits, seed: seed)
        for (index, step) in steps.enumerated() {
            do { try model.take(step) } catch { return (index, "\(error)") }
        }
        do { try model.finish() } catch { return (steps.count - 1, "\(error)") }
        return nil
    }

    /// Leaves out ever smaller pieces as long as what is left still fails.
    private func shrink(_ failing: [PoolStep], _ limits: PoolLimits, _ seed: UInt64) -> [PoolStep] {
        var steps = failing
        var piece = steps.count / 2
        while piece > 0 {
            var start = 0
            while start < steps.count {
                var shorter = steps
                shorter.removeSubrange(start..<min(start + piece, steps.count))
                if run(shorter, limits, seed) != nil { steps = shorter } else { start += piece }
            }
            piece /= 2
        }
        return steps
    }
}
