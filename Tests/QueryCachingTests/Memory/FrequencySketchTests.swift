import Testing

@testable import QueryCaching

@Suite struct FrequencySketchTests {
    /// Counts for 512 keys between 0 and 20, in a sketch for as many.
    private func counted(seed: UInt64) -> (sketch: FrequencySketch, counts: [UInt64: Int]) {
        var generator = SplitMix64(seed: seed)
        var sketch = FrequencySketch(entries: 512)
        var counts: [UInt64: Int] = [:]
        for _ in 0..<512 {
            let hash = generator.next()
            let count = Int.random(in: 0...20, using: &generator)
            for _ in 0..<count { sketch.record(hash) }
            counts[hash] = count
        }
        return (sketch, counts)
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func anEstimateIsNeverTooLowUpTo15(seed: UInt64) {
        let (sketch, counts) = counted(seed: seed)

        for (hash, count) in counts { #expect(Int(sketch.estimate(hash)) >= min(count, 15)) }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func fewEstimatesAreTooHigh(seed: UInt64) {
        let (sketch, counts) = counted(seed: seed)

        let tooHigh = counts.count { Int(sketch.estimate($0.key)) > min($0.value, 15) }

        #expect(tooHigh * 20 < counts.count, "\(tooHigh) of \(counts.count)")
    }

    @Test func ageingHalvesEachCount() {
        let (sketch, counts) = counted(seed: 4)
        var aged = sketch

        aged.halve()

        for hash in counts.keys { #expect(aged.estimate(hash) == sketch.estimate(hash) / 2) }
    }

    @Test func growingKeepsEachEstimate() {
        let (sketch, counts) = counted(seed: 5)
        var grown = sketch

        grown.grow()

        #expect(grown.entries == sketch.entries * 2)
        for hash in counts.keys { #expect(grown.estimate(hash) == sketch.estimate(hash)) }
    }

    @Test func whatIsRaisedIsAtLeastThat() {
        var sketch = FrequencySketch(entries: 8)

        sketch.raise(77, to: 9)
        sketch.raise(77, to: 3)
        #expect(sketch.estimate(77) == 9)
        sketch.raise(77, to: 200)
        #expect(sketch.estimate(77) == 15)
    }
}
