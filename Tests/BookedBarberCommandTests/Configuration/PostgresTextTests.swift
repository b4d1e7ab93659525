import Testing

@testable import BookedBarberCommand

@Suite("PostgreSQL's way to write amounts")
struct PostgresTextTests {
    @Test(
        "memory is written in the largest unit that loses nothing",
        arguments: [(0, "0kB"), (1, "1kB"), (1024, "1MB"), (1536, "1536kB"), (1 << 20, "1GB"), (1 << 30, "1TB")])
    func memory(_ kilobytes: Int, _ text: String) {
        #expect(PostgresMemory(kilobytes: kilobytes).description == text)
        #expect(PostgresMemory(text) == PostgresMemory(kilobytes: kilobytes))
    }

    @Test(
        "what isn't memory isn't taken for it",
        arguments: ["", "MB", "1", "1 M B", "1MBx", "-1MB", "1.5MB", "９MB", "1e3MB", "9223372036854775807MB"])
    func notMemory(_ text: String) {
        #expect(PostgresMemory(text) == nil)
    }

    @Test(
        "time is written in the largest unit that loses nothing",
        arguments: [
            ("1500", "ms", "1500ms"), ("60", "s", "1min"), ("3600s", "s", "1h"), ("86400000", "ms", "1d"),
            ("0", "s", "0"),
            ("-1", "s", "-1"), ("1 h", "s", "1h"), ("90min", "s", "90min"),
        ])
    func time(_ text: String, _ unit: String, _ shown: String) {
        #expect(PostgresTime(text, bareUnit: unit)?.description == shown)
    }

    @Test(
        "what isn't a time isn't taken for it",
        arguments: ["", "s", "1m", "1sec", "-2", "-1s", "1.5s", "1 s s", "9223372036854775807d"])
    func notTime(_ text: String) {
        #expect(PostgresTime(text, bareUnit: "s") == nil)
    }
}
