import Testing

@testable import BookedBarberCommand

@Suite("The list of keys")
struct ConfigurationKeyTests {
    @Test("no two keys share a path, a variable or an option")
    func unique() {
        let keys = ConfigurationKey.all

        #expect(Set(keys.map(\.path)).count == keys.count)
        #expect(Set(keys.map(\.variable)).count == keys.count)
        #expect(Set(keys.compactMap(\.flag)).count == keys.compactMap(\.flag).count)
    }

    @Test("no section has the name of a key")
    func sections() {
        for key in ConfigurationKey.all { #expect(!ConfigurationKeyIndex.all.isSection(key.path)) }
    }

    @Test(
        "the customer's variables mean the customer's keys",
        arguments: [
            ("DATABASE_URL", "database_config.url"),
            ("REDIS_URL", "caching.redis_config.url"),
            ("DB_POOL_SIZE", "database_config.connection_pool.pool_size"),
            ("DB_MAX_OVERFLOW", "database_config.connection_pool.max_overflow"),
            ("DB_POOL_TIMEOUT", "database_config.connection_pool.pool_timeout"),
            ("DB_POOL_RECYCLE", "database_config.connection_pool.pool_recycle"),
            ("SLACK_WEBHOOK_URL", "monitoring.slack_webhook_url"),
            ("PORT", "http.port"),
            ("BOOKEDBARBER_STATE", "state"),
        ])
    func variables(_ variable: String, _ path: String) {
        #expect(ConfigurationKey.all.first { $0.variable == variable }?.path == path)
    }

    @Test("a key without a short variable has its path in capitals")
    func longVariable() throws {
        let workMem = try key("database_config.postgresql_config.work_mem")

        #expect(workMem.variable == "DATABASE_CONFIG_POSTGRESQL_CONFIG_WORK_MEM")
    }

    @Test(
        "the defaults are the customer's",
        arguments: [
            ("database_config.connection_pool.pool_size", "50"),
            ("database_config.connection_pool.max_overflow", "20"),
            ("database_config.connection_pool.pool_timeout", "30"),
            ("database_config.connection_pool.pool_recycle", "3600"),
            ("database_config.connection_pool.pool_pre_ping", "true"),
            ("caching.redis_config.default_ttl", "300"),
            ("caching.redis_config.key_prefix", "bookedbarber:db:"),
            ("caching.cache_ttl_settings.user_profile", "1800"),
            ("caching.cache_ttl_settings.barber_schedule", "300"),
            ("caching.cache_ttl_settings.appointment_list", "300"),
            ("caching.cache_ttl_settings.revenue_data", "600"),
            ("caching.cache_ttl_settings.analytics_data", "1800"),
            ("caching.cache_ttl_settings.service_list", "3600"),
            ("caching.cache_ttl_settings.static_data", "86400"),
            ("monitoring.metrics_retention_hours", "24"),
            ("monitoring.alert_thresholds.max_connection_usage_pct", "80"),
            ("monitoring.alert_thresholds.slow_query_threshold_ms", "1000"),
            ("monitoring.alert_thresholds.cache_hit_ratio_min", "0.95"),
            ("monitoring.alert_thresholds.lock_wait_threshold_ms", "100"),
            ("http.port", "8080"),
            ("http.host", "127.0.0.1"),
        ])
    func defaults(_ path: String, _ shown: String) throws {
        #expect(try key(path).defaultValue.description == shown)
    }

    @Test("every default is a value that its own key allows", arguments: ConfigurationKey.all.map(\.path))
    func defaultsAreAllowed(_ path: String) throws {
        let key = try key(path)
        guard key.defaultValue != .none else { return }
        var configuration = BookedBarberConfiguration()

        #expect(key.apply(key.defaultValue.description, &configuration))
        #expect(configuration == BookedBarberConfiguration())
    }

    @Test("the server's settings carry PostgreSQL's names")
    func serverParameters() {
        var names = Set(ConfigurationKey.postgresqlServer.map(\.name))
        #if !os(Linux)
            names.remove("effective_io_concurrency")
        #endif

        #expect(Set(PostgresServerSettings().parameters.keys) == names)
    }
}
