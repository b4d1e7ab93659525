import DatabaseMonitoring
import Foundation
import Logging
import MonitoringDashboard
import QueryCaching
import ServiceLifecycle

/// The database monitor of `serve`, and the address where it is seen.
struct ProgramMonitor: Sendable {
    let monitor: DatabaseMonitor
    let server: any Service
    private let port: MonitorPort
    private let host: String

    var services: [any Service] { [monitor, server] }

    /// - Parameter address: where it is to be seen; its port may be 0.
    /// - Throws: what is wrong with the configuration.
    init(
        _ configuration: BookedBarberConfiguration, _ opened: ProgramDatabase, _ cache: QueryCache,
        registry: MetricsRegistry, address: ListenAddress, token: String, logger: Logger
    ) throws {
        let settings = configuration.monitoring
        var wanted = MonitorConfiguration()
        wanted.interval = settings.collectionInterval
        wanted.retentionHours = settings.retentionHours
        wanted.thresholds = settings.thresholds
        wanted.name = "BookedBarber on \(ProcessInfo.processInfo.hostName)"
        let folder = try StateFolder.prepare(configuration)
        wanted.historyPath = folder.monitorHistory
        wanted.disks["state"] = folder.path
        // A link to a loopback address would lead nowhere on a phone.
        wanted.dashboardURL = settings.publicURL.map { $0.value + "/dashboard" }
        monitor = try DatabaseMonitor(
            database: opened.database, cache: cache,
            alerts: try settings.webhookURL.map { [try AlertDestination(url: $0.value)] } ?? [], configuration: wanted,
            registry: registry, logger: logger)
        let port = MonitorPort()
        var seen = MonitoringServerConfiguration()
        (seen.host, seen.port) = (address.host, address.port)
        seen.trustedProxies = configuration.http.trustedProxies
        seen.tokens = try [token, settings.token?.value].compactMap { $0 }.map { try AdminToken($0) }
        seen.publicURL = settings.publicURL?.value
        server = MonitorServer(
            server: try MonitoringServer.make(
                configuration: seen, source: monitor, access: .administrators(of: opened.database), logger: logger,
                onRunning: { port.found($0) }), port: port, address: address)
        (self.port, host) = (port, address.host)
    }

    /// Waits until the address listens; nil when it never does, since the program ends.
    func url() async -> String? {
        await port.value.map { ListenAddress.url(host: RunningPlace.reachable(host), port: $0) }
    }
}
