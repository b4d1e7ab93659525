import Testing

@testable import BookedBarber

@Suite("Seeded random numbers")
struct SeededRandomTests {
    @Test("are those of the reference implementation of xoshiro256**")
    func reference() {
        var random = SeededRandom(state: (1, 2, 3, 4))

        let numbers = (0..<6).map { _ in random.next() }

        #expect(
            numbers == [
                11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
            ])
    }

    @Test("start from those of the reference implementation of SplitMix64")
    func splitMix() {
        var mixer = BookedBarber.SplitMix64(state: 1_234_567)

        let numbers = (0..<3).map { _ in mixer.next() }

        #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test("are the same for the same path, and others for any other")
    func streams() {
        func first(_ seed: UInt64, _ part: SeededRandom.Part, _ path: Int...) -> UInt64 {
            var random =
                path.isEmpty ? SeededRandom(seed: seed, part) : SeededRandom(seed: seed, part, path[0])
            return random.next()
        }

        let numbers = [
            first(1, .shop), first(1, .shop, 0), first(1, .shop, 1), first(1, .person, 0), first(2, .shop, 0),
        ]

        #expect(Set(numbers).count == numbers.count)
        #expect(first(1, .shop, 1) == numbers[2])
    }

    @Test("below a bound are evenly spread")
    func below() {
        var random = SeededRandom(seed: 1, .shop)
        var counts = Array(repeating: 0, count: 7)

        for _ in 0..<70_000 { counts[random.below(7)] += 1 }

        #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
    }

    @Test("happen as often as they should")
    func chance() {
        var random = SeededRandom(seed: 1, .shop)

        let hits = (0..<100_000).count { _ in random.chance(0.12) }

        #expect(abs(hits - 12_000) < 400)
        #expect(!(0..<1000).contains { _ in random.chance(0) })
        #expect((0..<1000).allSatisfy { _ in random.chance(1) })
    }

    @Test("choose by weight, and never what weighs nothing")
    func weights() {
        var random = SeededRandom(seed: 1, .shop)
        let choice = WeightedChoice(["a": 1, "never": 0, "b": 3])
        var counts: [String: Int] = [:]

        for _ in 0..<40_000 { counts[choice.draw(&random), default: 0] += 1 }

        #expect(counts["never"] == nil)
        #expect(abs(counts["a", default: 0] - 10_000) < 400)
    }

    @Test("Parts add up to the whole", arguments: [0, 1, 7, 100, 250_000])
    func parts(total: Int) {
        let parts = Apportionment.parts(of: total, by: [3, 0, 5, 1, 1])

        #expect(parts.reduce(0, +) == total)
        #expect(parts[1] == 0)
        #expect(abs(parts[2] - total / 2) <= 1)
    }
}
