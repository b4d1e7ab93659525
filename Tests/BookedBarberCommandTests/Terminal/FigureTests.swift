import Testing

@testable import BookedBarberCommand

@Suite("Figures in a terminal")
struct FigureTests {
    @Test(
        "numbers have as many digits as a person needs",
        arguments: [
            (0, "0"), (0.001, "<0.01"), (0.4, "0.40"), (47, "47"), (47.25, "47.2"), (99.96, "100"),
            (12_345.6, "12,346"),
            (-3, "-3"), (1e300, "-"), (.nan, "-"), (nil, "-"),
        ] as [(Double?, String)])
    func numbers(value: Double?, text: String) {
        #expect(Figure.number(value) == text)
    }

    @Test(
        "times have the unit that fits",
        arguments: [
            (0, "0 s"), (-5, "0 s"), (0.000_000_2, "1 µs"), (0.000_35, "350 µs"), (0.000_999_9, "1.0 ms"),
            (0.0012, "1.2 ms"),
            (0.034, "34 ms"), (0.999_9, "1 s"), (1.24, "1.2 s"), (3, "3 s"), (34.4, "34 s"), (200, "3 min 20 s"),
            (7500, "2 h 5 min"), (273_600, "3 d 4 h"), (1e300, "-"), (.infinity, "-"), (nil, "-"),
        ] as [(Double?, String)])
    func times(value: Double?, text: String) {
        #expect(Figure.seconds(value) == text)
    }

    @Test(
        "sizes are in powers of 1024",
        arguments: [
            (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (220_200_960, "210 MiB"), (1_073_741_823, "1.0 GiB"),
            (nil, "-"),
        ] as [(Double?, String)])
    func sizes(value: Double?, text: String) {
        #expect(Figure.bytes(value) == text)
    }

    @Test(
        "an alert's value has its unit",
        arguments: [
            (12, "s", "12 s"), (92.4, "%", "92.4 %"), (0.93, "1", "0.93"), (1_048_576, "By", "1.0 MiB"),
            (1_048_576, "By/s", "1.0 MiB/s"), (1, "{deadlock}", "1 deadlock"), (900, "{query}/s", "900 queries/s"),
            (2, "{", "2 s"), (nil, "s", "-"),
        ] as [(Double?, String, String)])
    func units(value: Double?, unit: String, text: String) {
        #expect(Figure.value(value, unit: unit) == text)
    }
}
