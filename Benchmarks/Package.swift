// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"), .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "bookedbarber-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "bookedbarber", path: ".."),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.3"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.86.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
    ],
    targets: [
        .target(name: "CAllocations"),
        .target(name: "CEpoll"),
        .target(
            name: "BenchmarkReport",
            dependencies: [
                .product(name: "LocalServers", package: "bookedbarber"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: settings),
        .executableTarget(
            name: "DatabaseBenchmarks",
            dependencies: [
                "BenchmarkReport", "CAllocations",
                .product(name: "LocalServers", package: "bookedbarber"),
                .product(name: "Postgres", package: "bookedbarber"),
                .product(name: "PostgresDatabase", package: "bookedbarber"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: settings),
        .executableTarget(
            name: "CacheBenchmarks",
            dependencies: [
                "BenchmarkReport",
                .product(name: "LocalServers", package: "bookedbarber"),
                .product(name: "Postgres", package: "bookedbarber"),
                .product(name: "PostgresDatabase", package: "bookedbarber"),
                .product(name: "QueryCaching", package: "bookedbarber"),
                .product(name: "RedisClient", package: "bookedbarber"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: settings),
        .executableTarget(
            name: "HTTPBenchmarks",
            dependencies: [
                "BenchmarkReport", "CEpoll",
                .product(name: "BookedBarber", package: "bookedbarber"),
                .product(name: "BookedBarberServer", package: "bookedbarber"),
                .product(name: "LocalServers", package: "bookedbarber"),
                .product(name: "Postgres", package: "bookedbarber"),
                .product(name: "PostgresDatabase", package: "bookedbarber"),
                .product(name: "QueryCaching", package: "bookedbarber"),
                .product(name: "RedisClient", package: "bookedbarber"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: settings),
        .executableTarget(
            name: "MonitorBenchmarks",
            dependencies: [
                "BenchmarkReport",
                .product(name: "BookedBarber", package: "bookedbarber"),
                .product(name: "DatabaseMonitoring", package: "bookedbarber"),
                .product(name: "LocalServers", package: "bookedbarber"),
                .product(name: "Postgres", package: "bookedbarber"),
                .product(name: "PostgresDatabase", package: "bookedbarber"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
