import DatabaseMonitoring

extension ConfigurationKey {
    static let monitoring: [ConfigurationKey] =
        [
            ConfigurationKey(
                "monitoring.host", \.monitoring.host, .host, variable: "BOOKEDBARBER_MONITOR_HOST",
                about: "Address of the dashboard and /metrics. On any but a loopback address one has to sign in as an "
                    + "administrator, or to send the server's token."),
            ConfigurationKey(
                "monitoring.port", \.monitoring.port, .integerOrNone(0...65_535),
                variable: "BOOKEDBARBER_MONITOR_PORT",
                about:
                    "Their port; 0 takes any free one. By default the one after PORT, or any free one if that is taken."
            ),
            ConfigurationKey(
                "monitoring.public_url", \.monitoring.publicURL,
                .url(["http", "https"], example: "https://monitor.example.com"),
                variable: "BOOKEDBARBER_MONITOR_URL",
                about:
                    "Where the dashboard is for browsers, behind a reverse proxy: its name is accepted, cookies need TLS if "
                    + "it does, and messages of alerts link to it."),
            ConfigurationKey(
                "monitoring.token", \.monitoring.token, .secret(22...256),
                variable: "BOOKEDBARBER_MONITOR_TOKEN", isSecret: true,
                about:
                    "A token that opens the dashboard and /metrics where one has to sign in: for Prometheus. Without one, "
                    + "there is the one in running.json, new with each start."),
            ConfigurationKey(
                "monitoring.collection_interval", \.monitoring.collectionInterval, .seconds(1...3600),
                about: "Time between two samples. Short enough to see a burst of half a minute."),
            ConfigurationKey(
                "monitoring.metrics_retention_hours", \.monitoring.retentionHours, .integer(1...720, unit: "h"),
                about: "How long the history is kept. Hours are kept for twice as long, to compare with yesterday."),
            ConfigurationKey(
                "monitoring.slack_webhook_url", \.monitoring.webhookURL,
                .secretURL(example: "https://hooks.slack.com/services/…"),
                variable: "SLACK_WEBHOOK_URL", isSecret: true,
                about: "Where alerts are sent: Slack's format if the host is Slack's, JSON otherwise."),
        ] + alertThresholds

    private static let alertThresholds: [ConfigurationKey] = [
        threshold(
            "max_connection_usage_pct", \.monitoring.thresholds.connectionUsagePercent, .decimal(10...99, unit: "%"),
            about: "Part of the server's connections in use; above it there's no room for a burst."),
        threshold(
            "slow_query_threshold_ms", \.monitoring.thresholds.slowQuery, .milliseconds(1...86_400_000),
            about: "A statement that runs longer is slow."),
        threshold(
            "cache_hit_ratio_min", \.monitoring.thresholds.cacheHitRatio, .decimal(0.1...0.999),
            about: "Least part of page reads that PostgreSQL should answer from memory."),
        threshold(
            "queries_per_second_max", \.monitoring.thresholds.queriesPerSecond,
            .decimal(1...10_000_000, unit: "queries per second"),
            about: "More than this is a load nobody planned for."),
        threshold(
            "lock_wait_threshold_ms", \.monitoring.thresholds.lockWait, .milliseconds(1...3_600_000),
            about: "A statement that waits longer for a lock is blocked."),
        threshold(
            "transaction_id_age_max", \.monitoring.thresholds.transactionIDAge,
            .decimal(1_000_000...2_000_000_000, unit: "transactions"),
            about: "Vacuum freezes by force at 200 million; at this age it has failed for long."),
        threshold(
            "transaction_id_age_critical", \.monitoring.thresholds.criticalTransactionIDAge,
            .decimal(1_000_001...2_100_000_000, unit: "transactions"),
            about: "The server refuses writes at about 2.1 billion."),
        threshold(
            "idle_in_transaction_max_s", \.monitoring.thresholds.idleInTransaction, .seconds(1...86_400),
            about: "A session that does nothing inside its transaction holds locks and keeps vacuum from its work. "
                + "Critical at three times this."),
        threshold(
            "replication_lag_max_s", \.monitoring.thresholds.replicationLag, .seconds(1...86_400),
            about: "How late a replica may replay."),
        threshold(
            "replication_lag_max_mb", \.monitoring.thresholds.replicationLagBytes, .megabytes(1...1_000_000),
            about: "Write-ahead log that a replica may have to catch up with."),
        threshold(
            "retained_wal_max_mb", \.monitoring.thresholds.retainedWALBytes, .megabytes(16...10_000_000),
            about: "Write-ahead log kept for a replication slot; it fills the disk. Critical at ten times this."),
        threshold(
            "error_rate_max_pct", \.monitoring.thresholds.errorRatePercent, .decimal(0.1...99, unit: "%"),
            about: "Part of the HTTP answers with a status of 500 or above."),
        threshold(
            "rollback_max_pct", \.monitoring.thresholds.rollbackPercent, .decimal(0.1...99, unit: "%"),
            about: "Part of the transactions that are rolled back."),
        threshold(
            "pool_exhausted_max_s", \.monitoring.thresholds.poolExhausted, .seconds(1...600),
            about: "How long callers may wait while every connection of the pool is lent."),
        threshold(
            "disk_free_min_pct", \.monitoring.thresholds.diskFreePercent, .decimal(1...50, unit: "%"),
            about: "Least free space of the disk with the state folder."),
        threshold(
            "disk_free_critical_pct", \.monitoring.thresholds.criticalDiskFreePercent, .decimal(0.5...49, unit: "%"),
            about: "Less than this is critical."),
        threshold(
            "query_cache_hit_ratio_min", \.monitoring.thresholds.queryCacheHitRatio, .decimal(0.01...0.99),
            about: "Least part of the requests to the query cache that need no load."),
    ]

    private static func threshold<Value: Sendable>(
        _ name: String, _ keyPath: any WritableKeyPath<BookedBarberConfiguration, Value> & Sendable,
        _ rule: ValueRule<Value>, about: String
    ) -> ConfigurationKey {
        ConfigurationKey("monitoring.alert_thresholds.\(name)", keyPath, rule, about: about)
    }
}
