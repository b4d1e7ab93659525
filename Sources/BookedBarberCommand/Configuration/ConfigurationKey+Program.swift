extension ConfigurationKey {
    static let program: [ConfigurationKey] = [
        ConfigurationKey(
            "http.host", \.http.host, .host, variable: "BOOKEDBARBER_HOST", flag: "--host",
            about: "Address to listen on. Loopback, because TLS and the outside are a reverse proxy's job."),
        ConfigurationKey(
            "http.port", \.http.port, .integer(0...65_535), variable: "PORT", flag: "--port",
            about: "TCP port to listen on; 0 takes any free one, and the first line of output says which."),
        ConfigurationKey(
            "http.trusted_proxies", \.http.trustedProxies, .addresses, variable: "BOOKEDBARBER_TRUSTED_PROXIES",
            about: "Reverse proxies whose X-Forwarded-For tells the client's address, which rate limits go by. "
                + "None by default: anybody could claim any address."),
        ConfigurationKey(
            "log.level", \.log.level, .logLevel, variable: "LOG_LEVEL", flag: "--log-level",
            about: "Least important log lines to write. Info tells starts, stops and trouble, not every request."),
        ConfigurationKey(
            "state", \.stateDirectory, .folder, variable: "BOOKEDBARBER_STATE", flag: "--state",
            about: "Folder of the private PostgreSQL and its data. "
                + "By default $XDG_STATE_HOME/bookedbarber, ~/.local/state/bookedbarber, or /var/lib/bookedbarber for root."
        ),
    ]

    static let payments: [ConfigurationKey] = [
        ConfigurationKey(
            "payments.stripe_webhook_secret", \.payments.stripeWebhookSecret, .secret(8...256),
            variable: "STRIPE_WEBHOOK_SECRET", isSecret: true,
            about: "Secret that signs Stripe's webhooks. Without one, a random one is kept in the state folder.")
    ]
}
