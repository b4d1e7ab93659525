// swift-tools-version: 6.2
import PackageDescription

/// `scripts/test` and CI set this; a newer compiler's new warnings must not stop a user's build.
let warningsAreErrors = Context.environment["BOOKEDBARBER_WARNINGS_AS_ERRORS"] == "1"

let testSettings: [SwiftSetting] =
    [.enableUpcomingFeature("ExistentialAny")] + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])
/// `scripts/test --sanitize thread` sets this: the libraries' locks are of another module then, which no file imports.
let isForThreadSanitizer = Context.environment["BOOKEDBARBER_SANITIZE_THREAD"] == "1"
let settings: [SwiftSetting] =
    testSettings + (isForThreadSanitizer ? [] : [.enableUpcomingFeature("MemberImportVisibility")])
/// Calls go on where their caller is: no change of executors on the way to the server and back.
let databaseSettings = settings + [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]

let package = Package(
    name: "bookedbarber",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Postgres", targets: ["Postgres"]),
        .library(name: "PostgresDatabase", targets: ["PostgresDatabase"]),
        .library(name: "QueryCaching", targets: ["QueryCaching"]),
        .library(name: "RedisClient", targets: ["RedisClient"]),
        .library(name: "DatabaseMonitoring", targets: ["DatabaseMonitoring"]),
        .library(name: "MonitoringDashboard", targets: ["MonitoringDashboard"]),
        .library(name: "LocalServers", targets: ["LocalServers"]),
        .library(name: "BookedBarber", targets: ["BookedBarber"]),
        .library(name: "BookedBarberServer", targets: ["BookedBarberServer"]),
        .executable(name: "bookedbarber", targets: ["BookedBarberCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.3"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.86.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
    ],
    targets: [
        .systemLibrary(
            name: "CLibpq", pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(
            name: "CLibuv", pkgConfig: "libuv",
            providers: [.apt(["libuv1-dev"]), .brew(["libuv"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .target(
            name: "LocalServers",
            dependencies: [
                "CLibpq",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: settings),
        // For ThreadSanitizer; empty otherwise.
        .target(name: "SanitizedLocks", swiftSettings: databaseSettings),
        .target(
            name: "Postgres",
            dependencies: [
                "CLibpq", "CLibuv", "SanitizedLocks",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: databaseSettings),
        .target(
            name: "PostgresDatabase",
            dependencies: [
                "Postgres", "SanitizedLocks",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ], swiftSettings: databaseSettings),
        .target(
            name: "RedisClient",
            dependencies: [
                "SanitizedLocks",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: databaseSettings),
        .target(
            name: "QueryCaching",
            dependencies: [
                "Postgres", "PostgresDatabase", "RedisClient", "SanitizedLocks",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ], swiftSettings: databaseSettings),
        .target(
            name: "DatabaseMonitoring",
            dependencies: [
                "CSQLite", "Postgres", "PostgresDatabase", "QueryCaching", "SanitizedLocks",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: databaseSettings),
        .target(
            name: "BookedBarber",
            dependencies: [
                "Postgres", "PostgresDatabase", "QueryCaching",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Migrations")],
            swiftSettings: settings),
        .target(
            name: "BookedBarberServer",
            dependencies: [
                "BookedBarber", "Postgres", "PostgresDatabase", "QueryCaching",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Instrumentation", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),
        .target(
            name: "MonitoringDashboard",
            dependencies: [
                "DatabaseMonitoring", "SanitizedLocks",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], resources: [.embedInCode("Assets")], swiftSettings: settings),
        .target(
            name: "AlertDrills",
            dependencies: [
                "DatabaseMonitoring", "LocalServers", "Postgres", "PostgresDatabase", "QueryCaching", "RedisClient",
                "SanitizedLocks",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),
        .executableTarget(
            name: "BookedBarberCommand",
            dependencies: [
                "AlertDrills", "BookedBarber", "BookedBarberServer", "DatabaseMonitoring", "LocalServers",
                "MonitoringDashboard",
                "Postgres", "PostgresDatabase", "QueryCaching", "RedisClient",
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ], swiftSettings: settings),

        .target(
            name: "TestServers",
            dependencies: [
                "LocalServers", "Postgres", "SanitizedLocks",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Tests/TestServers", swiftSettings: testSettings),
        .target(
            name: "TortureTesting",
            dependencies: [
                "LocalServers", "Postgres", "PostgresDatabase", "SanitizedLocks", "TestServers",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/TortureTesting", swiftSettings: testSettings),
        .executableTarget(
            name: "torture",
            dependencies: [
                "TortureTesting", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Torture", swiftSettings: testSettings),
        .target(
            name: "CacheHistory",
            dependencies: [
                "LocalServers", "Postgres", "PostgresDatabase", "QueryCaching", "RedisClient", "TestServers",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/CacheHistory", swiftSettings: testSettings),
        .executableTarget(
            name: "cache-history",
            dependencies: [
                "CacheHistory", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/CacheHistoryCommand", swiftSettings: testSettings),
        .testTarget(
            name: "CacheHistoryTests", dependencies: ["CacheHistory", "cache-history"], swiftSettings: testSettings),
        .testTarget(name: "TortureTests", dependencies: ["TortureTesting"], swiftSettings: testSettings),
        .testTarget(
            name: "LocalServersTests", dependencies: ["LocalServers", "TestServers"], swiftSettings: testSettings),
        .testTarget(
            name: "PostgresTests", dependencies: ["Postgres", "SanitizedLocks", "TestServers"],
            swiftSettings: testSettings),
        .testTarget(
            name: "PostgresDatabaseTests",
            dependencies: [
                "PostgresDatabase", "SanitizedLocks", "TestServers",
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ],
            exclude: ["Errors/errors.golden"],
            swiftSettings: testSettings),
        .testTarget(
            name: "RedisClientTests",
            dependencies: [
                "LocalServers", "RedisClient", "SanitizedLocks", "TestServers",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: testSettings),
        .testTarget(
            name: "QueryCachingTests",
            dependencies: [
                "LocalServers", "Postgres", "PostgresDatabase", "QueryCaching", "RedisClient", "SanitizedLocks",
                "TestServers",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: testSettings),
        .executableTarget(
            name: "history-writer", dependencies: ["DatabaseMonitoring"], path: "Tests/HistoryWriter",
            swiftSettings: testSettings),
        .testTarget(
            name: "DatabaseMonitoringTests",
            dependencies: [
                "DatabaseMonitoring", "LocalServers", "Postgres", "PostgresDatabase", "QueryCaching", "RedisClient",
                "SanitizedLocks", "TestServers", "history-writer",
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: testSettings),
        .testTarget(
            name: "AlertDrillsTests",
            dependencies: [
                "AlertDrills", "DatabaseMonitoring", "LocalServers", "Postgres", "PostgresDatabase", "QueryCaching",
                "SanitizedLocks", "TestServers",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ], swiftSettings: testSettings),
        .testTarget(
            name: "MonitoringDashboardTests",
            dependencies: [
                "DatabaseMonitoring", "LocalServers", "MonitoringDashboard", "Postgres", "PostgresDatabase",
                "SanitizedLocks", "TestServers",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: testSettings),
        .testTarget(
            name: "BookedBarberTests", dependencies: ["BookedBarber", "QueryCaching", "TestServers"],
            swiftSettings: testSettings),
        .testTarget(
            name: "BookedBarberServerTests",
            dependencies: [
                "BookedBarber", "BookedBarberServer", "LocalServers", "Postgres", "PostgresDatabase", "QueryCaching",
                "TestServers",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: testSettings),
        .testTarget(
            name: "BookedBarberCommandTests",
            dependencies: [
                "BookedBarberCommand", "DatabaseMonitoring", "LocalServers", "Postgres", "PostgresDatabase",
                "TestServers",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: testSettings),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "BookedBarberCommand", "DatabaseMonitoring", "Postgres", "TestServers",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: testSettings),
    ],
    swiftLanguageModes: [.v6]
)
