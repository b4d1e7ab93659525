import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct ExpositionTextTests {
    private func family(
        _ name: String, _ kind: MetricFamily.Kind = .gauge, unit: String = "", help: String = "Help.",
        points: [(labels: [(String, String)], value: MetricFamily.Point.Value)] = [([], .number(1))]
    ) -> MetricFamily {
        MetricFamily(
            name: name, kind: kind, unit: unit, help: help,
            points: points.map { .init(labels: $0.labels.map { .init($0.0, $0.1) }, value: $0.value) })
    }

    private func text(_ families: MetricFamily...) -> String { ExpositionFormat.prometheus.text(of: families) }
    private func openMetrics(_ families: MetricFamily...) -> String { ExpositionFormat.openMetrics.text(of: families) }

    /// The lines of series.
    private func series(_ families: MetricFamily...) -> [String] {
        ExpositionFormat.prometheus.text(of: families).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map(String.init)
    }

    @Test func aCounterInBothFormats() {
        let counter = family("x.time", .counter, unit: "s", points: [([("a.b", "1"), ("z", "2")], .number(2.5))])

        #expect(
            text(counter) == """
                # HELP x_time_seconds_total Help.
                # TYPE x_time_seconds_total counter
                x_time_seconds_total{a_b="1",z="2"} 2.5

                """)
        #expect(
            openMetrics(counter) == """
                # HELP x_time_seconds Help.
                # TYPE x_time_seconds counter
                # UNIT x_time_seconds seconds
                x_time_seconds_total{a_b="1",z="2"} 2.5
                # EOF

                """)
    }

    @Test func aHistogramIsCumulative() {
        let histogram = family(
            "x", .histogram, unit: "s",
            points: [([("a", "1")], .histogram(.init(bounds: [0.001, 1, 1e6], counts: [1, 2, 0, 3], sum: 7)))])

        #expect(
            series(histogram) == [
                #"x_seconds_bucket{a="1",le="0.001"} 1"#, #"x_seconds_bucket{a="1",le="1.0"} 3"#,
                #"x_seconds_bucket{a="1",le="1e+06"} 3"#, #"x_seconds_bucket{a="1",le="+Inf"} 6"#,
                #"x_seconds_count{a="1"} 6"#, #"x_seconds_sum{a="1"} 7.0"#,
            ])
    }

    @Test func ofValuesBelowZeroThereIsNeitherSumNorCount() {
        let histogram = family(
            "x", .histogram, points: [([], .histogram(.init(bounds: [-1], counts: [1, 1], sum: 5)))])

        #expect(series(histogram) == [#"x_bucket{le="-1.0"} 1"#, #"x_bucket{le="+Inf"} 2"#])
    }

    @Test func textIsEscaped() {
        let nasty = family("x", help: "a\\b\n\"c\"", points: [([("l", "a\\b\n\"c\"\r\n")], .number(1))])

        #expect(text(nasty).contains("# HELP x a\\\\b\\n\"c\"\n"))
        #expect(openMetrics(nasty).contains("# HELP x a\\\\b\\n\\\"c\\\"\n"))
        #expect(series(nasty) == ["x{l=\"a\\\\b\\n\\\"c\\\"\r\\n\"} 1.0"])
    }

    @Test func numbersThatAreNone() {
        let values: [Double] = [.nan, .infinity, -.infinity, -0.0]
        let gauge = family("x", points: values.enumerated().map { ([("n", "\($0)")], .number($1)) })

        #expect(series(gauge) == [#"x{n="0"} NaN"#, #"x{n="1"} +Inf"#, #"x{n="2"} -Inf"#, #"x{n="3"} -0.0"#])
    }

    @Test func aHelpThatIsMissingIsTheName() {
        #expect(text(family("a.b", help: "")).hasPrefix("# HELP a_b a.b, which nobody has described.\n"))
    }

    @Test func familiesWithoutSeriesAreLeftOut() {
        #expect(text(family("x", points: [])).isEmpty)
        #expect(openMetrics(family("x", points: [])) == "# EOF\n")
        #expect(text(family("x", .counter, points: [([], .number(-1))])).isEmpty)
    }

    @Test func valuesThatTheKindCannotHaveAreLeftOut() {
        let histogram = MetricFamily.Histogram(bounds: [1], counts: [1, 1], sum: 2)
        let badHistograms: [MetricFamily.Histogram] = [
            .init(bounds: [1], counts: [1], sum: 1), .init(bounds: [2, 1], counts: [1, 1, 1], sum: 1),
            .init(bounds: [.infinity], counts: [1, 1], sum: 1), .init(bounds: [1], counts: [-1, 1], sum: 1),
        ]

        #expect(series(family("x", .counter, points: [([], .number(.nan)), ([], .number(2))])) == ["x_total 2.0"])
        #expect(series(family("x", .gauge, points: [([], .histogram(histogram))])).isEmpty)
        #expect(series(family("x", .histogram, points: [([], .number(1))])).isEmpty)
        #expect(series(family("x", .histogram, points: badHistograms.map { ([], .histogram($0)) })).isEmpty)
    }

    @Test func familiesOfTheSameNameAndKindAreOne() {
        let (one, other) = (
            family("x.y", points: [([("a", "1")], .number(1))]), family("x_y", points: [([("a", "2")], .number(2))])
        )

        #expect(series(one, other) == [#"x_y{a="1"} 1.0"#, #"x_y{a="2"} 2.0"#])
        #expect(text(one, other).split(separator: "\n").filter { $0.hasPrefix("# TYPE") }.count == 1)
    }

    @Test func familiesOfTheSameNameAndAnotherKindAreDropped() {
        let counter = family("x", .counter)

        #expect(ExpositionFormat.clashes(in: [counter, family("x")]) == ["x"])
        #expect(ExpositionFormat.clashes(in: [counter, family("x", .histogram)]) == ["x"])
        #expect(ExpositionFormat.clashes(in: [family("x.seconds"), family("x", .counter, unit: "s")]) == ["x"])
        #expect(ExpositionFormat.clashes(in: [counter, family("x", unit: "s")]).isEmpty)
    }

    @Test func ofSeriesWithTheSameLabelsTheFirstCounts() {
        let points: [(labels: [(String, String)], value: MetricFamily.Point.Value)] = [
            ([("a", "1"), ("b", "2")], .number(1)), ([("b", "2"), ("a", "1")], .number(2)),
            ([("b", "2"), ("a", "1"), ("c", "")], .number(3)),
        ]

        #expect(series(family("x", points: points)) == [#"x{a="1",b="2"} 1.0"#])
    }

    @Test func labelsThatGetTheSameNameAreJoined() {
        #expect(series(family("x", points: [([("a_b", "2"), ("a.b", "1")], .number(1))])) == [#"x{a_b="1;2"} 1.0"#])
    }

    @Test func noSeriesIsEverThereTwice() {
        var numbers = SeededNumbers.anew(in: "ExpositionTextTests")
        for _ in 0..<300 {
            let families = (0..<30).map { _ in MetricFamily.random(&numbers) }
            for format in ExpositionFormat.allCases {
                let lines = format.text(of: families).split(separator: "\n", omittingEmptySubsequences: false).map(
                    String.init)
                let series = lines.filter { !$0.hasPrefix("#") && !$0.isEmpty }
                    .map { $0[..<($0.lastIndex(of: " ") ?? $0.endIndex)] }
                #expect(Set(series).count == series.count)
                let types = lines.filter { $0.hasPrefix("# TYPE") }.map { $0.split(separator: " ")[2] }
                #expect(Set(types).count == types.count)
            }
        }
    }
}
