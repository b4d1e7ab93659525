import Testing

@testable import DatabaseMonitoring

@Suite struct ExposedNameTests {
    @Test(arguments: [
        ("postgresql.blocks.hit", MetricFamily.Kind.counter, "{block}", "postgresql_blocks_hit_total"),
        ("postgresql.temp.io", .counter, "By", "postgresql_temp_io_bytes_total"),
        ("http.server.request.duration", .histogram, "s", "http_server_request_duration_seconds"),
        ("db.client.response.returned_rows", .histogram, "{row}", "db_client_response_returned_rows"),
        ("postgresql.connection.usage", .gauge, "1", "postgresql_connection_usage_ratio"),
        ("postgresql.buffer.hit_ratio", .gauge, "1", "postgresql_buffer_hit_ratio"),
        ("monitor.up", .gauge, "", "monitor_up"),
        ("x.share", .counter, "1", "x_share_total"),
        ("x.share", .histogram, "1", "x_share"),
        ("x.time_seconds", .gauge, "s", "x_time_seconds"),
        ("x.seconds.total", .counter, "s", "x_seconds_total"),
        ("x_total", .counter, "s", "x_seconds_total"),
        ("x_total_total", .counter, "", "x_total"),
        ("x.total", .gauge, "", "x"),
        ("db.client.connection.count", .gauge, "{connection}", "db_client_connections"),
        ("sessions.count", .counter, "", "sessions_total"),
        ("x.count", .histogram, "s", "x_count_seconds"),
        ("x.sum", .gauge, "", "x_sum_value"),
        ("x.bucket", .counter, "", "x_bucket_value_total"),
        ("x.speed", .gauge, "By/s", "x_speed_bytes_per_second"),
        ("x.speed", .gauge, "{row}/min", "x_speed_per_minute"),
        ("x.speed", .gauge, "1/s", "x_speed_per_second"),
        ("x.speed", .gauge, "m/fortnight", "x_speed_meters_per_fortnight"),
        ("x", .gauge, "Watt hours", "x_Watthours"),
        ("x", .gauge, "%", "x_percent"),
        ("x", .gauge, "{a{b}c}By", "x_bytes"),
        ("x", .gauge, "}{", "x"),
        ("..x..y__z--", .gauge, "", "x_y_z"),
        ("5xx", .counter, "", "_5xx_total"),
        ("größe:b", .gauge, "", "gr_e_b"),
        ("", .gauge, "", "_"),
        ("", .gauge, "s", "_seconds"),
        ("seconds", .gauge, "s", "seconds"),
    ])
    func namesFollowTheRules(name: String, kind: MetricFamily.Kind, unit: String, expected: String) {
        #expect(ExposedName(name, kind: kind, unit: unit).series == expected)
    }

    @Test func theFamilyOfACounterIsWithoutTotal() {
        let name = ExposedName("x.time", kind: .counter, unit: "s")

        #expect(name.family == "x_time_seconds")
        #expect(name.series == "x_time_seconds_total")
        #expect(name.unit == "seconds")
    }

    @Test func theUnitIsAlwaysTheEndOfTheName() {
        for kind in [MetricFamily.Kind.counter, .gauge, .histogram] {
            for unit in ["", "1", "s", "By/s", "{row}", "%", "Cel"] {
                for name in ["", "x", "seconds", "x.ratio", "9", "bytes_per_second"] {
                    let exposed = ExposedName(name, kind: kind, unit: unit)
                    #expect(exposed.unit.isEmpty || exposed.family.hasSuffix("_" + exposed.unit))
                }
            }
        }
    }

    @Test func noTwoFiguresOfTheMonitorHaveTheSameName() {
        let names = MonitorMetric.exposed.map(\.exposedName.family)

        #expect(Set(names).count == names.count)
    }

    @Test func whatIsReportedOtherwiseIsNotExposed() {
        let exposed = Set(MonitorMetric.exposed)

        let others = MonitorMetric.client + MonitorMetric.caching + MonitorMetric.server
        #expect(exposed.isDisjoint(with: others))
        #expect(exposed.union(others) == Set(MonitorMetric.all))
    }

    @Test(arguments: [
        ("db.system.name", "db_system_name"), ("a__b", "a_b"), ("__name__", "name"), ("", "label"), ("9", "label_9"),
        ("le", "label_le"), ("quantile", "label_quantile"), ("ü", "label"),
    ])
    func labelsFollowTheRules(name: String, expected: String) {
        #expect(PrometheusName.label(name) == expected)
    }
}
