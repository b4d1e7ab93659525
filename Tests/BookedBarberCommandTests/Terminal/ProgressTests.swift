import Testing

@testable import BookedBarberCommand

@Suite("Progress")
struct ProgressTests {
    private let half = ProgressLine(step: "appointments", done: 125_000, total: 250_000, elapsed: .seconds(2))

    @Test("a line says how much, how fast, how long and what")
    func line() {
        #expect(
            half.text(columns: 120)
                == "███████████████░░░░░░░░░░░░░░░   50 %  125,000 of 250,000 rows  62,500/s  2 s left  appointments")
    }

    @Test("a line is never longer than its room", arguments: [0, 1, 10, 40, 75, 76, 80, 100, 200])
    func width(_ columns: Int) {
        #expect(half.text(columns: columns).count <= columns)
    }

    @Test("nothing is guessed before there's something to measure")
    func noGuess() {
        let line = ProgressLine(step: "shops", done: 1, total: 1000, elapsed: .seconds(10))

        #expect(line.perSecond == nil)
        #expect(line.remaining == nil)
        #expect(line.text(columns: 120).contains("  0 %  1 of 1,000 rows  shops"))
    }

    @Test("a finished job has no time left, an empty one is finished")
    func finished() {
        #expect(ProgressLine(step: "", done: 10, total: 10, elapsed: .seconds(1)).remaining == nil)
        #expect(ProgressLine(step: "", done: 0, total: 0, elapsed: .zero).fraction == 1)
        #expect(ProgressLine(step: "", done: 12, total: 10, elapsed: .seconds(1)).fraction == 1)
    }

    @Test("numbers are grouped", arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
    func grouped(_ number: Int, _ text: String) {
        #expect(ProgressLine.grouped(number) == text)
    }

    @Test(
        "times are readable",
        arguments: [
            (0, "0 ms"), (1, "1 ms"), (999, "999 ms"), (1000, "1 s"), (1001, "2 s"), (59_001, "1 min"),
            (60_000, "1 min"), (200_000, "3 min 20 s"), (3_600_000, "1 h"),
            (7_500_000, "2 h 5 min"),
        ])
    func readable(_ milliseconds: Int, _ text: String) {
        #expect(ProgressLine.readable(.milliseconds(milliseconds)) == text)
    }

    @Test("a terminal is redrawn ten times a second")
    func terminal() {
        var pacing = ProgressPacing(isTerminal: true)

        let shown = (0...1000).filter { pacing.shouldShow(at: .milliseconds($0)) }

        #expect(shown == Array(stride(from: 100, through: 1000, by: 100)))
    }

    @Test("a log gets a line every three seconds")
    func log() {
        var pacing = ProgressPacing(isTerminal: false)

        #expect((0...10).filter { pacing.shouldShow(at: .seconds($0)) } == [3, 6, 9])
    }
}
