import Testing

@testable import BookedBarberCommand

@Suite("The length of a silence")
struct SilenceLengthTests {
    @Test(
        "is a number with a unit",
        arguments: [("45s", 45), ("30m", 1800), ("2h", 7200), ("1d", 86_400), ("30d", 2_592_000), ("090m", 5400)])
    func read(text: String, seconds: Int) {
        #expect(SilenceLength(argument: text)?.seconds == seconds)
    }

    @Test(
        "is refused when it is nothing else",
        arguments: [
            "", "h", "1", "0m", "-1h", "1.5h", "1 h", "1y", "31d", "721h", "٣h", "99999999999999999999d", "1hh",
        ])
    func refused(text: String) {
        #expect(SilenceLength(argument: text) == nil)
    }

    @Test("is written in the largest unit that is exact", arguments: ["90m", "2h", "1d", "45s"])
    func written(text: String) {
        #expect(SilenceLength(argument: text)?.description == text)
    }
}
