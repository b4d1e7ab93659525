extension ConfigurationKey {
    static let monitoring: [ConfigurationKey] = [
        ConfigurationKey(
            "monitoring.collection_interval", \.monitoring.collectionInterval, .seconds(1...3600),
            about: "Time between two samples. Short enough to see a burst of half a minute."),
        ConfigurationKey(
            "monitoring.metrics_retention_hours", \.monitoring.retentionHours, .integer(1...720, unit: "h"),
            about: "How long samples are kept."),
        ConfigurationKey(
            "monitoring.slack_webhook_url", \.monitoring.webhookURL,
            .secretURL(example: "https://hooks.slack.com/services/…"),
            variable: "SLACK_WEBHOOK_URL", isSecret: true, about: "Where alerts are sent."),
        ConfigurationKey(
            "monitoring.alert_thresholds.max_connection_usage_pct", \.monitoring.thresholds.maxConnectionUsagePercent,
            .decimal(1...100, unit: "%"),
            about: "Part of the server's connections in use; above it there's no room for a burst."),
        ConfigurationKey(
            "monitoring.alert_thresholds.slow_query_threshold_ms", \.monitoring.thresholds.slowQueryMilliseconds,
            .integer(1...3_600_000, unit: "ms"), about: "A statement that runs longer is slow."),
        ConfigurationKey(
            "monitoring.alert_thresholds.cache_hit_ratio_min", \.monitoring.thresholds.minCacheHitRatio,
            .decimal(0...1),
            about: "Least part of page reads that PostgreSQL should answer from memory."),
        ConfigurationKey(
            "monitoring.alert_thresholds.queries_per_second_max", \.monitoring.thresholds.maxQueriesPerSecond,
            .integer(1...10_000_000, unit: "queries per second"), about: "More than this is a load nobody planned for."),
        ConfigurationKey(
            "monitoring.alert_thresholds.lock_wait_threshold_ms", \.monitoring.thresholds.lockWaitMilliseconds,
            .integer(1...3_600_000, unit: "ms"), about: "A statement that waits longer for a lock is blocked."),
    ]
}
