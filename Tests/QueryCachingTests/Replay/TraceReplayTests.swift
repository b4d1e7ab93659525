import Testing

@testable import QueryCaching

@Suite struct TraceReplayTests {
    /// The most hits, by trying all that can be kept at each request.
    private func bestHits(_ keys: ArraySlice<Int32>, _ resident: Set<Int32>, _ capacity: Int) -> Int {
        guard let key = keys.first else { return 0 }
        let rest = keys.dropFirst()
        if resident.contains(key) { return 1 + bestHits(rest, resident, capacity) }
        var best = bestHits(rest, resident, capacity)
        if resident.count < capacity { return max(best, bestHits(rest, resident.union([key]), capacity)) }
        for victim in resident {
            let kept = resident.subtracting([victim]).union([key])
            best = max(best, bestHits(rest, kept, capacity))
        }
        return best
    }

    @Test(arguments: 1...30) func theOptimumIsWhatTryingAllFinds(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let trace = try CacheTrace((0..<12).map { _ in Int64.random(in: 0..<5, using: &generator) })

        for capacity in 1...3 {
            #expect(OptimalCache.hits(trace, capacity: capacity) == bestHits(trace.keys[...], [], capacity))
        }
    }

    @Test(arguments: [1, 7, 50]) func recencyIsWhatAnArrayFinds(capacity: Int) throws {
        let keys = Zipf(keys: 200, exponent: 0.75).sequence(5000, seed: 2)
        var (model, hits) = ([Int](), 0)
        for key in keys {
            if let index = model.firstIndex(of: key) {
                hits += 1
                model.remove(at: index)
            }
            model.append(key)
            if model.count > capacity { model.removeFirst() }
        }

        #expect(RecencyCache.hits(try CacheTrace(keys.map(Int64.init)), capacity: capacity) == hits)
    }

    @Test func theSameSeedGivesTheSameHits() throws {
        let trace = try CacheTrace(Zipf(keys: 5000, exponent: 0.75).sequence(50_000, seed: 2).map(Int64.init))

        let (first, second) = (try TraceReplay(trace, capacity: 400), try TraceReplay(trace, capacity: 400))

        #expect(first.hits == second.hits)
        #expect(first.hits > first.recencyHits && first.hits < first.optimalHits)
        #expect(first.statistics.entries == 400)
    }

    @Test func formatsAreReadAsTheyAreDescribed() throws {
        let little = try CacheTrace([1, 0, 0, 0, 255, 255, 255, 255, 1, 0, 0, 0], format: .int32, name: "t")
        let big = try CacheTrace([0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0], format: .int64be, name: "t")
        let text = try CacheTrace(Array("a\r\nb\n\na\nlast".utf8), format: .text, name: "t")

        #expect(little.keys == [0, 1, 0] && little.distinct == 2)
        #expect(big.keys == [0, 1])
        #expect(text.keys == [0, 1, 0, 2])
    }

    @Test func whatCannotBeReplayedIsRefusedWithAReason() throws {
        func code(_ body: () throws -> Void) -> TraceError.Code? {
            do { try body() } catch { return (error as? TraceError)?.code }
            return nil
        }

        #expect(code { _ = try CacheTrace([], format: .int32, name: "t") } == .empty)
        #expect(code { _ = try CacheTrace([1, 2, 3, 4, 5], format: .int32, name: "t") } == .incomplete)
        #expect(code { _ = try CacheTrace([1, 2, 3, 4], format: .int64be, name: "t") } == .incomplete)
        #expect(code { _ = try CacheTrace(Array("\n\n".utf8), format: .text, name: "t") } == .empty)
        #expect(code { _ = try TraceReplay(try CacheTrace([1]), capacity: 0) } == .invalidCapacity)
    }
}
