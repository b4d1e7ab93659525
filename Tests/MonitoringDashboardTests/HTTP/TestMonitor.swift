import DatabaseMonitoring
import Foundation
import Logging
import ServiceLifecycle
import TestServers

@testable import MonitoringDashboard

/// A running server of the monitor.
struct TestMonitor: Sendable {
    static let token = "a-token-that-nobody-guesses"

    let port: Int
    let source: GeneratedSource
    let stop: @Sendable () async -> Void

    var client: TestHTTPClient { TestHTTPClient(port: port) }
    var url: String { "http://127.0.0.1:\(port)" }

    /// What a page of this server sends along when it changes something.
    var ownPage: [(String, String)] { [("Origin", url), ("Sec-Fetch-Site", "same-origin")] }

    func get(_ path: String, _ headers: [(String, String)] = []) async throws -> TestHTTPClient.Response {
        try await client.request("GET", path, headers: headers)
    }

    func send(
        _ method: String, _ path: String, _ headers: [(String, String)] = [], json: String? = nil
    ) async throws -> TestHTTPClient.Response {
        let type = json == nil ? [] : [("Content-Type", "application/json")]
        return try await client.request(method, path, headers: headers + type, body: json.map { Array($0.utf8) })
    }

    /// On a loopback address unless `configure` says otherwise.
    static func with<Value: Sendable>(
        _ source: GeneratedSource = .usual(), access: MonitoringAccess = .tokenOnly,
        limits: MonitoringServerConfiguration.Limits = .init(),
        configure: (inout MonitoringServerConfiguration) throws -> Void = { _ in },
        _ body: @Sendable (TestMonitor) async throws -> Value
    ) async throws -> Value {
        var configuration = MonitoringServerConfiguration()
        configuration.timeZone = .gmt
        configuration.limits = limits
        try configure(&configuration)
        var logger = Logger(label: "monitor")
        logger.logLevel = .critical
        let (ports, running) = AsyncStream<Int>.makeStream()
        let server = try MonitoringServer.make(
            configuration: configuration, source: source, access: access, logger: logger
        ) { running.yield($0) }
        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [.init(service: server)], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { running.finish() }
                try await services.run()
            }
            for await port in ports {
                let monitor = TestMonitor(port: port, source: source) { await services.triggerGracefulShutdown() }
                do {
                    let value = try await body(monitor)
                    await services.triggerGracefulShutdown()
                    try await group.waitForAll()
                    return value
                } catch {
                    await services.triggerGracefulShutdown()
                    throw error
                }
            }
            try await group.waitForAll()
            throw TestMonitorError()
        }
    }
}

/// The server ended before it listened.
struct TestMonitorError: Error {}

extension MonitoringServerConfiguration.Limits {
    /// The usual ones but for one.
    static func with<Value>(_ limit: WritableKeyPath<Self, Value>, _ value: Value) -> Self {
        var limits = Self()
        limits[keyPath: limit] = value
        return limits
    }
}

extension TestHTTPClient {
    static func text(_ response: Response) -> String { String(decoding: response.body, as: UTF8.self) }

    static func field(_ name: String, _ response: Response) -> String? {
        response.headers.first { $0.0.lowercased() == name.lowercased() }?.1
    }
}
