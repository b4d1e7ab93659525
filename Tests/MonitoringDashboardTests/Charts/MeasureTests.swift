import Testing

@testable import MonitoringDashboard

@Suite struct MeasureTests {
    @Test(arguments: [
        (0.0, "s", "0\u{A0}s"), (0.000_42, "s", "420\u{A0}µs"), (0.0034, "s", "3.4\u{A0}ms"),
        (12.4, "s", "12.4\u{A0}s"),
        (331, "s", "5.5\u{A0}min"), (7200, "s", "2\u{A0}h"), (400_000, "s", "4.6\u{A0}d"),
        (512, "By", "512\u{A0}B"), (12_100, "By", "12.1\u{A0}kB"), (2_400_000, "By/s", "2.4\u{A0}MB/s"),
        (0.982, "1", "98.2\u{A0}%"), (1, "1", "100\u{A0}%"), (80, "%", "80\u{A0}%"), (412, "{query}/s", "412\u{A0}/s"),
        (9_300, "{row}", "9300"), (23.4, "{connection}", "23"),
        (3.4, "{connection}", "3.4"), (41_200_000, "{row}", "41.2\u{A0}M"), (0.001, "{request}/s", "<0.01\u{A0}/s"),
        (1.25, "s/s", "1.25\u{A0}s/s"), (0, "s/s", "0\u{A0}s/s"), (0.004, "s/s", "4\u{A0}ms/s"),
        (150, "s/s", "150\u{A0}s/s"), (999_999, "By", "1000\u{A0}kB"),
    ])
    func `a number has the unit that a person would use`(value: Double, unit: String, text: String) {
        #expect(Measure(ucum: unit).text(value) == text)
    }

    @Test func `a fraction is a percentage`() {
        #expect(Measure.fraction.text(0.0031) == "0.31\u{A0}%")
    }

    @Test func `what isn't known is a dash`() {
        #expect(Measure.seconds.text(nil) == "–")
        #expect(Measure.count.text(.nan) == "–")
        #expect(Measure.bytes.text(.infinity) == "–")
    }
}
