import Logging

/// Where the monitor is to be seen: at the configured port, or else at the one after the program's own, or at any free one
/// where that is taken.
struct MonitorAddress: Sendable {
    private let host: String
    private let port: Int?
    private let programPort: Int
    private let logger: Logger

    init(_ configuration: BookedBarberConfiguration, logger: Logger) {
        (host, port) = (configuration.monitoring.host, configuration.monitoring.port)
        programPort = configuration.http.port
        self.logger = logger
    }

    /// - Throws: ``ProgramFailure`` when a configured port is taken.
    func find() async throws(ProgramFailure) -> ListenAddress {
        if let port {
            let address = ListenAddress(host: host, port: port, option: Self.variable)
            try await address.checkAvailable()
            return address
        }
        let usual = ListenAddress(host: host, port: Self.usual(after: programPort), option: Self.variable)
        do {
            try await usual.checkAvailable()
            return usual
        } catch {
            logger.info("The monitor's usual port is taken; it takes a free one", metadata: ["port": "\(usual.port)"])
            return ListenAddress(host: host, port: 0, option: Self.variable)
        }
    }

    private static let variable = "BOOKEDBARBER_MONITOR_PORT"

    static func usual(after port: Int) -> Int { port == 0 || port == 65_535 ? 0 : port + 1 }
}
