import Testing

@testable import BookedBarberCommand

@Suite("Did you mean …")
struct SpellingSuggestionTests {
    @Test(
        "slips count one each",
        arguments: [
            ("", "", 0), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ab", 1), ("ab", "abc", 1), ("abc", "bac", 1),
            ("kitten", "sitting", 3), ("", "abc", 3), ("Pool-Size", "pool_size", 0), ("pool_sise", "pool_size", 1),
        ])
    func distance(_ first: String, _ second: String, _ expected: Int) {
        #expect(SpellingSuggestion.distance(first, second) == expected)
        #expect(SpellingSuggestion.distance(second, first) == expected)
    }

    @Test("the nearest is offered, and nothing when none is near")
    func nearest() {
        let names = ["pool_size", "pool_timeout", "pool_recycle", "max_overflow"]

        #expect(SpellingSuggestion.nearest(to: "pool_siz", among: names) == "pool_size")
        #expect(SpellingSuggestion.nearest(to: "poll_timeuot", among: names) == "pool_timeout")
        #expect(SpellingSuggestion.nearest(to: "zebra", among: names) == nil)
        #expect(SpellingSuggestion.nearest(to: "x", among: ["y"]) == "y")
    }
}
