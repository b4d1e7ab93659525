import Testing

@testable import BookedBarberCommand

@Suite("What each key may hold")
struct AllowedValuesTests {
    struct Example: CustomTestStringConvertible {
        let path: String
        let allowed: [(text: String, shown: String)]
        let refused: [String]
        var testDescription: String { path }

        init(_ path: String, _ allowed: [(String, String)], refused: [String]) {
            (self.path, self.allowed, self.refused) = (path, allowed, refused)
        }
    }

    private static let pool = "database_config.connection_pool"
    private static let server = "database_config.postgresql_config"
    private static let thresholds = "monitoring.alert_thresholds"
    private static let notNumbers = ["many", "1e", "0x10", "1,000", "--1", "nan", "inf", "[1]", "1 2"]

    private static let memory: [(String, String)] = [
        ("256MB", "256MB"), ("256 MB", "256MB"), ("262144kB", "256MB"), ("1gb", "1GB"), ("1536MB", "1536MB"),
    ]
    private static let notMemory = ["256", "MB", "-1MB", "1.5GB", "256MiB", "256mbs", "99999999999999TB", "0MB", "0"]

    static let examples: [Example] = [
        Example(
            "http.port", [("0", "0"), ("8080", "8080"), ("65535", "65535")],
            refused: ["-1", "65536", "80.5"] + notNumbers),
        Example(
            "http.host", [("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("db.example.com", "db.example.com")],
            refused: ["a b", "http://x", "a/b", "ü.de"]),
        Example(
            "http.trusted_proxies",
            [("10.0.0.7", "10.0.0.7"), ("10.0.0.8,10.0.0.7", "10.0.0.7, 10.0.0.8"), ("\"::1\"", "::1")],
            refused: ["proxy", "10.0.0.1,", "10.0.0", "10.0.0.0/8", "10.0.0.1;10.0.0.2"]),
        Example(
            "log.level", [("debug", "debug"), ("WARNING", "warning"), ("warn", "warning")], refused: ["loud", "3"]),
        Example(
            "\(pool).pool_size", [("1", "1"), ("1000", "1000"), ("\"50\"", "50")],
            refused: ["0", "1001", "-1", "2.5"] + notNumbers),
        Example("\(pool).max_overflow", [("0", "0"), ("1000", "1000")], refused: ["-1", "1001"] + notNumbers),
        Example(
            "\(pool).pool_timeout", [("30", "30"), ("0.5", "0.5"), ("600", "600")],
            refused: ["0", "601", "-30", "30s"] + notNumbers),
        Example("\(pool).pool_recycle", [("3600", "3600"), ("1", "1")], refused: ["0", "-1", "604801"] + notNumbers),
        Example(
            "\(pool).pool_pre_ping",
            [("true", "true"), ("False", "false"), ("yes", "true"), ("no", "false"), ("on", "true"), ("0", "false")],
            refused: ["maybe", "2", "tru"]),
        Example(
            "\(server).shared_buffers", memory + [("1MB", "1MB"), ("1TB", "1TB")],
            refused: ["2TB", "1023kB"] + notMemory),
        Example("\(server).effective_cache_size", memory, refused: ["17TB"] + notMemory),
        Example("\(server).work_mem", memory + [("64kB", "64kB")], refused: ["63kB", "65GB"] + notMemory),
        Example("\(server).maintenance_work_mem", memory, refused: ["512kB"] + notMemory),
        Example("\(server).max_wal_size", [("1GB", "1GB"), ("4GB", "4GB")], refused: ["31MB"] + notMemory),
        Example("\(server).min_wal_size", [("32MB", "32MB"), ("2GB", "2GB")], refused: ["31MB"] + notMemory),
        Example(
            "\(server).checkpoint_completion_target", [("0", "0"), ("0.9", "0.9"), ("1", "1")],
            refused: ["1.1", "-0.1"] + notNumbers),
        Example(
            "\(server).checkpoint_timeout",
            [("15min", "15min"), ("900", "15min"), ("900s", "15min"), ("30s", "30s"), ("1d", "1d"), ("90 s", "90s")],
            refused: ["29s", "25h", "-1", "15m", "15 minutes", "quarter", "1.5h"]),
        Example("\(server).random_page_cost", [("1.1", "1.1"), ("4", "4")], refused: ["0", "1001"] + notNumbers),
        Example(
            "\(server).effective_io_concurrency", [("0", "0"), ("1000", "1000")], refused: ["-1", "1001"] + notNumbers),
        Example(
            "\(server).log_min_duration_statement",
            [("1000", "1s"), ("1s", "1s"), ("-1", "-1"), ("0", "0"), ("250ms", "250ms")],
            refused: ["-2", "never", "-1s", "99999999999"]),
        Example("\(server).log_lock_waits", [("on", "true"), ("off", "false")], refused: ["sometimes"]),
        Example(
            "\(server).autovacuum_naptime", [("30s", "30s"), ("1min", "1min"), ("30", "30s")],
            refused: ["0", "500ms", "-1"]),
        Example("\(server).autovacuum_max_workers", [("1", "1"), ("64", "64")], refused: ["0", "65"] + notNumbers),
        Example(
            "caching.redis_config.key_prefix", [("\"bb:\"", "bb:"), ("x", "x")],
            refused: ["\"a b\"", "\"{slot}\"", "\"ü\"", "\"" + String(repeating: "x", count: 65) + "\""]),
        Example(
            "caching.redis_config.default_ttl", [("1", "1"), ("2592000", "2592000")],
            refused: ["0", "2592001", "-1"] + notNumbers),
        Example("caching.cache_ttl_settings.static_data", [("86400", "86400")], refused: ["0", "5min"] + notNumbers),
        Example("monitoring.collection_interval", [("1", "1"), ("60", "60")], refused: ["0", "3601"] + notNumbers),
        Example(
            "monitoring.metrics_retention_hours", [("1", "1"), ("720", "720")], refused: ["0", "721"] + notNumbers),
        Example(
            "\(thresholds).max_connection_usage_pct", [("80", "80"), ("98.5", "98.5")],
            refused: ["9", "100"] + notNumbers),
        Example("\(thresholds).slow_query_threshold_ms", [("1", "1")], refused: ["0", "1s"] + notNumbers),
        Example(
            "\(thresholds).cache_hit_ratio_min", [("0.95", "0.95"), ("0.1", "0.1")],
            refused: ["95", "1", "-0.1"] + notNumbers),
        Example("\(thresholds).queries_per_second_max", [("1000", "1000")], refused: ["0"] + notNumbers),
        Example("\(thresholds).lock_wait_threshold_ms", [("100", "100")], refused: ["0"] + notNumbers),
        Example(
            "\(thresholds).retained_wal_max_mb", [("16", "16"), ("5000", "5000")], refused: ["15", "1GB"] + notNumbers),
        Example("\(thresholds).idle_in_transaction_max_s", [("1", "1"), ("2.5", "2.5")], refused: ["0"] + notNumbers),
        Example(
            "monitoring.host", [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "0.0.0.0")], refused: ["a b", "http://x"]),
        Example(
            "\(thresholds).transaction_id_age_max", [("1000000", "1000000"), ("2000000000", "2000000000")],
            refused: ["999999", "2000000001"] + notNumbers),
        Example(
            "\(thresholds).transaction_id_age_critical", [("2100000000", "2100000000")],
            refused: ["1000000", "2100000001"] + notNumbers),
        Example("\(thresholds).replication_lag_max_s", [("30", "30")], refused: ["0", "86401"] + notNumbers),
        Example("\(thresholds).replication_lag_max_mb", [("1", "1")], refused: ["0", "1000001"] + notNumbers),
        Example("\(thresholds).error_rate_max_pct", [("0.1", "0.1")], refused: ["0", "100"] + notNumbers),
        Example("\(thresholds).rollback_max_pct", [("99", "99")], refused: ["0", "100"] + notNumbers),
        Example("\(thresholds).pool_exhausted_max_s", [("1", "1")], refused: ["0", "601"] + notNumbers),
        Example("\(thresholds).disk_free_min_pct", [("1", "1"), ("50", "50")], refused: ["0", "51"] + notNumbers),
        Example("\(thresholds).disk_free_critical_pct", [("0.5", "0.5")], refused: ["0", "50"] + notNumbers),
        Example("\(thresholds).query_cache_hit_ratio_min", [("0.5", "0.5")], refused: ["0", "1"] + notNumbers),
        Example(
            "monitoring.public_url", [("https://m.example.com", "https://m.example.com")],
            refused: ["m.example.com", "ftp://x", "https://"]),
        Example("monitoring.port", [("0", "0"), ("9000", "9000")], refused: ["-1", "65536"] + notNumbers),
    ]

    @Test("an allowed value is taken from the file and shown as it's understood", arguments: examples)
    func allowed(_ example: Example) throws {
        let key = try key(example.path)

        for (text, shown) in example.allowed {
            let loaded = try load(yaml(example.path, text))

            #expect(key.value(loaded.configuration).description == shown, "\(text)")
            #expect(loaded.origin(of: key).kind == "file")
        }
    }

    @Test("an allowed value is taken from the environment", arguments: examples)
    func allowedInEnvironment(_ example: Example) throws {
        let key = try key(example.path)

        for (text, shown) in example.allowed {
            let bare = text.filter { $0 != "\"" }
            let loaded = try load(environment: [key.variable: " \(bare) "])

            #expect(key.value(loaded.configuration).description == shown, "\(text)")
            #expect(loaded.origin(of: key) == .environment(variable: key.variable))
        }
    }

    @Test("an impossible value is refused with its place, its key, itself and what's allowed", arguments: examples)
    func refused(_ example: Example) throws {
        let key = try key(example.path)
        let line = example.path.split(separator: ".").count

        for text in example.refused {
            let found = problems(yaml(example.path, text))

            try #require(found.count == 1, "\(text): \(found)")
            #expect(found[0].hasPrefix("config.yaml:\(line): \(example.path) is "), "\(text)")
            #expect(found[0].hasSuffix("must be \(key.allowed)"), "\(text)")
        }
    }

    @Test("an impossible variable is refused by its name", arguments: examples)
    func refusedInEnvironment(_ example: Example) throws {
        let key = try key(example.path)

        for text in example.refused.map({ $0.filter { $0 != "\"" } }) {
            let found = problems(environment: [key.variable: text])

            #expect(
                found == [
                    "environment variable \(key.variable): \(example.path) is \"\(text)\", and must be \(key.allowed)"
                ])
        }
    }

    @Test("every key but the secrets and the state folder has examples")
    func complete() {
        let shown = Set(Self.examples.map(\.path))
        let same = Set(ConfigurationKey.caching.map(\.path).filter { $0.contains("cache_ttl_settings") })

        let missing = ConfigurationKey.all.filter {
            !$0.isSecret && !shown.contains($0.path) && !same.contains($0.path)
        }

        #expect(missing.map(\.path) == ["state"])
    }
}
