extension ConfigurationKey {
    static let database: [ConfigurationKey] = [
        ConfigurationKey(
            "database_config.url", \.database.url,
            .url(
                ["postgres", "postgresql"], example: "postgres://user:password@host:5432/bookedbarber",
                alsoKeywords: true),
            variable: "DATABASE_URL", isSecret: true,
            about: "PostgreSQL to use. Without one, a private PostgreSQL runs in the state folder."),
        ConfigurationKey(
            "database_config.connection_pool.pool_size", \.database.pool.size, .integer(1...1000, unit: "connections"),
            variable: "DB_POOL_SIZE",
            about: "Connections that stay open once opened. They're opened on demand, so an idle program has few."),
        ConfigurationKey(
            "database_config.connection_pool.max_overflow", \.database.pool.maxOverflow,
            .integer(0...1000, unit: "connections"), variable: "DB_MAX_OVERFLOW",
            about: "Connections above pool_size for bursts; they close when nobody waits for them."),
        ConfigurationKey(
            "database_config.connection_pool.pool_timeout", \.database.pool.timeout, .seconds(0.1...600),
            variable: "DB_POOL_TIMEOUT",
            about: "Longest wait for a connection. A person doesn't wait longer than 30 s for a page."),
        ConfigurationKey(
            "database_config.connection_pool.pool_recycle", \.database.pool.recycle, .seconds(1...604_800),
            variable: "DB_POOL_RECYCLE",
            about: "Age at which a connection is replaced, ±10 %: after an hour a server's memory for it has grown."),
        ConfigurationKey(
            "database_config.connection_pool.pool_pre_ping", \.database.pool.prePing, .boolean,
            variable: "DB_POOL_PRE_PING",
            about:
                "Check a connection that has been idle before handing it out; off saves a round trip and risks an error."
        ),
    ]
}
