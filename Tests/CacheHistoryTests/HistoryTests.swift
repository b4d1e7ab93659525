import CacheHistory
import Foundation
import Testing

@Suite struct HistoryTests {
    /// It was built together with these tests, and lies beside them.
    private let program: String = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let folder = (bundle ?? Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
            .resolvingSymlinksInPath().deletingLastPathComponent()
        return folder.appendingPathComponent("cache-history").path
    }()

    @Test func whileProcessesAndRedisFailNoReadIsStale() async throws {
        var run = HistoryRun(seed: 3, seconds: 15, program: program)
        // Other tests run at the same time.
        run.bound = .seconds(5)

        let report = try await run.run()

        #expect(report.violations.isEmpty, "\(report)")
        #expect(report.reads > 100 && report.writes > 10, "\(report)")
    }

    @Test func aCacheThatIsBrokenOnPurposeIsFoundOut() async throws {
        // On a machine that is busy with other work, one run may meet no write in its short window.
        var found = false
        for seed in UInt64(3)...6 where !found {
            var run = HistoryRun(seed: seed, seconds: 10, program: program)
            run.isBroken = true
            found = try await !run.run().violations.isEmpty
        }

        #expect(found)
    }
}
