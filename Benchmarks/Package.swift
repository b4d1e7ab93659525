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
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
    ],
    targets: [
        .target(name: "CAllocations"),
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
    ],
    swiftLanguageModes: [.v6]
)
