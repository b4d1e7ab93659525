import Testing
import TortureTesting

@Suite struct TortureTests {
    @Test func underFaultsOfAllKindsNothingIsWrongLostDoubledOrStuck() async throws {
        var torture = Torture(seed: 4, duration: .seconds(12), tasks: 300)
        torture.isAlone = false
        torture.pauses = 50...400

        let report = try await torture.run()

        #expect(report.violations.isEmpty, "\(report)")
        #expect(report.operations > 0 && report.faults > 0)
    }
}
