import Testing

@testable import DatabaseMonitoring

@Suite struct BoundedWaitTests {
    @Test func whatIsDoneInTimeIsGiven() async {
        #expect(await within(.seconds(60)) { 5 } == 5)
    }

    @Test func nobodyWaitsForWhatTakesLonger() async {
        let (never, end) = AsyncStream<Int>.makeStream()

        let result = await within(.milliseconds(20)) { () -> Int in
            for await value in never { return value }
            return 0
        }

        #expect(result == nil)
        end.finish()
    }
}
