import TestServers
import Testing

@testable import DatabaseMonitoring

extension AlertThresholds {
    /// Anything that is allowed, the bounds as often as what is between them.
    static func random(_ numbers: inout SeededNumbers) -> AlertThresholds {
        func pick(_ range: ClosedRange<Double>) -> Double {
            switch numbers.number(0...3) {
            case 0: range.lowerBound
            case 1: range.upperBound
            default: Double.random(in: range, using: &numbers)
            }
        }
        var thresholds = AlertThresholds()
        thresholds.connectionUsagePercent = pick(10...99)
        thresholds.slowQuery = .milliseconds(pick(1...86_400_000))
        thresholds.cacheHitRatio = pick(0.1...0.999)
        thresholds.queriesPerSecond = pick(1...10e6)
        thresholds.lockWait = .milliseconds(pick(1...3_600_000))
        thresholds.transactionIDAge = pick(1e6...2e9)
        thresholds.criticalTransactionIDAge = pick((thresholds.transactionIDAge + 1)...2.1e9)
        thresholds.idleInTransaction = .seconds(pick(1...86_400))
        thresholds.replicationLag = .seconds(pick(1...86_400))
        thresholds.replicationLagBytes = Int(pick(1e6...1e12))
        thresholds.retainedWALBytes = Int(pick(16e6...10e12))
        thresholds.errorRatePercent = pick(0.1...99)
        thresholds.rollbackPercent = pick(0.1...99)
        thresholds.poolExhausted = .seconds(pick(1...600))
        thresholds.diskFreePercent = pick(1...50)
        thresholds.criticalDiskFreePercent = pick(0.5...(thresholds.diskFreePercent - 0.1))
        thresholds.queryCacheHitRatio = pick(0.01...0.99)
        return thresholds
    }
}

@Suite struct AlertThresholdsTests {
    @Test func theDefaultsAreAllowed() throws {
        try AlertThresholds().validate()
    }

    @Test func eachThresholdOutsideOfItsRangeIsNamed() {
        let wrong: [(String, (inout AlertThresholds) -> Void)] = [
            ("connectionUsagePercent", { $0.connectionUsagePercent = 100 }),
            ("slowQuery", { $0.slowQuery = .zero }),
            ("cacheHitRatio", { $0.cacheHitRatio = 95 }),
            ("queriesPerSecond", { $0.queriesPerSecond = .nan }),
            ("lockWait", { $0.lockWait = .seconds(-1) }),
            ("transactionIDAge", { $0.transactionIDAge = 3e9 }),
            ("criticalTransactionIDAge", { $0.criticalTransactionIDAge = 4e8 }),
            ("idleInTransaction", { $0.idleInTransaction = .seconds(90_000) }),
            ("replicationLag", { $0.replicationLag = .zero }),
            ("replicationLagBytes", { $0.replicationLagBytes = 0 }),
            ("retainedWALBytes", { $0.retainedWALBytes = -1 }),
            ("errorRatePercent", { $0.errorRatePercent = 0 }),
            ("rollbackPercent", { $0.rollbackPercent = 100 }),
            ("poolExhausted", { $0.poolExhausted = .seconds(601) }),
            ("diskFreePercent", { $0.diskFreePercent = 0.5 }),
            ("criticalDiskFreePercent", { $0.criticalDiskFreePercent = 10 }),
            ("queryCacheHitRatio", { $0.queryCacheHitRatio = 1 }),
        ]
        for (name, change) in wrong {
            var thresholds = AlertThresholds()
            change(&thresholds)

            let error = #expect(throws: AlertThresholdError.self) { try thresholds.validate() }

            #expect(error?.threshold == name)
            #expect(error.map { "\($0)".contains("must be between") } == true)
        }
        #expect(wrong.count == Mirror(reflecting: AlertThresholds()).children.count)
    }
}
