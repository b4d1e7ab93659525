import Testing

@testable import DatabaseMonitoring

@Suite("Families of the monitor's figures") struct MeasuredFamiliesTests {
    @Test func figuresOfOneMetricAreOneFamily() throws {
        let sample = [
            Measured(.lockCount, "AccessShareLock", "true", value: 3), Measured(.commits, value: 12),
            Measured(.lockCount, "ExclusiveLock", "false", value: 1),
        ]

        let families = MetricFamily.families(of: sample)

        #expect(families.map(\.name) == ["postgresql.commits", "postgresql.locks"])
        #expect(families.map(\.kind) == [.counter, .gauge])
        #expect(families[0].unit == MonitorMetric.commits.unit && families[0].help == MonitorMetric.commits.help)
        #expect(families[1].points.map(\.value) == [.number(3), .number(1)])
        #expect(families[1].points[0].labels == [.init("mode", "AccessShareLock"), .init("granted", "true")])
    }

    @Test func whatTheRegistryHasIsLeftOut() {
        let sample = [Measured(.poolWaiting, value: 1), Measured(.cacheHits, "users", value: 1)]

        #expect(MetricFamily.families(of: sample).isEmpty)
        #expect(MetricFamily.families(of: []).isEmpty)
    }
}
