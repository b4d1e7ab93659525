extension ConfigurationKey {
    static let caching: [ConfigurationKey] = [
        ConfigurationKey(
            "caching.redis_config.url", \.caching.redisURL,
            .url(["redis", "rediss", "redis+unix"], example: "redis://user:password@host:6379/0"),
            variable: "REDIS_URL", isSecret: true,
            about: "Redis to share the query cache with other processes."),
        ttl(
            "redis_config.default_ttl", \.caching.defaultTTL,
            about: "How long a result is kept that has no rule of its own."),
        ConfigurationKey(
            "caching.redis_config.key_prefix", \.caching.keyPrefix, .keyPrefix,
            about: "Beginning of every key in Redis, so that several programs can share one."),
        ttl(
            "cache_ttl_settings.user_profile", \.caching.userProfileTTL,
            about: "Profiles change rarely, and are read at every request."),
        ttl(
            "cache_ttl_settings.barber_schedule", \.caching.barberScheduleTTL,
            about: "Weekly hours and time off of a barber."),
        ttl(
            "cache_ttl_settings.appointment_list", \.caching.appointmentListTTL,
            about: "A client's and a barber's lists of appointments."),
        ttl("cache_ttl_settings.revenue_data", \.caching.revenueDataTTL, about: "Revenue by day, location and barber."),
        ttl(
            "cache_ttl_settings.analytics_data", \.caching.analyticsDataTTL,
            about: "Top services, busiest hours, lifetime value."),
        ttl("cache_ttl_settings.service_list", \.caching.serviceListTTL, about: "What a shop offers, and its prices."),
        ttl(
            "cache_ttl_settings.static_data", \.caching.staticDataTTL, about: "Shops, their time zones and currencies."),
    ]

    private static func ttl(
        _ path: String, _ keyPath: any WritableKeyPath<BookedBarberConfiguration, Duration> & Sendable, about: String
    ) -> ConfigurationKey {
        ConfigurationKey("caching.\(path)", keyPath, .seconds(1...2_592_000), about: about)
    }
}
