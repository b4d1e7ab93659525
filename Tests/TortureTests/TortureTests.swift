import Testing
import TortureTesting

@Suite struct TortureTests {
    @Test func underFaultsOfAllKindsNothingIsWrongLostDoubledOrStuck() async throws {
        let report = try await Torture(seed: 4, duration: .seconds(12), tasks: 300).run()

        #expect(report.violations.isEmpty, "\(report)")
        #expect(report.operations > 0 && report.faults > 0)
    }
}
