import DatabaseMonitoring
import Logging

/// Everything that can be set, as one value. A fresh value holds the documented defaults.
///
/// Meaning, unit, allowed range and the reason of each default are with its ``ConfigurationKey``.
struct BookedBarberConfiguration: Sendable, Equatable {
    var http = HTTPSettings()
    var log = LogSettings()
    var database = DatabaseSettings()
    var caching = CachingSettings()
    var monitoring = MonitoringSettings()
    var payments = PaymentSettings()
    /// Where private servers and secrets are kept; nil follows ``StateDirectory``'s rules.
    var stateDirectory: String?
}

struct HTTPSettings: Sendable, Equatable {
    var host = "127.0.0.1"
    var port = 8080
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    var trustedProxies: Set<String> = []
}

struct LogSettings: Sendable, Equatable {
    var level = Logger.Level.info
}

struct DatabaseSettings: Sendable, Equatable {
    /// nil: a private PostgreSQL is started in the state folder.
    var url: Secret?
    var pool = PoolSettings()
    var postgresql = PostgresServerSettings()
}

struct PoolSettings: Sendable, Equatable {
    var size = 50
    var maxOverflow = 20
    var timeout = Duration.seconds(30)
    var recycle = Duration.seconds(3600)
    var prePing = true

    /// The most connections that the pool ever opens.
    var mostConnections: Int { size + maxOverflow }
}

struct CachingSettings: Sendable, Equatable {
    var redisURL: Secret?
    var keyPrefix = "bookedbarber:db:"
    var defaultTTL = Duration.seconds(300)
    var userProfileTTL = Duration.seconds(1800)
    var barberScheduleTTL = Duration.seconds(300)
    var appointmentListTTL = Duration.seconds(300)
    var revenueDataTTL = Duration.seconds(600)
    var analyticsDataTTL = Duration.seconds(1800)
    var serviceListTTL = Duration.seconds(3600)
    var staticDataTTL = Duration.seconds(86_400)
}

struct MonitoringSettings: Sendable, Equatable {
    var collectionInterval = Duration.seconds(10)
    var retentionHours = 24
    var webhookURL: Secret?
    var thresholds = AlertThresholds()
    /// Where the dashboard and `/metrics` are.
    var host = "127.0.0.1"
    /// How a browser reaches the dashboard through a reverse proxy; nil: directly.
    var publicURL: Secret?
    /// For Prometheus; nil: the one in the state folder alone, new with each start.
    var token: Secret?
    /// nil: the program's own plus one, or any free one where that is taken.
    var port: Int?
}

struct PaymentSettings: Sendable, Equatable {
    /// nil: a random one is made once and kept in the state folder.
    var stripeWebhookSecret: Secret?
}
